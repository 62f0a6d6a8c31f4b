// A field of a dialog with all that belongs to it: its name, a hint, and what is wrong with it.

import { h } from "../dom.js";

let count = 0;

/** {element, wrong(words)}: `wrong` shows a sentence at the field and goes there; "" takes it away. */
export function field({ name, control, hint }) {
  const id = `field-${++count}`;
  const said = h("span.wrong", { id: `${id}-wrong`, role: "alert" });
  const described = [hint && `${id}-hint`, `${id}-wrong`].filter(Boolean).join(" ");
  control.id = id;
  control.setAttribute("aria-describedby", described);
  const wrong = (words) => {
    said.textContent = words;
    control.setAttribute("aria-invalid", String(Boolean(words)));
    if (words) control.focus();
  };
  control.addEventListener("input", () => said.textContent && wrong(""));
  const label = h("label.name", { for: id }, name);
  const element = h("div.field", {}, label, control, hint && h("span.hint", { id: `${id}-hint` }, hint), said);
  return { element, wrong };
}
