// Starts the page: who looks, what is open, and which part of the page shows it.

import { NARROW } from "./width.js";
import { mountConversation } from "./conversation/conversation.js";
import { mountThread } from "./conversation/thread.js";
import { fill } from "./dom.js";
import { be, item, on } from "./live.js";
import { app, channel, channelName, me } from "./names.js";
import { mountDrawer } from "./wire/drawer.js";
import { mountInbox } from "./inbox/inbox.js";
import { mountTour } from "./tour/tour.js";
import { goInstead, isMoving, onMove, place } from "./place.js";
import { mountSidebar } from "./sidebar.js";
import { mountHome } from "./apps/home.js";
import { mountModals } from "./apps/modals.js";
import { mountTop } from "./top.js";

const $ = (id) => document.getElementById(id);
const MOUNTS = { channel: mountConversation, home: mountHome, inbox: mountInbox };

let shown = "";

/** The main part shows one kind of thing; each kind's mount gets an empty element and returns how to leave it. */
let leave = () => {};

function show() {
  document.body.dataset.shows = place.kind === "none" ? "sidebar" : "main";
  const key = `${place.kind}:${place.id.split(":")[0]}:${item("me")?.user}`;
  if (key === shown) return;
  const first = !shown;
  shown = key;
  const hadFocus = !first && $("main").contains(document.activeElement);
  leave();
  fill($("main"));
  leave = MOUNTS[place.kind]?.($("main")) ?? (() => {});
  if (hadFocus && document.activeElement === document.body) $("main").focus();
}

/** On a narrow page the list is all there is to see, and so the main part. */
function landmarks() {
  const listOnly = NARROW.matches && place.kind === "none";
  if (listOnly) $("room").setAttribute("role", "main");
  else $("room").removeAttribute("role");
}

/** What lies on top is closed by Back as by Escape. */
function closeOnTop() {
  const menu = document.querySelector("[role=menu]");
  menu?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  const leave = () => new Event("cancel", { cancelable: true });
  for (const one of document.querySelectorAll("dialog[open]")) one.dispatchEvent(leave());
}

/** Menus stand in a landmark of their own while they are open. */
function nameLayers() {
  const layers = $("layers");
  const hasMenu = Boolean(layers.querySelector(":scope > [role=menu]"));
  for (const [name, value] of [["role", "region"], ["aria-label", "Menu"]]) {
    if (hasMenu) layers.setAttribute(name, value);
    else layers.removeAttribute(name);
  }
}

function entitle() {
  const team = item("me")?.team_name;
  const where = { channel: channelName(channel(place.id)), home: app(place.id)?.name, inbox: "Inbox" }[place.kind];
  document.title = [where, team, "Local Slack"].filter(Boolean).join(" - ");
}

/** The first place: the inbox where there is one, else the first channel. On a narrow page the sidebar. */
function settle() {
  const handle = me()?.handle;
  if (!handle || isMoving()) return; // when it has moved, this is asked again
  const mine = place.person.includes("@") ? `${handle}@${item("me").team}` : handle;
  if (place.person !== mine) {
    goInstead({ person: mine, kind: place.person ? "none" : place.kind, id: place.id, thread: place.thread });
  } else if (place.kind === "none" && !NARROW.matches) {
    const first = [...(item("guide")?.samples ?? [])].length ? { kind: "inbox" } : firstChannel();
    if (first) goInstead(first);
  }
}

function firstChannel() {
  const found = item("me") && document.querySelector("#sidebar [data-channel]");
  return found && { kind: "channel", id: found.dataset.channel };
}

mountTop($("top"));
mountSidebar($("sidebar"));
mountThread($("thread"));
mountDrawer($("drawer"));
mountModals($("layers"));
mountTour($("layers"));

onMove((next, before, byBrowser) => {
  if (byBrowser) closeOnTop();
  if (next.person !== before.person) be(next.person);
  else settle();
  show();
  landmarks();
  entitle();
});
on(["me", "guide"], () => {
  settle();
  show();
});
on(["me", "channel:", "app:"], entitle);
NARROW.addEventListener("change", landmarks);
new MutationObserver(nameLayers).observe($("layers"), { childList: true });
show();
landmarks();
be(place.person);
