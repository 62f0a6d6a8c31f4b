// Blocks that apps draw again and again: only those that changed are built anew, so that what somebody is typing in,
// the caret and the focus stay where they are.

import { drawBlocks } from "../blocks/blocks.js";
import { h, swap } from "../dom.js";
import { inputsOf, stateOf } from "./values.js";

/**
 * A list of blocks: {element, draw(blocks, values, errors), typed, node(block_id)}. `context` is that of
 * drawBlocks without values, change and errors. `typed` holds what somebody put in: {block_id: {action_id: value}}.
 */
export function keptBlocks(context) {
  const typed = {};
  const element = h("div.kept-blocks");
  let shown = new Map();
  const change = (block, action, value) => ((typed[block] ??= {})[action] = value);
  const draw = (blocks, values = {}, errors = {}) => {
    const before = element.contains(document.activeElement) && document.activeElement.dataset.key;
    const now = merged(blocks, values, typed);
    const next = new Map();
    blocks.forEach((block, index) => {
      const id = block.block_id || `at ${index}`;
      const written = JSON.stringify([block, errors[id]]);
      const build = () => drawBlocks([block], { ...context, values: now, change, errors });
      next.set(id, settled(shown.get(id), written, build));
    });
    for (const [id, old] of shown) if (!next.has(id)) old.node.remove();
    shown = next;
    order(element, [...next.values()].map((one) => one.node));
    if (before && document.activeElement === document.body) sameAction(element, before)?.focus();
  };
  return { element, draw, typed, node: (id) => shown.get(id)?.node };
}

function settled(old, written, build) {
  if (old?.written === written) return old;
  const node = build();
  if (old) keepingCaret(old.node, () => swap(old.node, node));
  return { written, node };
}

/** Slack gives a block without a block_id a new one each time: what had the focus is then found by its action_id. */
function sameAction(element, key) {
  const action = key.split("/").slice(2).join("/");
  return [...element.querySelectorAll("[data-key]")].find((one) => one.dataset.key.endsWith(`/${action}`));
}

/** Puts the nodes in this order, and moves none that stands right. */
function order(element, nodes) {
  let cursor = element.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else element.insertBefore(node, cursor);
  }
}

/** Slack's values, with what was typed since. */
function merged(blocks, values, typed) {
  const found = structuredClone(values);
  for (const block of blocks) {
    for (const one of inputsOf(block)) {
      const fields = typed[block.block_id] ?? {};
      if (one.action_id in fields) {
        (found[block.block_id] ??= {})[one.action_id] = stateOf(one, fields[one.action_id]);
      }
    }
  }
  return found;
}

/** A field that is built anew under the same key gets the caret where it was. */
function keepingCaret(room, change) {
  const before = document.activeElement;
  const { selectionStart: start = null, selectionEnd: end, scrollTop } = room.contains(before) ? before : {};
  change();
  const after = document.activeElement;
  if (start === null || after === before || after?.dataset.key !== before.dataset.key) return;
  after.setSelectionRange?.(start, end);
  after.scrollTop = scrollTop;
}
