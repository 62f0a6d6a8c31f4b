// A thread in the side pane.
/** Shows place.thread in the side pane while there is one. */
export function mountThread(element) {}
