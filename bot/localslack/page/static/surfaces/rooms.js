// Channels and people: add a channel, write to somebody, see who is in and bring somebody in.

/** The "+" beside a heading of the sidebar; `kind` is "channel" or "direct". */
export function openAddMenu(kind, anchor) {}

/** Who is in a channel; bring somebody in; leave. */
export function openChannelDetails(channelId) {}
