// Boxes to tick and choices of which one holds.

import { h } from "../dom.js";
import { focusFirst, freshId, named, onSettled, tell } from "./field.js";
import { drawText } from "./text.js";

/** Several may hold: the value is a list of the options' values. */
export function drawCheckboxes(field) {
  const chosen = new Set(field.value ?? []);
  const root = group(field, "checkbox", (value) => chosen.has(value), "Choices");
  const read = () => [...root.querySelectorAll("input:checked")].map((one) => one.value);
  const undo = (before) =>
    root.querySelectorAll("input").forEach((one) => (one.checked = (before ?? []).includes(one.value)));
  root.addEventListener("change", () => tell(field, read(), { undo }));
  return root;
}

/** One holds: the value is its option's value. */
export function drawRadios(field) {
  const root = group(field, "radio", (value) => value === field.value, "Choices");
  const undo = (before) => root.querySelectorAll("input").forEach((one) => (one.checked = one.value === before));
  const send = () => tell(field, root.querySelector("input:checked")?.value ?? null, { undo });
  if (field.input && !field.block.dispatch_action) root.addEventListener("change", send);
  else onSettled(root, send);
  return root;
}

function group(field, type, isChosen, otherwise) {
  const name = freshId();
  const { element, input } = field;
  const options = (element.options ?? []).map((option, number) =>
    choice(field, option, { type, name, number, isChosen }),
  );
  const aria = named(field, otherwise);
  if (input) return h("div.choices", { data: { key: field.key }, aria: { invalid: undefined } }, options);
  return h("div.choices", { role: type === "radio" ? "radiogroup" : "group", aria }, options);
}

function choice(field, option, { type, name, number, isChosen }) {
  const detail = option.description && freshId();
  const control = h("input", {
    type,
    name,
    value: option.value,
    data: { key: `${field.key}/${option.value}` },
    aria: { describedby: [detail, field.aria.describedby].filter(Boolean).join(" ") || undefined },
    disabled: field.context.inert === true,
    autofocus: number === 0 && focusFirst(field),
  });
  control.checked = isChosen(option.value);
  return h(
    "label.choice",
    {},
    control,
    h(
      "span.choice-words",
      {},
      drawText(option.text),
      detail && h("span.choice-detail.soft.small", { id: detail }, drawText(option.description)),
    ),
  );
}
