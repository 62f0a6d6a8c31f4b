// What a modal says before it is sent off, and when sending came to nothing.

import { firstField, reachable } from "./focus.js";
import { inputsOf, isEmpty, sent } from "./values.js";

const TROUBLE = {
  timeout: "The app did not answer in time. What you filled in is still here: please try again.",
  push_limit_reached: "The app tried to open one box too many. Three is the most.",
};

/** Why the last try to send this view off came to nothing, as a sentence; "" when there was none. */
export function troubleWords(view) {
  if (!view.trouble) return "";
  return TROUBLE[view.trouble] ?? `The app gave an answer that Slack does not take: ${view.trouble}`;
}

const FORMS = {
  email: "This is not an email address.",
  url: "This is not a web address. It begins with https://",
  number: "This number does not fit here.",
};

/** What has to be put right before it is sent: {block_id: sentence}. */
export function lacking(view, blocks) {
  const values = blocks.values(view.body.blocks, view.body.state?.values ?? {});
  const wrong = {};
  for (const block of view.body.blocks.filter((one) => one.type === "input")) {
    const [element] = inputsOf(block);
    if (!element) continue;
    const empty = isEmpty(values[block.block_id]?.[element.action_id]);
    const field = blocks.node(block.block_id)?.querySelector(":invalid:not(fieldset, form)");
    if (field && (!empty || field.validity.badInput)) wrong[block.block_id] = formWords(field);
    else if (empty && !block.optional) wrong[block.block_id] = "Please fill this in.";
  }
  return wrong;
}

function formWords(field) {
  const { validity, value } = field;
  if (validity.tooShort) return `Please write at least ${field.minLength} letters. There are ${value.length} now.`;
  if (validity.tooLong) return `Please write at most ${field.maxLength} letters. There are ${value.length} now.`;
  return FORMS[field.type] ?? "This does not fit here.";
}

/** Everything that was put in, in the form that `submit` takes. */
export function typedValues(view, typed) {
  const values = {};
  for (const block of view.body.blocks) {
    for (const element of inputsOf(block)) {
      const fields = typed[block.block_id] ?? {};
      if (element.action_id in fields) {
        (values[block.block_id] ??= {})[element.action_id] = sent(element, fields[element.action_id]);
      }
    }
  }
  return values;
}

/** The field of the first block that has an error. */
export function firstWrong(view, blocks, errors) {
  const block = view.body.blocks.find((one) => errors[one.block_id]);
  const node = block && blocks.node(block.block_id);
  return node && (firstField(node) ?? reachable(node)[0]);
}
