// Lists of which one is picked, as the browser's own list: everybody's keys and screen reader know it.

import { h } from "../dom.js";
import { focusFirst, named, onSettled, tell } from "./field.js";
import { offered, openConversation } from "./offered.js";
import { plainWords } from "./text.js";

const WORDS = {
  static_select: "Choose one",
  users_select: "Choose a person",
  conversations_select: "Choose a conversation",
  channels_select: "Choose a channel",
};

/** A list; its value is the option's value or an id. */
export function drawSelect(field) {
  const { element, input, block, context } = field;
  const open = field.value ?? openConversation(element);
  const groups = offered(element);
  const placeholder = plainWords(element.placeholder) || WORDS[element.type];
  const control = h(
    "select.input.select",
    {
      id: field.id,
      data: field.data,
      aria: named(field, WORDS[element.type]),
      disabled: context.inert === true,
      autofocus: focusFirst(field),
    },
    h("option", { value: "" }, placeholder),
    groups.map((one) =>
      one.label ? h("optgroup", { label: one.label }, one.options.map(option)) : one.options.map(option),
    ),
    strangers(open, groups, element),
  );
  control.value = open ?? "";
  const undo = (before) => (control.value = before ?? "");
  const send = () => (control.value || input ? tell(field, control.value || null, { undo }) : undo(field.value));
  if (input && !block.dispatch_action) control.addEventListener("change", send);
  else onSettled(control, send);
  if (input && open && field.value === null) queueMicrotask(() => tell(field, open));
  return h("span.select-box", {}, control);
}

const option = ({ value, label, detail }) => h("option", { value }, detail ? `${label} (${detail})` : label);

/** What is picked but not offered: somebody who left, for instance. */
function strangers(value, groups, element) {
  if (!value || groups.some((group) => group.options.some((one) => one.value === value))) return null;
  const words = element.initial_option?.value === value ? plainWords(element.initial_option.text) : String(value);
  return h("option", { value }, words);
}

/** A list that the app itself would fill: here the answer is typed; several stand between commas. */
export function drawExternal(field) {
  const { element, context } = field;
  const many = element.type === "multi_external_select";
  const known = [element.initial_options ?? element.initial_option ?? []].flat();
  const shown = (value) => plainWords(known.find((one) => one.value === value)?.text ?? value);
  const meant = (words) => known.find((one) => plainWords(one.text) === words)?.value ?? words;
  const start = (value) => [value ?? []].flat().map(shown).join(", ");
  const placeholder =
    plainWords(element.placeholder) || (many ? "Type answers, with commas between" : "Type an answer");
  const control = h("input.input.external", {
    id: field.id,
    type: "text",
    placeholder,
    value: start(field.value),
    data: field.data,
    aria: named(field, placeholder),
    disabled: context.inert === true,
    autofocus: focusFirst(field),
  });
  const parts = () => (many ? control.value.split(",") : [control.value]).map((one) => one.trim()).filter(Boolean);
  const read = () => (many ? parts().map(meant) : meant(parts()[0] ?? null));
  const send = () => tell(field, read(), { undo: (before) => (control.value = start(before)) });
  control.addEventListener(field.input && !field.block.dispatch_action ? "input" : "change", send);
  return control;
}
