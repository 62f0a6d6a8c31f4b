// The inbox with mails to try.
/** Shows the inbox, or the mail place.id, in the main part; returns how to leave. */
export function mountInbox(element) { return () => {}; }
