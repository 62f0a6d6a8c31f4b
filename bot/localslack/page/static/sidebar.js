// The list on the left: the inbox, channels, direct messages and apps; what is new stands in bold.

import { fill, h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { all, item, on } from "./live.js";
import { appOf, beginning, channelName, face, isDirect, me } from "./names.js";
import { go, goToApp, onMove, place } from "./place.js";
import { openAddMenu } from "./dialogs/rooms.js";

/** Fills the list, and keeps it up to date. */
export function mountSidebar(element) {
  const draw = () => {
    note();
    fill(element, ...parts());
  };
  on(["me", "channel:", "user:", "app:", "guide"], draw);
  onMove(draw);
  draw();
}

function parts() {
  const mine = all("channel:").filter((one) => one.member && !one.archived);
  const channels = mine.filter((one) => one.kind === "channel" || one.kind === "group");
  const direct = mine.filter((one) => isDirect(one) && !appOf(one));
  const others = all("channel:").filter((one) => !one.member && !one.archived);
  return [
    item("guide")?.samples.length ? h("ul", {}, inboxDoor()) : null,
    part("Apps", all("app:").map(appDoor)),
    part("Channels", [...sorted(channels), ...sorted(others)].map(channelDoor), addButton("channel", "Add a channel")),
    part("Direct messages", sorted(direct).map(channelDoor), addButton("direct", "Write to somebody")),
  ];
}

const sorted = (list) => [...list].sort((a, b) => channelName(a).localeCompare(channelName(b)));

function part(title, doors, button) {
  if (!doors.length && !button) return null;
  return h("section", {}, h("div.heading", {}, h("h2", {}, title), button), h("ul", {}, doors));
}

function addButton(kind, label) {
  const open = (event) => openAddMenu(kind, event.currentTarget);
  const look = { type: "button", title: label, aria: { label }, onclick: open, data: { key: `add-${kind}` } };
  return h("button.icon-button", look, icon("add", 16));
}

function door({ key, current, unread, away, picture, label, tag, open, data }) {
  return h(
    "li",
    {},
    h(
      `button.door${unread ? ".unread" : ""}${away ? ".away" : ""}`,
      { type: "button", onclick: open, data: { key, ...data }, aria: { current: current ? "page" : undefined } },
      picture,
      h("span.label", { title: label }, label),
      tag && h("span.tag", {}, tag),
      unread && [h("span.dot"), unseen("new messages")],
    ),
  );
}

function inboxDoor() {
  const count = item("guide").samples.length;
  const open = () => go({ kind: "inbox" });
  const current = place.kind === "inbox";
  return door({ key: "inbox", current, picture: icon("inbox"), label: "Inbox", tag: `${count} mails to try`, open });
}

function appDoor(app) {
  const direct = item(`channel:${app.channel}`);
  const current = place.id === { home: app.id, channel: app.channel }[place.kind];
  const open = () => goToApp(app);
  const away = app.connected ? "" : "not connected";
  const look = { picture: face(app.user, 22), label: app.name, tag: away };
  return door({ key: `app-${app.id}`, current, unread: isUnread(direct), ...look, open });
}

function channelDoor(one) {
  const sign = { channel: "hash", group: "lock", im: "", mpim: "people" }[one.kind];
  const other = one.members.find((id) => id !== me()?.id) ?? me()?.id;
  return door({
    key: one.id,
    data: { channel: one.id },
    current: place.kind === "channel" && place.id === one.id,
    unread: isUnread(one),
    away: !one.member,
    picture: sign ? icon(sign, 16) : face(other, 22),
    label: channelName(one),
    tag: one.member ? "" : "not a member",
    open: () => go({ kind: "channel", id: one.id }),
  });
}

// ── What was seen: kept in this tab, so that a reload does not make everything new ──────────────────────────

const seenKey = (one) => `seen ${beginning()} ${item("me")?.user} ${one.id}`;

function isUnread(one) {
  if (!one?.latest || !one.member) return false;
  const seen = sessionStorage.getItem(seenKey(one)) ?? "";
  return one.latest > seen && !(place.kind === "channel" && place.id === one.id);
}

/** The open channel is seen; the first time that somebody is here, everything is. */
function note() {
  const mine = item("me")?.user;
  if (!mine) return;
  const here = `here ${beginning()} ${mine}`;
  const first = !sessionStorage.getItem(here);
  for (const one of all("channel:")) {
    if (first || (place.kind === "channel" && place.id === one.id)) sessionStorage.setItem(seenKey(one), one.latest);
  }
  sessionStorage.setItem(here, "yes");
}
