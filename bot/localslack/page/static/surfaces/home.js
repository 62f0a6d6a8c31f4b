// The home tab of an app.
/** Shows the home tab of the app place.id in the main part; returns how to leave. */
export function mountHome(element) { return () => {}; }
