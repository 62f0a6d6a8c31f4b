// Input blocks: a label, the field, a hint, and what is wrong with it.

import { h } from "../dom.js";
import { drawField } from "./elements.js";
import { fieldOf, freshId } from "./field.js";
import { drawPlain } from "./text.js";

const GROUPS = /^(?:checkboxes|radio_buttons|file_input|multi_(?:static|users|conversations|channels)_select)$/;
const checks = new WeakMap();

/** A field with all that belongs to it. */
export function drawInput(block, context) {
  const { element } = block;
  const error = context.errors?.[block.block_id];
  const ids = { hint: block.hint && freshId(), wrong: freshId() };
  const field = fieldOf(element, block, context, true);
  const group = GROUPS.test(element.type);
  const described = [error && ids.wrong, ids.hint].filter(Boolean).join(" ") || undefined;
  field.aria = {
    describedby: described,
    ...(!/^(?:checkboxes|multi_|file)/.test(element.type) && { required: block.optional ? undefined : true }),
    invalid: error && !group ? true : undefined,
  };
  const label = [drawPlain(block.label), block.optional && h("span.soft.optional", {}, " (optional)")];
  const root = h(
    group ? "fieldset.field.block-input" : "div.field.block-input",
    {
      data: { block: block.block_id, wrong: error ? "yes" : "no" },
      aria: { describedby: group ? described : undefined },
    },
    group ? h("legend.name", {}, label) : h("label.name", { for: field.id }, label),
    drawField(() => field, element),
    block.hint && h("span.hint", { id: ids.hint }, drawPlain(block.hint)),
    h("span.wrong", { id: ids.wrong, role: error ? "alert" : undefined, hidden: !error }, error),
  );
  checks.set(root, () => troubleOf(field, root));
  return root;
}

/**
 * What keeps these blocks from being sent: {block_id: a sentence} for fields that must be filled in and are not, and
 * for those that hold what does not fit. `root` is an element that drawBlocks made, or one around it.
 */
export function inputTroubles(root) {
  const found = {};
  for (const one of root.querySelectorAll(".block-input")) {
    const trouble = checks.get(one)?.();
    if (trouble) found[one.dataset.block] = trouble;
  }
  return found;
}

function troubleOf({ element, block, value }, root) {
  const control = root.querySelector("input:not([type=checkbox], [type=radio], [type=file], [type=search]), textarea");
  if (control && !control.validity.valid) return sentence(control, element);
  const empty =
    value === null || value === undefined || (Array.isArray(value) ? !value.length : String(value).trim() === "");
  return empty && !block.optional ? "Please fill this in." : "";
}

function sentence(control, { type, min_value: least, max_value: most }) {
  if (control.validity.customError) return control.validationMessage;
  if (type === "email_text_input") return "This is not an email address yet.";
  if (type === "url_text_input") return "This is not a web address yet. It begins with https://";
  if (control.validity.rangeUnderflow) return `Please write ${least} or more.`;
  if (control.validity.rangeOverflow) return `Please write ${most} or less.`;
  return type === "number_input" ? "Please write a number here." : "Please look at this once more.";
}
