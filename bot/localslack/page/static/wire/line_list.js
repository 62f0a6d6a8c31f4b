// The list of what went over the wire: calls of apps and deliveries to them, in the order of their time.

import { h, swap, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { item, items, on } from "../live.js";
import { channel, signed } from "../names.js";

const KINDS = { events_api: "event", interactive: "action", slash_commands: "command" };
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const NEAR = 40; // pixels from the end that still count as being there

const shown = { words: "", call: true, delivery: true };
const rows = new Map(); // key -> li
const pending = new Set();

let list = null;
let empty = null;
let heard = { choose: () => {}, changed: () => {} };

/** The list's element. Calls choose(key) for a row that is opened, changed(key, isThere) for one that came further. */
export function listOfLines(listeners) {
  heard = listeners;
  list = h("ol.wire-list", { aria: { label: "What went over the wire, the newest last" }, onkeydown: move });
  empty = h("p.wire-empty.soft", {}, "");
  on(["call:", "delivery:"], later);
  later(items.keys());
  return h("div.wire-lines", {}, empty, list);
}

/** Shows only some of them: {words, call, delivery}, each as it is to be from now on. */
export function filterBy(change) {
  Object.assign(shown, change);
  sift();
  toEnd();
}

/** Everything that changes before the next picture is drawn together. */
function later(keys) {
  if (!pending.size) requestAnimationFrame(draw);
  for (const key of keys) if (/^(call|delivery):/.test(key)) pending.add(key);
}

function draw() {
  const place = list.parentElement;
  const isAtEnd = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR;
  const keys = [...pending];
  pending.clear();
  for (const key of keys) take(key);
  sift();
  if (isAtEnd) toEnd();
  for (const key of keys) heard.changed(key, items.has(key));
}

function toEnd() {
  list.parentElement.scrollTop = list.parentElement.scrollHeight;
}

function take(key) {
  const [one, old] = [item(key), rows.get(key)];
  if (!one) {
    old?.remove();
    rows.delete(key);
    return;
  }
  const next = row(key, one);
  rows.set(key, next);
  if (old && old.at === one.at) {
    next.firstChild.tabIndex = old.firstChild.tabIndex;
    if (old.firstChild.ariaCurrent) next.firstChild.ariaCurrent = "true";
    swap(old, next);
    return;
  }
  old?.remove();
  let before = list.lastElementChild;
  while (before && before.at > one.at) before = before.previousElementSibling;
  if (before) before.after(next);
  else list.prepend(next);
}

/** Hides what does not fit the filter, and keeps one row that Tab leads to. */
function sift() {
  const words = shown.words.trim().toLowerCase();
  for (const [key, one] of rows) {
    one.hidden = !shown[key.split(":")[0]] || !one.textContent.toLowerCase().includes(words);
  }
  const seen = [...rows.values()].some((one) => !one.hidden);
  empty.textContent = seen ? "" : rows.size ? "Nothing here fits." : "Nothing went over the wire yet.";
  empty.hidden = seen;
  const buttons = visible();
  if (!buttons.some((one) => one.tabIndex === 0)) rove(buttons.at(-1));
}

const visible = () => [...list.children].filter((one) => !one.hidden).map((one) => one.firstChild);

function rove(to) {
  for (const one of rows.values()) one.firstChild.tabIndex = one.firstChild === to ? 0 : -1;
}

// ── One line ────────────────────────────────────────────────────────────────────────────────────────────────

function row(key, one) {
  const kind = key.split(":")[0];
  const [what, name, result] = kind === "call" ? callWords(one) : deliveryWords(one);
  const open = (event) => {
    rove(event.currentTarget);
    heard.choose(key);
  };
  const element = h(
    "li",
    {},
    h(
      "button.wire-row",
      { type: "button", tabindex: -1, onclick: open, data: { key, kind } },
      h("span.wire-at", {}, TIME.format(one.at * 1000)),
      h("span.wire-what", {}, icon(kind === "call" ? "back" : "next", 14), unseen(SIDES[kind]), what),
      h("span.wire-name", {}, name),
      h("span.wire-where", {}, whereOf(one.where)),
      h("span.wire-result", { data: { state: result.state } }, unseen(", "), result.words),
    ),
  );
  element.at = one.at;
  return element;
}

const SIDES = { call: "from the app: ", delivery: "to the app: " };

function callWords(one) {
  if (one.ok) return ["call", one.method, { state: "good", words: "ok" }];
  const words = one.status === 0 ? "connection cut" : one.error || "failed";
  const status = one.status && one.status !== 200 ? ` (HTTP ${one.status})` : "";
  return ["call", one.method, { state: "bad", words: `error: ${words}${status}` }];
}

function deliveryWords(one) {
  const kind = KINDS[one.kind] ?? one.kind;
  const tries = one.tries > 1 ? `, ${one.tries} tries` : "";
  const ms = Math.round(one.latency * 1000);
  if (one.acked) return [kind, one.type, { state: tries ? "slow" : "good", words: `acked in ${ms} ms${tries}` }];
  if (one.over) return [kind, one.type, { state: "bad", words: `error: ${one.trouble || "not acked"}${tries}` }];
  return [kind, one.type, { state: "slow", words: one.trouble ? `again soon: ${one.trouble}${tries}` : "waiting" }];
}

function whereOf(id) {
  const known = channel(id);
  if (!known) return id ?? "";
  return signed(known);
}

function move(event) {
  const buttons = visible();
  const here = buttons.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (here < 0 || next === undefined) return;
  event.preventDefault();
  const to = buttons[Math.max(0, Math.min(buttons.length - 1, next))];
  rove(to);
  to.focus();
}
