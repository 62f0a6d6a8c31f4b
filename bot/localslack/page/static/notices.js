// Short lines at the foot of the page that say what just happened, and go away by themselves.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const SECONDS = { news: 5, trouble: 12 };

/** Shows a sentence; `kind` is "news" or "trouble". Screen readers read it out. */
export function notice(words, kind = "news") {
  const put = () => line.remove();
  const away = h("button.icon-button", { type: "button", aria: { label: "Put away" }, onclick: put }, icon("close", 16));
  const line = h("div.notice", { data: { kind } }, h("span", {}, words), away);
  const all = document.getElementById("notices");
  [...all.children].filter((one) => one.firstChild.textContent === words).forEach((one) => one.remove());
  all.append(line);
  setTimeout(put, SECONDS[kind] * 1000);
}
