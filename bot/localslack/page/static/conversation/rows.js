// What stands in a log, from top to bottom: days, messages, and who is at work on an answer.

import { h } from "../dom.js";
import { all, item } from "../live.js";
import { app, dayName } from "../names.js";
import { author, isApp, isMailIn } from "./author.js";
import { editingOf } from "./editor.js";
import { drawMessage, signature } from "./message.js";

const TOGETHER = 300; // seconds within which messages of one author stand together

const byTime = (a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0);

/** A reply stands in its thread only, unless it was sent to the channel too. */
const inChannel = (one) => !one.thread_ts || one.thread_ts === one.ts || one.subtype === "thread_broadcast";

/** The messages of the log: of the channel, or of one thread in it, by time. */
function messagesOf(channel, thread = "") {
  const wanted = thread ? (one) => one.ts === thread || one.thread_ts === thread : inChannel;
  return all(`message:${channel}:`).filter(wanted).sort(byTime);
}

/** Rows {key, signature, ts?, draw(kept) -> element}. */
export function rowsOf({ channel, thread = "", readOnly = false }) {
  const rows = [];
  let before = null;
  let shownDay = "";
  for (const message of messagesOf(channel, thread)) {
    const day = dayName(message.ts);
    if (day !== shownDay) rows.push(dayRow(day, message.ts));
    const grouped = day === shownDay && together(before, message) && !(thread && before.ts === thread);
    shownDay = day;
    const look = { grouped, inThread: Boolean(thread), readOnly, editing: editingOf(message) };
    rows.push(messageRow(message, look));
    if (thread && message.ts === thread && message.reply_count) rows.push(countRow(message.reply_count));
    if (!thread) rows.push(...statusRows(channel, message.ts));
    before = message;
  }
  rows.push(...statusRows(channel, thread));
  return rows;
}

function together(before, message) {
  if (!before || before.private !== message.private) return false;
  if (before.subtype === "tombstone" || message.subtype === "tombstone") return false;
  if (message.subtype === "thread_broadcast" || isMailIn(message)) return false;
  if (isApp(message) && message.blocks?.length) return false; // an answer of its own begins here
  const same = author(before).name === author(message).name && before.user === message.user;
  return same && message.ts - before.ts < TOGETHER && !before.reply_count;
}

const messageRow = (message, look) => ({
  key: `message:${message.ts}`,
  ts: message.ts,
  signature: signature(message, look),
  draw: (kept) => drawMessage(message, { ...look, kept }),
});

const dayRow = (day, ts) => ({
  key: `day:${ts}`,
  signature: day,
  draw: () => h("div.day", { role: "separator", aria: { label: day } }, h("span", {}, day)),
});

function countRow(count) {
  const words = count === 1 ? "1 reply" : `${count} replies`;
  return { key: "count", signature: words, draw: () => h("div.day.count", {}, h("span", {}, words)) };
}

/** "Legitbot is reading it", below the message that it reads. */
function statusRows(channel, thread) {
  const status = item(`status:${channel}:${thread}`);
  if (!status) return [];
  const words = `${app(status.app)?.name ?? "The app"} ${status.status}`;
  const draw = () =>
    h("div.status", { role: "status" }, h("span.dots", { aria: { hidden: "true" } }, h("i"), h("i"), h("i")), words);
  return [{ key: `status:${thread}`, signature: words, draw }];
}
