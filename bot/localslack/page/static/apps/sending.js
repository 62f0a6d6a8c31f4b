// What a modal sends off, and what it says when that came to nothing.

import { firstField, reachable } from "../dialogs/focus.js";
import { inputsOf, sent } from "./values.js";

const TROUBLE = {
  timeout: "The app did not answer in time. What you filled in is still here: please try again.",
  push_limit_reached: "The app tried to open one box too many. Three is the most.",
};

/** Why the last try to send this view off came to nothing, as a sentence; "" when there was none. */
export function troubleWords(view) {
  if (!view.trouble) return "";
  return TROUBLE[view.trouble] ?? `The app gave an answer that Slack does not take: ${view.trouble}`;
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

/** The same without files, whose tickets are good once: what a press inside the modal tells of the other fields. */
export function typedWords(view, typed) {
  const blocks = view.body.blocks.filter((block) => block.element?.type !== "file_input");
  return typedValues({ body: { blocks } }, typed);
}

/** The field of the first block that has an error. */
export function firstWrong(view, blocks, errors) {
  const block = view.body.blocks.find((one) => errors[one.block_id]);
  const node = block && blocks.node(block.block_id);
  return node && (firstField(node) ?? reachable(node)[0]);
}
