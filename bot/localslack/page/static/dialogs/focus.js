// Where the keyboard is: what can be reached inside something, and where it goes back to when that is closed.

const FIELDS = "input, textarea, select, [role=combobox], [contenteditable=true]";
const REACHED = `a[href], button, ${FIELDS}, [tabindex]`;

/** Whether somebody can see and use this element now. */
const usable = (element) => !element.disabled && element.tabIndex >= 0 && element.checkVisibility();

/** The first thing to fill in inside this element, or undefined. */
export const firstField = (element) => [...element.querySelectorAll(FIELDS)].find(usable);

/** Everything inside this element that the Tab key reaches. */
export const reachable = (element) => [...element.querySelectorAll(REACHED)].filter(usable);

/** Remembers who has the focus; the function that comes back gives it back, also to what was drawn anew since. */
export function rememberFocus(element = document.activeElement) {
  const key = element?.dataset?.key;
  const room = key && (element.closest("dialog") ?? element.closest("#room, #top, #drawer, #layers"));
  return () => {
    const again = key && [room, document].filter((one) => one?.isConnected).map((one) => byKey(one, key)).find(Boolean);
    const target = element?.isConnected && element !== document.body ? element : again;
    (target ?? document.getElementById("main")).focus();
  };
}

export const byKey = (room, key) => room.querySelector(`[data-key="${CSS.escape(key)}"]`);
