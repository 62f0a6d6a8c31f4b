// Forwarding a message into another conversation.

import { author } from "../conversation/author.js";
import { plainText } from "../conversation/plain.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { all, ask, item } from "../live.js";
import { channelName, face, me } from "../names.js";
import { notice } from "../notices.js";
import { go } from "../place.js";
import { chooser } from "./chooser.js";
import { openDialog } from "./dialog.js";
import { field } from "./labelled.js";
import { present } from "./rooms.js";

/** A dialog that forwards the message of this channel and ts. */
export function openForward(channelId, ts) {
  const message = item(`message:${channelId}:${ts}`);
  const options = goals();
  const list = chooser({ name: "Where to?", options });
  const text = h("textarea.input", { rows: 2 });
  const follow = h("input", { type: "checkbox", checked: true });
  const send = async () => {
    const goal = options.find((one) => one.id === list.chosen()[0]);
    if (!goal) {
      list.wrong("Please choose where it goes.");
      return false;
    }
    const into = goal.channel ?? (await ask("open_direct", { users: [goal.id] })).channel;
    await ask("forward", { channel: channelId, ts, into, text: text.value });
    if (follow.checked) go({ kind: "channel", id: into });
    notice(`Forwarded to ${goal.label}.`);
    return true;
  };
  openDialog({
    title: "Forward this message",
    content: [
      message && preview(message),
      list.element,
      field({ name: "Add a few words, if you like", control: text }).element,
      h("label.check-row", {}, follow, "Go there afterwards"),
    ],
    buttons: [{ label: "Cancel" }, { label: "Pass it on", style: "primary", act: send }],
  });
}

/** Apps and people first come by who they are: a direct message is opened when it is needed. */
function goals() {
  const mine = me()?.id;
  const rooms = all("channel:").filter((one) => one.member && !one.archived && one.kind !== "im");
  const named = rooms.map((one) => ({ id: one.id, channel: one.id, ...roomLook(one) }));
  const whom = present().filter((one) => one.id !== mine).map((one) => ({
    id: one.id,
    label: one.name,
    detail: one.title || (one.bot ? "App" : ""),
    picture: () => face(one.id, 28),
    bot: one.bot,
  }));
  const byName = (a, b) => a.label.localeCompare(b.label);
  return [...whom.filter((one) => one.bot), ...named.sort(byName), ...whom.filter((one) => !one.bot)];
}

function roomLook(one) {
  const sign = { channel: "hash", group: "lock", mpim: "people" }[one.kind];
  const label = one.kind === "mpim" ? channelName(one) : `#${one.name}`;
  return { label, detail: one.topic, picture: () => h("span.chooser-icon", {}, icon(sign)) };
}

function preview(message) {
  const files = (message.files ?? []).map((one) => one.title || one.name).filter(Boolean);
  const text = plainText(message.text) || files.join(", ") || "A message without words";
  const short = text.length > 240 ? `${text.slice(0, 240).trimEnd()}...` : text;
  return h("blockquote.passed-on", {}, h("b", {}, author(message).name), h("p", { dir: "auto" }, short));
}
