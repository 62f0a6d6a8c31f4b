// The home tab of an app, under the same head as the messages with it.

import { fill, h } from "../dom.js";
import { act, ask, item, on } from "../live.js";
import { face } from "../names.js";
import { goToApp, onMove, place } from "../place.js";
import { byKey } from "../dialogs/focus.js";
import { keptBlocks } from "./kept_blocks.js";
import { typedWords } from "./sending.js";

let draw = () => {};
let moved = false; // whether somebody went anywhere since the page was loaded

on(["home:", "app:", "me"], () => draw());
onMove(() => (moved = true));

/** Shows the home tab of the app place.id in the main part; returns how to leave. */
export function mountHome(element) {
  const id = place.id;
  const head = h("div");
  const room = h("div.home", { role: "region", tabindex: 0, aria: { label: "Home" } });
  const press = (block, action, value) => {
    const values = typedWords(item(`home:${id}`), blocks.typed);
    return act("press", { home: id, block_id: block, action_id: action, value, values });
  };
  const suggest = (block, action, words) => ask("suggest", { home: id, block_id: block, action_id: action, words });
  const blocks = keptBlocks({ surface: "home", press, suggest, key: `home ${id}` });
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
  room.append(h("div.home-width", {}, empty, blocks.element));
  fill(element, head, room);
  draw = show;
  show();
  if (moved && isLost()) byKey(element, "tab-home")?.focus();
  enter(id);
  return () => (draw = () => {});
}

/** Whether what had the focus went away when somebody came here. */
function isLost() {
  const before = document.activeElement;
  return !before || before === document.body || !before.checkVisibility({ visibilityProperty: true });
}

/** The app is told, so that it can draw the tab. */
async function enter(id) {
  if (item(`app:${id}`)) await act("open_app", { app: id, tab: "home" });
}

function nothing(app) {
  if (!app) return "There is no such app in this workspace.";
  return `${app.name} has put nothing here yet.${app.connected ? "" : " It is not connected right now."}`;
}

/** The same head as that of the messages with it. */
function appHead(app) {
  if (!app) return null;
  const open = () => goToApp(app);
  return h(
    "header.conversation-head",
    {},
    h("div.conversation-title", {}, h("h2", {}, face(app.user, 24), app.name), h("span.app-tag", {}, "App")),
    h(
      "nav.tabs",
      { aria: { label: app.name } },
      app.messages_tab && h("button.tab", { type: "button", onclick: open, data: { key: "tab-messages" } }, "Messages"),
      h("button.tab", { type: "button", aria: { current: "page" }, data: { key: "tab-home" } }, "Home"),
    ),
  );
}
