// The home tab of an app, under the same head as the messages with it.

import { fill, h } from "../dom.js";
import { act, ask, item, on } from "../live.js";
import { face } from "../names.js";
import { go, goToApp, place } from "../place.js";
import { keptBlocks } from "./kept.js";

let draw = () => {};

on(["home:", "app:", "me"], (keys) => draw(keys));

/** Shows the home tab of the app place.id in the main part; returns how to leave. */
export function mountHome(element) {
  const id = place.id;
  const head = h("div");
  const room = h("div.home", { tabindex: -1, role: "tabpanel", aria: { label: "Home" } });
  const press = (block, action, value) => act("press", { home: id, block_id: block, action_id: action, value });
  const blocks = keptBlocks({ surface: "home", press, key: `home ${id}` });
  const empty = h("p.home-empty.soft");
  let headed = "";
  const show = () => {
    const app = item(`app:${id}`);
    const written = JSON.stringify([app?.name, app?.user, app?.home_tab, app?.messages_tab]);
    if (written !== headed) fill(head, appHead(app));
    headed = written;
    const home = item(`home:${id}`);
    empty.textContent = home ? "" : nothing(app);
    blocks.draw(home?.body.blocks ?? [], home?.body.state?.values);
  };
  put(element, head, room, empty, blocks);
  draw = show;
  show();
  enter(id);
  return () => (draw = () => {});
}

function put(element, head, room, empty, blocks) {
  room.append(h("div.home-width", {}, empty, blocks.element));
  fill(element, head, room);
}

/** The app is told; that it is not connected is no trouble here. */
async function enter(id) {
  if (item(`app:${id}`)) await act("open_app", { app: id, tab: "home" });
}

function nothing(app) {
  if (!app) return "There is no such app in this workspace.";
  return `${app.name} has put nothing here yet.${app.connected ? "" : " It is not connected right now."}`;
}

function appHead(app) {
  if (!app) return null;
  const open = () => goToApp(app, ask).catch(() => act("open_app", { app: app.id, tab: "messages" }));
  return h(
    "header.pane-head",
    {},
    h("div.pane-name", {}, face(app.user, 26), h("h2", {}, app.name)),
    h("div.pane-tabs", { role: "tablist", aria: { label: app.name } }, tab("Messages", false, open), tab("Home", true)),
  );
}

function tab(words, selected, open = () => go({ kind: "home", id: place.id })) {
  const mine = { type: "button", role: "tab", aria: { selected: String(selected) }, onclick: open, onkeydown: turn };
  return h("button.pane-tab", { ...mine, tabindex: selected ? 0 : -1, data: { key: `tab-${words}` } }, words);
}

/** The arrows go to the other tab, as with all tabs. */
function turn(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  event.preventDefault();
  const tabs = [...event.currentTarget.parentElement.children];
  tabs[(tabs.indexOf(event.currentTarget) + 1) % tabs.length].focus();
}
