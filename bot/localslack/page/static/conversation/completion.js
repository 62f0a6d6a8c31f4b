// The list of names above a text box while somebody types one. The focus stays in the box; the box says to screen
// readers which line is chosen (aria-activedescendant). A box of several lines may not be a combobox, so it stays
// a text box with a list, and a short line tells how many choices there are.

import { fill, h } from "../dom.js";
import { choicesFor } from "./completion_choices.js";

let count = 0;

/** {list, said, key(event) -> whether the key was for the list, close()}; `took()`: a name was put in. */
export function completion(box, { commandsToo, took }) {
  const id = `choices-${++count}`;
  const list = h("ul.choices", { id, role: "listbox", hidden: true, aria: { label: "Choices" } });
  const said = h("span.unseen", { role: "status" });
  let found = null;
  let at = 0;
  give(box, { autocomplete: "list", haspopup: "listbox", controls: id });

  const close = () => {
    found = null;
    list.hidden = true;
    said.textContent = "";
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    at = (index + found.options.length) % found.options.length;
    [...list.children].forEach((line, number) => line.setAttribute("aria-selected", String(number === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const take = (index) => {
    const { start } = found;
    const { insert } = found.options[index];
    const end = box.selectionStart;
    box.setRangeText(`${insert} `, start, end, "end");
    if (box.value[box.selectionStart] === " ") box.setRangeText("", box.selectionStart, box.selectionStart + 1, "end");
    close();
    took();
  };
  const look = () => {
    const alone = box.selectionStart === box.selectionEnd;
    found = alone ? choicesFor(box.value.slice(0, box.selectionStart), { commandsToo }) : null;
    if (!found) return close();
    fill(list, found.options.map((one, number) => line(`${id}-${number}`, one, () => take(number))));
    list.hidden = false;
    said.textContent = found.options.length === 1 ? "1 choice" : `${found.options.length} choices`;
    choose(0);
  };
  const key = (event) => {
    if (!found || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(at + step);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && isWhole(found, at)) return close() ?? false;
    else if (event.key === "Enter" || event.key === "Tab") take(at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  box.addEventListener("input", (event) => (event.inputType?.startsWith("insertFrom") ? close() : look()));
  box.addEventListener("blur", () => setTimeout(close, 150));
  return { list, said, key, close };
}

function give(box, properties) {
  for (const [name, value] of Object.entries(properties)) box.setAttribute(`aria-${name}`, value);
}

/** In a command what is typed out whole is sent, not taken once more. */
const isWhole = ({ options, typed, inCommand }, at) =>
  inCommand && [options[at].insert, options[at].handle].some((one) => one?.toLowerCase() === typed);

function line(id, option, take) {
  const press = (event) => {
    event.preventDefault();
    take();
  };
  return h(
    "li",
    { id, role: "option", aria: { selected: "false" }, onmousedown: press },
    option.picture(),
    h("span.choice-label", {}, option.label),
    option.detail && h("span.small.soft.choice-detail", {}, option.detail),
  );
}
