// Fields to type in: words, addresses, numbers.

import { h } from "../dom.js";
import { focusFirst, freshId, keep, named, press, tell } from "./field.js";
import { plainWords } from "./text.js";

const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "number" };
const PAUSE = 500; // milliseconds without a key before "on_character_entered" is told

/** The value is a string. */
export function drawTextInput(field) {
  const { element, context } = field;
  const many = element.type === "plain_text_input" && element.multiline;
  const type = TYPES[element.type] ?? "text";
  const count = freshId();
  const described = [field.aria.describedby, element.max_length && count].filter(Boolean).join(" ") || undefined;
  const given = {
    id: field.id,
    value: field.value ?? "",
    placeholder:
      plainWords(element.placeholder) ||
      (type === "email" ? "name@firm.example" : type === "url" ? "https://" : undefined),
    data: field.data,
    dir: "auto",
    aria: { ...named(field, "Your words"), describedby: described },
    disabled: context.inert === true,
    autofocus: focusFirst(field),
    ...(type === "number" && {
      min: element.min_value,
      max: element.max_value,
      step: element.is_decimal_allowed ? "any" : 1,
    }),
  };
  const control = many
    ? h("textarea.input", { ...given, rows: 6 })
    : h("input.input", { ...given, type, autocomplete: "off" });
  const said = h("span.count.small.soft", { id: count, hidden: true });
  control.addEventListener("input", () => typed(field, control, said));
  control.addEventListener("keydown", (event) => entered(event, field, control, many));
  measure(field, control, said);
  return element.max_length ? h("span.text-box", {}, control, said) : control;
}

function typed(field, control, said) {
  measure(field, control, said);
  keep(field, control.value);
  const { block, element } = field;
  if (!field.input) return;
  if (block.dispatch_action && triggers(element).includes("on_character_entered")) {
    clearTimeout(field.timer);
    field.timer = setTimeout(() => press(field, control.value), PAUSE);
  }
}

const triggers = (element) => element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];

/** Enter tells the app where it asked for it; in a field of several lines with Ctrl or Cmd. */
function entered(event, field, control, many) {
  const { block, element } = field;
  if (event.key !== "Enter" || event.isComposing || !block.dispatch_action) return;
  if (!triggers(element).includes("on_enter_pressed") || (many && !event.ctrlKey && !event.metaKey)) return;
  event.preventDefault();
  tell(field, control.value);
}

/** How long it is, when that matters: nothing is cut off behind anybody's back. */
function measure({ element }, control, said) {
  const length = [...control.value].length;
  const { max_length: most = Infinity, min_length: least = 0 } = element;
  const wrong =
    length > most
      ? `This is ${length - most} characters too long.`
      : length && length < least
        ? `Please write at least ${least} characters.`
        : "";
  control.setCustomValidity(wrong);
  said.hidden = length < most * 0.8;
  said.textContent = length > most ? wrong : `${length} of ${most} characters`;
  said.dataset.wrong = length > most ? "yes" : "no";
}
