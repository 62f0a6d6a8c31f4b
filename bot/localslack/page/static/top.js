// The bar on top: the workspace, who somebody is here, the clock, and the drawer for people who write bots.

import { fill, h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { connection, item, on } from "./live.js";
import { face, me } from "./names.js";
import { clockButton } from "./clock.js";
import { drawerButton } from "./wire/drawer.js";
import { tourButton } from "./tour/tour.js";
import { go, onMove, place } from "./place.js";
import { openMenu } from "./dialogs/menu.js";

/** Fills the bar, and keeps it up to date. */
export function mountTop(element) {
  const left = h("div.top-left");
  const title = h("h1");
  const said = h("span.top-said", { role: "status" });
  const person = h("div");
  fill(element, left, title, said, h("span.grow"), tourButton(), clockButton(), drawerButton(), person);
  const draw = () => {
    fill(left, backButton());
    title.textContent = item("me")?.team_name ?? "Local Slack";
    said.textContent = connection() === "lost" ? "The local Slack does not answer. I keep trying." : "";
    fill(person, personButton());
  };
  on(["me", "user:", "connection"], draw);
  onMove(draw);
  draw();
}

/** On a narrow page: from a conversation back to the list. */
function backButton() {
  if (place.kind === "none") return null;
  const back = () => go({ kind: "none" });
  const label = "Back to the list";
  const look = { type: "button", title: label, aria: { label }, onclick: back, data: { key: "back" } };
  return h("button.icon-button.narrow-only", look, icon("menu"));
}

function personButton() {
  const mine = me();
  if (!mine) return null;
  const choose = (event) => openMenu(event.currentTarget, choices(), { label: "Be somebody else" });
  return h(
    "button.icon-button.worded.person-button",
    { type: "button", onclick: choose, aria: { haspopup: "menu" }, data: { key: "person" } },
    face(mine.id, 24),
    h("span.wide-only", {}, unseen("You are "), mine.name),
    unseen(". Be somebody else"),
    icon("down", 14),
  );
}

function choices() {
  const people = item("me")?.people ?? [];
  const several = new Set(people.map((one) => one.team)).size > 1;
  return people.map((one) => ({
    label: one.name,
    detail: [one.title, several && one.team_name].filter(Boolean).join(", "),
    picture: () => face(one.id, 28),
    checked: one.id === me()?.id,
    act: () => become(several ? `${one.handle}@${one.team}` : one.handle),
  }));
}

/** Somebody else sees other channels, but the same inbox. */
const become = (person) => go({ person, kind: place.kind === "inbox" ? "inbox" : "none" });
