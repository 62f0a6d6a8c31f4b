// The bar above a conversation: what it is called, what it is for, and who is in it.

import { openChannelDetails } from "../dialogs/channel_details.js";
import { on } from "../live.js";
import { fill, h, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { appOf, channel, channelName, face, me } from "../names.js";
import { go } from "../place.js";

/** {element, leave()} */
export function header(where) {
  const element = h("header.conversation-head");
  const draw = () => fill(element, ...parts(channel(where)));
  draw();
  return { element, leave: on([`channel:${where}`, "user:", "app:"], draw) };
}

function parts(room) {
  if (!room) return [h("div.conversation-title", {}, h("h2", {}, "This conversation is not here"))];
  const app = appOf(room);
  return [
    h("div.conversation-title", {}, title(room), app && h("span.app-tag", {}, "App")),
    app ? tabs(app) : h("p.topic.small.soft", { title: room.topic }, room.topic),
    room.kind !== "im" && members(room),
  ];
}

function title(room) {
  const name = channelName(room);
  return h("h2", { title: name }, signOf(room), h("span", {}, name));
}

/** The lock, the hash or the face before the name. */
function signOf(room) {
  if (room.kind === "channel") return [icon("hash", 18), unseen("Channel ")];
  if (room.kind === "group") return [icon("lock", 17), unseen("Private channel ")];
  if (room.kind === "mpim") return icon("people", 18);
  return face(room.members.find((id) => id !== me()?.id) ?? me()?.id, 24);
}

function tabs(app) {
  if (!app.home_tab) return h("span.topic");
  const home = () => go({ kind: "home", id: app.id });
  return h(
    "nav.tabs",
    { aria: { label: app.name } },
    h("button.tab", { type: "button", aria: { current: "page" }, data: { key: "tab-messages" } }, "Messages"),
    h("button.tab", { type: "button", onclick: home, data: { key: "tab-home" } }, "Home"),
  );
}

function members(room) {
  const count = room.members.length;
  const words = `${count} ${count === 1 ? "member" : "members"}`;
  return h(
    "button.icon-button.members",
    { type: "button", title: "Who is in here", onclick: () => openChannelDetails(room.id), data: { key: "members" } },
    icon("people", 18),
    h("span", { aria: { hidden: "true" } }, count),
    unseen(`${words}. Show who is in here`),
  );
}
