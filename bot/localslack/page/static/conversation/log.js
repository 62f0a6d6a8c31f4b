// The list of messages. Only what changed is drawn again, and the reader's place in it stays theirs.
//
// It has role="log" but aria-live="off": a log would read the whole history aloud when a channel opens, and every
// message that was drawn again. What is new is told by announce.js in one short line instead.

import { onMove } from "../place.js";
import { h, swap } from "../dom.js";
import { icon } from "../icons.js";
import { item, on } from "../live.js";
import { onEditing } from "./editor.js";
import { isOpen, onOpen } from "./looking.js";
import { readerOf } from "./reader.js";
import { rowsOf } from "./rows.js";
import { walkable } from "./walk.js";

const ALSO = ["user:", "app:", "clock", "me"]; // names, days and whose they are

/**
 * A log of `where`: {channel, thread?, readOnly?()}. `top` is drawn above the rows, `empty` where there are none.
 * Returns {element, update(), toEnd(), leave()}.
 */
export function makeLog({ where, label, top = () => null, empty = () => null }) {
  const above = h("div.log-top");
  const list = h("div.rows");
  const log = h("div.log", { role: "log", tabindex: -1, aria: { live: "off", label } }, above, list);
  const below = h("button.button.below", { type: "button", hidden: true }, icon("down", 16), "New messages below");
  const element = h("div.log-frame", {}, log, below);
  const known = new Map();
  const walk = walkable(log, where);
  const reader = readerOf(log, list, below);

  const update = () => {
    const gone = item("me") && !item(`channel:${where.channel}`);
    if (!gone && !isOpen(where.channel)) return;
    reader.hold();
    const rows = gone ? [] : rowsOf({ ...where, readOnly: where.readOnly?.() ?? false });
    const fresh = draw(list, known, rows);
    above.replaceChildren(...[rows.length ? top() : empty()].filter(Boolean));
    walk.refresh();
    reader.settle(fresh);
  };
  const stops = [
    on(["message:", "status:", "earlier:", "channel:"].map((kind) => kind + where.channel).concat(ALSO), update),
    onMove(update),
    onEditing(update),
    onOpen(update),
    reader.leave,
  ];
  update();
  return { element, update, toEnd: reader.toEnd, leave: () => stops.forEach((stop) => stop()) };
}

/** Brings the list to these rows; returns whether a message came to its end. */
function draw(list, known, rows) {
  const last = lastOf([...known.values()]);
  const keys = new Set(rows.map((row) => row.key));
  for (const [key, { element }] of known) {
    if (keys.has(key)) continue;
    element.remove();
    known.delete(key);
  }
  let at = list.firstElementChild;
  for (const row of rows) {
    const element = drawn(known, row);
    if (at && !at.isConnected) at = element;
    if (element === at) at = at.nextElementSibling;
    else list.insertBefore(element, at);
  }
  return lastOf(rows) > last;
}

const lastOf = (rows) => rows.reduce((last, row) => (row.ts > last ? row.ts : last), "");

/** The row's element: the one that is there, or a new one in its place. */
function drawn(known, row) {
  const old = known.get(row.key);
  if (old?.signature === row.signature) return old.element;
  const parts = old?.parts ?? new Map();
  const element = row.draw((name, signature, make) => {
    const part = parts.get(name);
    if (part?.signature === signature) return part.node;
    const node = make();
    parts.set(name, { signature, node });
    return node;
  });
  if (old) swap(old.element, element);
  known.set(row.key, { element, signature: row.signature, ts: row.ts, parts });
  return element;
}
