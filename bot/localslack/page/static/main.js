// Starts the page: who looks, what is open, and which part of the page shows it.

import { mountConversation } from "./conversation/conversation.js";
import { mountThread } from "./conversation/thread.js";
import { fill } from "./dom.js";
import { be, item, on } from "./live.js";
import { me } from "./names.js";
import { mountDrawer } from "./panels/drawer.js";
import { mountInbox } from "./panels/inbox.js";
import { mountTour } from "./panels/tour.js";
import { go, onMove, place } from "./place.js";
import { mountSidebar } from "./sidebar.js";
import { mountHome } from "./surfaces/home.js";
import { mountModals } from "./surfaces/modals.js";
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
  shown = key;
  leave();
  fill($("main"));
  leave = MOUNTS[place.kind]?.($("main")) ?? (() => {});
}

/** The first place: the inbox where there is one, else the first channel. On a narrow page the sidebar. */
function settle() {
  const handle = me()?.handle;
  if (!handle) return;
  if (place.person !== handle) {
    go({ person: handle, kind: place.person ? "none" : place.kind, id: place.id, thread: place.thread });
  } else if (place.kind === "none" && window.innerWidth > 700) {
    const first = [...(item("guide")?.samples ?? [])].length ? { kind: "inbox" } : firstChannel();
    if (first) go(first);
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

onMove((next, before) => {
  if (next.person !== before.person) be(next.person);
  else settle();
  show();
});
on(["me", "guide"], () => {
  settle();
  show();
});
on("me", () => {
  document.title = `${item("me")?.team_name ?? "Local Slack"} - Local Slack`;
});
show();
be(place.person);
