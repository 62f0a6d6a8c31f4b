// Short lines at the head of the page, where nobody writes, that say what just happened, and go away by themselves.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const SECONDS = { news: 5, trouble: 12 };

const all = document.getElementById("notices");

/** Shows a sentence; `kind` is "news" or "trouble". Screen readers read it out. */
export function notice(words, kind = "news") {
  const put = () => line.remove();
  const look = { type: "button", aria: { label: "Hide this" }, onclick: put };
  const away = h("button.icon-button", look, icon("close", 16));
  const line = h("div.notice", { data: { kind } }, h("span", {}, words), away);
  [...all.children].filter((one) => one.firstChild.textContent === words).forEach((one) => one.remove());
  raise();
  all.append(line);
  setTimeout(put, SECONDS[kind] * 1000);
}

/** Over an open dialog, and in it: what is outside of a dialog can be neither pressed nor heard. */
function raise() {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const home = dialog ?? document.body;
  if (all.parentNode !== home) home.append(all);
  dialog?.addEventListener("close", raise, { once: true });
  all.popover = "manual";
  if (all.matches(":popover-open")) all.hidePopover();
  all.showPopover();
}
