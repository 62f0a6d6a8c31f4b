// One message: its author, its words, and all that hangs on it.

import { deaden } from "../blocks/links.js";
import { drawAttachments, drawBlocks, drawMrkdwn } from "../blocks/blocks.js";
import { h, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { act, ask } from "../live.js";
import { clockTime, dayName, face, user, wholeTime } from "../names.js";
import { goThread, place } from "../place.js";
import { isFresh } from "./answered.js";
import { author, isApp, isMailIn } from "./author.js";
import { editor } from "./editor.js";
import { drawFiles } from "./files.js";
import { folding } from "./fold.js";
import { shortText } from "./plain.js";
import { reactionRow } from "./reactions.js";
import { toolbar } from "./tools.js";
import { wantFocus } from "./wishes.js";

/**
 * The element of a message. `grouped`: by the same author as the one above, `inThread`: in the side pane, `editing`:
 * {done()} while its writer changes it; `kept(name, signature, make)` gives a part that need not be drawn again.
 */
export function drawMessage(message, { grouped = false, inThread = false, editing = null, readOnly = false, kept }) {
  const who = author(message);
  const gone = message.subtype === "tombstone";
  const time = clockTime(message.ts);
  return h(
    `article.message${grouped ? ".grouped" : ""}${message.private ? ".private" : ""}${gone ? ".gone" : ""}`,
    {
      tabindex: -1,
      data: { ts: message.ts, key: `message:${message.ts}` },
      aria: { label: gone ? "A deleted message" : `${who.name}, ${time}: ${shortText(message)}` },
    },
    h("div.message-side", {}, grouped ? h("time.beside", { title: wholeTime(message.ts) }, time) : side(message, who)),
    h(
      "div.message-main",
      {},
      message.private && h("p.only-you", {}, icon("person", 14), "Only you can see this"),
      !grouped && !gone && head(message, who, time),
      message.subtype === "thread_broadcast" && !inThread && broadcastLine(message),
      gone ? h("p.soft", {}, "This message was deleted.") : editing ? editor(message, editing) : body(message, kept),
      !gone && reactionRow(message),
      message.private && putAway(message),
      !inThread && summary(message),
    ),
    gone || editing ? null : toolbar(message, { inThread, readOnly }),
  );
}

const side = (message, who) =>
  message.subtype === "tombstone" ? h("span.face-gap", {}, icon("trash", 18)) : face(who.id, 36);

function head(message, who, time) {
  return h(
    "header.message-head",
    {},
    h("strong.author", {}, who.name),
    who.tag && h("span.app-tag", {}, who.tag),
    h("time.small.soft", { title: wholeTime(message.ts) }, time),
  );
}

function body(message, kept) {
  const words = JSON.stringify([message.text, message.blocks, message.attachments, message.files, message.edited]);
  return kept("body", words + Boolean(message.growing), () => {
    const context = contextOf(message);
    const inside = h(
      "div.message-body",
      {},
      text(message, context),
      message.edited && h("span.edited.small.soft", { title: wholeTime(message.edited.ts) }, "(edited)"),
      message.growing && h("span.dots", {}, h("i"), h("i"), h("i"), unseen("more is coming")),
      message.attachments?.length ? drawAttachments(message.attachments, context) : null,
      drawFiles(message.files),
    );
    return isApp(message)
      ? folding(inside, "app", `fold:${message.ts}`)
      : folding(deaden(inside), "person", `fold:${message.ts}`);
  });
}

function text(message, context) {
  if (message.blocks?.length) return drawBlocks(message.blocks, context);
  if (!message.text || isMailIn(message)) return null;
  return h("div.message-text", {}, drawMrkdwn(message.text, context));
}

function contextOf(message) {
  const { channel, ts } = message;
  const press = (block_id, action_id, value, values) =>
    ask("press", { channel, ts, action_id, block_id, value, values });
  const suggest = (block_id, action_id, words) => ask("suggest", { channel, ts, action_id, block_id, words });
  const nothing = { values: {}, change: () => {}, errors: {} }; // a message has no form: each press is told at once
  return { surface: "message", press, suggest, ...nothing, key: `message:${ts}`, files: drawFiles };
}

function broadcastLine(message) {
  const onclick = () => goThread(message.thread_ts);
  const button = h("button.link-button", { type: "button", onclick, data: { key: `from:${message.ts}` } }, "a thread");
  return h("p.small.soft", {}, "Also sent here from ", button);
}

function putAway(message) {
  const away = () => act("delete", { channel: message.channel, ts: message.ts });
  return h("button.link-button", { type: "button", onclick: away, data: { key: `away:${message.ts}` } }, "Hide this");
}

/** "3 replies, last today at 14:05"; loud while an answer to what was just asked is unread. */
function summary(message) {
  if (!message.reply_count || message.thread_ts !== message.ts) return null;
  const users = message.reply_users ?? [];
  const answering = isFresh(message.ts) && users.map(user).find((one) => one?.bot);
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  const last = lastReply(message.latest_reply);
  const words = answering
    ? h("strong", {}, `${answering.name} answered. Read it`)
    : [h("strong", {}, count), h("span.small.soft", {}, last)];
  return h(
    `button.thread-door${answering ? ".fresh" : ""}`,
    {
      type: "button",
      onclick: () => {
        wantFocus("thread");
        goThread(message.ts);
      },
      data: { key: `thread:${message.ts}` },
      aria: { current: place.thread === message.ts ? "true" : undefined },
    },
    h("span.thread-faces", {}, users.slice(0, 3).map((id) => face(id, 22))),
    words,
    icon("next", 16),
  );
}

function lastReply(ts) {
  if (!ts) return "";
  const day = dayName(ts);
  const near = day === "Today" || day === "Yesterday";
  return `last ${near ? day.toLowerCase() : `on ${day}`} at ${clockTime(ts)}`;
}

/** All that the look of a message depends on: when it is the same, the message is not drawn again. */
export function signature(message, { grouped, inThread, editing, readOnly }) {
  const { name, tag } = author(message);
  const last = message.latest_reply ? lastReply(message.latest_reply) : "";
  const open = !inThread && place.thread === message.ts;
  return JSON.stringify([message, name, tag, last, grouped, Boolean(editing), open, readOnly, isFresh(message.ts)]);
}
