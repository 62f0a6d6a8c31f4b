// Where on the page somebody is: the part of the address behind "#", so that a reload comes back to the same place.
// #PERSON/CHANNEL/THREAD, #PERSON/home/APP, #PERSON/inbox/MAIL or #PERSON

import { act, item, items } from "./live.js";

const listeners = new Set();

/** {person, kind: "channel" | "home" | "inbox" | "none", id, thread}; id is a channel's, an app's or a mail's. */
export let place = read();

let own = ""; // the address that the page itself is going to: any other change is Back, Forward or by hand

/** Calls `listener(place, before, byBrowser)` whenever it changed; returns how to stop. */
export function onMove(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Go somewhere: go({kind: "channel", id: "C1"}); what is not named: person stays, thread closes. */
export function go(next) {
  own = addressOf(next);
  location.hash = own;
}

/** Like `go`, but Back does not come here again: for where nobody asked to be. */
export function goInstead(next) {
  own = addressOf(next);
  location.replace(own);
}

/** The address was changed a moment ago, and `place` does not say so yet: whoever changed it is to come there. */
export const isMoving = () => addressOf(read()) !== addressOf(place);

function addressOf({ person = place.person, kind = place.kind, id = "", thread = "" }) {
  const parts = { channel: [id, thread], home: ["home", id], inbox: ["inbox", id], none: [] }[kind];
  return `#${[person, ...parts].map(encodeURIComponent).join("/").replace(/\/+$/, "")}`;
}

/** Open or close ("") the thread in the channel that is open. */
export const goThread = (thread) => go({ ...place, thread });

function read() {
  const [person = "", first = "", second = ""] = location.hash.slice(1).split("/").map(decoded);
  if (first === "home" || first === "inbox") return { person, kind: first, id: second, thread: "" };
  if (first) return { person, kind: "channel", id: first, thread: second };
  return { person, kind: "none", id: "", thread: "" };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

window.addEventListener("hashchange", () => {
  const before = place;
  place = read();
  const byBrowser = location.hash !== own;
  own = "";
  for (const listener of [...listeners]) if (listeners.has(listener)) listener(place, before, byBrowser);
});

/** The app that the guide is about; without a guide the first one. */
export const guideApp = () =>
  item(`app:${item("guide")?.app}`) ?? [...items].find(([key]) => key.startsWith("app:"))?.[1];

/** Opens the direct message with an app; resolves to its channel's id, or undefined after saying why not. */
export async function openApp(app) {
  return (await act("open_app", { app: app.id, tab: "messages" }))?.channel;
}

/** Goes to the direct message with an app, which is on the page before the act that opened it is answered. */
export async function goToApp(app) {
  const channel = await openApp(app);
  if (channel) go({ kind: "channel", id: channel });
}
