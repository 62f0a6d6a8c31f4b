// A conversation.
/** Shows the channel place.id in the main part; returns how to leave. */
export function mountConversation(element) { return () => {}; }
