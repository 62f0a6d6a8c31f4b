// Modals that apps open.
/** Shows the modals of this person on top of everything. */
export function mountModals(element) {}
