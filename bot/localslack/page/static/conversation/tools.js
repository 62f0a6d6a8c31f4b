// What can be done with a message: the small bar on it, and the menu behind its last button.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { act, all } from "../live.js";
import { notice } from "../notices.js";
import { goThread } from "../place.js";
import { confirmed } from "../dialogs/dialog.js";
import { openForward } from "../dialogs/forwarding.js";
import { openMenu } from "../dialogs/menu.js";
import { isMine } from "./author.js";
import { startEditing } from "./editor.js";
import { plainText } from "./plain.js";
import { openReactions } from "./reactions.js";
import { wantFocus } from "./wishes.js";

/** The bar; its buttons are in the Tab order only while its message is the current one (see walk.js). */
export function toolbar(message, { inThread, readOnly }) {
  const tools = [
    !message.private && !readOnly && tool(message, "smile", "React", (anchor) => openReactions(anchor, message), true),
    canReply(message, inThread, readOnly) && tool(message, "thread", "Reply in thread", () => reply(message)),
    !message.private && tool(message, "forward", "Forward", () => openForward(message.channel, message.ts)),
    tool(message, "more", "More actions", (anchor) => openMore(anchor, message, inThread, readOnly), true),
  ];
  return h("div.tools", { role: "group", aria: { label: "Actions on this message" } }, tools);
}

function tool(message, name, label, run, opensMenu = false) {
  return h(
    `button.icon-button.tool-${name}`,
    {
      type: "button",
      tabindex: -1,
      title: label,
      aria: { label, haspopup: opensMenu ? "menu" : undefined },
      data: { key: `${name}:${message.ts}` },
      onclick: (event) => run(event.currentTarget),
    },
    icon(name, 18),
  );
}

const canReply = (message, inThread, readOnly) => !inThread && !message.private && !readOnly;

/** Opens the thread of a message, ready for writing. */
export function reply(message) {
  wantFocus("reply");
  goThread(message.thread_ts || message.ts);
}

function openMore(anchor, message, inThread, readOnly) {
  const react = () => later(() => openReactions(anchor, message));
  const entries = [
    ...shortcuts(message),
    { separator: true },
    !message.private && !readOnly && { label: "React", icon: "smile", act: react },
    canReply(message, inThread, readOnly) && { label: "Reply in thread", icon: "thread", act: () => reply(message) },
    !message.private && { label: "Forward", icon: "forward", act: () => openForward(message.channel, message.ts) },
    { label: "Copy text", icon: "copy", act: () => copy(message) },
    ...own(message, anchor),
  ];
  openMenu(anchor, tidy(entries.filter(Boolean)), { label: "More actions" });
}

/** The menu that is just closing gives the focus back first. */
const later = (run) => setTimeout(run, 0);

/** A line between groups only where there is something on both sides. */
const tidy = (entries) =>
  entries.filter((one, index) => !one.separator || (index > 0 && index < entries.length - 1));

function shortcuts(message) {
  if (message.private) return [];
  const { channel, ts } = message;
  return all("app:").flatMap((app) =>
    app.shortcuts
      .filter((one) => one.type === "message")
      .map((one) => ({
        label: one.name,
        detail: app.name,
        icon: "bolt",
        act: () => act("shortcut", { app: app.id, callback_id: one.callback_id, channel, ts }),
      })),
  );
}

async function copy(message) {
  try {
    await navigator.clipboard.writeText(plainText(message.text));
    notice("The text is copied.");
  } catch {
    notice("This browser did not let me copy.", "trouble");
  }
}

function own(message, anchor) {
  if (!isMine(message)) return [];
  return [
    { separator: true },
    { label: "Edit", icon: "edit", act: () => later(() => startEditing(message)) },
    { label: "Delete", icon: "trash", danger: true, act: () => remove(message, anchor) },
  ];
}

async function remove(message, anchor) {
  const words = (text) => ({ type: "plain_text", text });
  const question = {
    title: words("Delete this message?"),
    text: words("It goes away for everybody. This cannot be taken back."),
    confirm: words("Delete"),
    deny: words("Keep it"),
    style: "danger",
  };
  if (!(await confirmed(question))) return;
  const log = anchor.closest(".log");
  if ((await act("delete", { channel: message.channel, ts: message.ts })) === undefined) return;
  log?.querySelector('.message[tabindex="0"]')?.focus();
}
