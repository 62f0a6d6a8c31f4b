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
