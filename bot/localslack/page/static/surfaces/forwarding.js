// Passing things on: a message into another channel, and a mail into a channel's address.

/** A dialog that forwards the message of this channel and ts. */
export function openForward(channelId, ts) {}

/** A dialog "Send an email into this channel": paste a whole mail, choose a file, or one of the inbox. `sample` chooses one beforehand. */
export function openEmailInto(channelId, sample = "") {}
