// Lists of which several are picked: a line that says what is picked, and boxes to tick behind it.

import { fill, h, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { focusFirst, named, tell } from "./field.js";
import { offered, openConversation } from "./offered.js";
import { isOpen, noteOpen } from "./remembered.js";
import { plainWords } from "./text.js";

const MANY = 8; // from here on there is a field to search in

/** The value is a list of options' values or of ids. */
export function drawMulti(field) {
  const { element, key, context } = field;
  const here = field.value?.length ? null : openConversation(element);
  const chosen = new Set(field.value?.length ? field.value : here ? [here] : []);
  const groups = offered(element);
  const said = h("span.picked");
  const boxes = h("div.boxes", { role: "group", aria: named(field, "Choices") });
  const parts = { field, chosen, groups, said, boxes, most: element.max_selected_items ?? Infinity };
  boxes.append(...groups.flatMap((one) => groupOf(one, parts)));
  const count = groups.reduce((sum, one) => sum + one.options.length, 0);
  const head = h(
    "summary.input",
    { data: { key }, id: field.id, aria: field.aria, autofocus: focusFirst(field) },
    said,
    !field.input && context.label && unseen(`: ${context.label}`),
    icon("down", 16),
  );
  const root = h("details.multi", {}, head, h("div.multi-inside", {}, count > MANY && search(field, boxes), boxes));
  root.open = isOpen(`${key}/open`);
  root.addEventListener("toggle", () => noteOpen(`${key}/open`, root.open));
  root.addEventListener("keydown", (event) => closes(event, root, head));
  show(parts);
  if (context.inert) root.inert = true;
  if (field.input && here) queueMicrotask(() => tell(field, [...chosen]));
  return root;
}

function closes(event, root, head) {
  if (event.key !== "Escape" || !root.open) return;
  event.stopPropagation();
  event.preventDefault();
  root.open = false;
  head.focus();
}

function groupOf(one, parts) {
  const boxes = one.options.map((option) => box(option, parts));
  return one.label ? [h("div.group-name.small.soft", {}, one.label), ...boxes] : boxes;
}

function box(option, parts) {
  const { field, chosen } = parts;
  const control = h("input", {
    type: "checkbox",
    value: option.value,
    data: { key: `${field.key}/${option.value}` },
  });
  control.checked = chosen.has(option.value);
  control.addEventListener("change", () => {
    if (control.checked) chosen.add(option.value);
    else chosen.delete(option.value);
    show(parts);
    tell(field, [...chosen], { undo: (before) => back(before ?? [], parts) });
  });
  return h(
    "label.choice",
    {},
    control,
    h(
      "span.choice-words",
      {},
      h("bdi", {}, option.label),
      option.detail && h("span.choice-detail.soft.small", {}, option.detail),
    ),
  );
}

function back(before, parts) {
  parts.chosen.clear();
  for (const one of before) parts.chosen.add(one);
  for (const one of parts.boxes.querySelectorAll("input")) one.checked = parts.chosen.has(one.value);
  show(parts);
}

/** Says what is picked, and closes the boxes that would be one too many. */
function show({ field, chosen, groups, said, boxes, most }) {
  const all = groups.flatMap((one) => one.options);
  const names = [...chosen].map((value) => all.find((one) => one.value === value)?.label ?? value);
  const placeholder = plainWords(field.element.placeholder) || "Choose some";
  fill(said, names.length ? h("bdi", {}, names.join(", ")) : h("span.soft", {}, placeholder));
  for (const one of boxes.querySelectorAll("input")) one.disabled = !one.checked && chosen.size >= most;
}

function search(field, boxes) {
  const find = (event) => {
    const words = event.currentTarget.value.trim().toLowerCase();
    for (const one of boxes.querySelectorAll(".choice")) one.hidden = !one.textContent.toLowerCase().includes(words);
  };
  return h("input.input", {
    type: "search",
    placeholder: "Search",
    aria: { label: "Search the choices" },
    data: { key: `${field.key}/search` },
    oninput: find,
  });
}
