// A list to choose from, one or several, with a field that makes it shorter: people, channels, mails.

import { fill, h } from "../dom.js";

let count = 0;

/**
 * {element, chosen(), wrong(words)}: `options` [{id, label, detail?, picture?: () => node}], `several` or one, `start`
 * the ids that are chosen at first. `wrong` shows a sentence, and goes to the list.
 */
export function chooser({ name, options, several = false, start = [], find = "Find by name", onchange }) {
  const group = `chooser-${++count}`;
  const rows = options.map((one) => row(one, { group, several, checked: start.includes(one.id) }));
  const list = h("div.chooser-list", {}, rows.map((one) => one.element));
  const none = h("p.chooser-none.small.soft", { role: "status" });
  const wrong = h("span.wrong", { role: "alert" });
  const picked = h("p.chooser-picked.small", { role: "status" });
  const chosen = () => rows.filter((one) => one.input.checked).map((one) => one.id);
  const tell = () => {
    fill(wrong);
    const names = rows.filter((one) => one.input.checked).map((one) => one.label);
    picked.textContent = several && names.length ? `Chosen: ${names.join(", ")}` : "";
    onchange?.(chosen());
  };
  list.addEventListener("change", tell);
  const search = options.length > 5 ? filter(find, rows, none) : null;
  const element = h("fieldset.chooser", {}, h("legend", {}, name), search, list, none, picked, wrong);
  tell();
  const say = (words) => {
    fill(wrong, words);
    rows.find((one) => !one.element.hidden)?.input.focus();
  };
  return { element, chosen, wrong: say };
}

function row({ id, label, detail, picture }, { group, several, checked }) {
  const input = h("input", { type: several ? "checkbox" : "radio", name: group, checked });
  const words = h("span.menu-words", {}, part("span", label), detail && part("span.menu-detail", detail));
  const element = h("label.chooser-row", {}, input, picture?.(), words);
  return { id, label, element, input, text: `${label} ${detail ?? ""}`.toLowerCase() };
}

/** Subjects and names may be in any script. */
const part = (name, text) => h(name, { dir: "auto" }, text);

function filter(words, rows, none) {
  const look = (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const one of rows) one.element.hidden = !one.text.includes(wanted);
    const left = rows.filter((one) => !one.element.hidden).length;
    none.textContent = left ? "" : "Nothing here has that name.";
  };
  const down = (event) => {
    if (!["ArrowDown", "Enter"].includes(event.key) || event.isComposing) return;
    event.preventDefault();
    rows.find((one) => !one.element.hidden)?.input.focus();
  };
  const mine = { type: "search", placeholder: words, aria: { label: words }, oninput: look, onkeydown: down };
  return h("input.input", mine);
}
