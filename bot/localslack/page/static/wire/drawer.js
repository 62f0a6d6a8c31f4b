// The drawer at the foot of the page, for people who write bots: what went over the wire, and faults to order.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { act, connection, on } from "../live.js";
import { faultsButton, faultsPanel } from "./faults.js";
import { grip } from "./grip.js";
import { showLine } from "./whole_line.js";
import { filterBy, listOfLines } from "./line_list.js";

const KEPT = "drawer";

let drawer = null;
let side = null; // beside the list: one whole line, or the faults
let button = null;
let sideShows = ""; // "", "faults" or the key of a line

const isOpen = () => sessionStorage.getItem(KEPT) === "open";

/** Fills the drawer at the foot of the page. */
export function mountDrawer(element) {
  drawer = element;
  side = h("div.wire-side", { hidden: true });
  const lines = listOfLines({ choose: show, changed: refresh });
  fill(drawer, grip(drawer), bar(), h("div.wire-parts", {}, lines, side));
  drawer.addEventListener("keydown", onKey);
  const space = () => document.documentElement.style.setProperty("--drawer-space", `${drawer.offsetHeight}px`);
  new ResizeObserver(space).observe(drawer);
  on("connection", () => connection() === "open" && isOpen() && watch());
  set(isOpen());
}

/** The button that opens it, for the top bar. */
export function drawerButton() {
  const inside = [icon("wire"), h("span.wide-only", {}, "Wire")];
  const look = { label: "Wire", expanded: String(isOpen()), controls: "drawer" };
  const given = { type: "button", title: "What goes over the wire", onclick: () => set(!isOpen()), aria: look };
  button = h("button.icon-button.worded", { ...given, data: { key: "wire" } }, inside);
  return button;
}

const watch = () => act("watch", { on: isOpen() });

function set(open) {
  sessionStorage.setItem(KEPT, open ? "open" : "shut");
  drawer.hidden = !open;
  button?.setAttribute("aria-expanded", String(open));
  if (connection() === "open") watch();
  if (!open) hideSide();
}

function shut() {
  set(false);
  button?.focus();
}

function bar() {
  const filter = h("input.input", { type: "search", placeholder: "Filter", aria: { label: "Filter the lines" } });
  filter.addEventListener("input", () => filterBy({ words: filter.value }));
  const faults = faultsButton(() => show(sideShows === "faults" ? "" : "faults"));
  const empty = h("button.button", { type: "button", onclick: () => act("forget") }, icon("trash", 16), "Empty it");
  const away = { type: "button", aria: { label: "Close the drawer" }, title: "Close the drawer", onclick: shut };
  const boxes = [box("call", "Calls"), box("delivery", "Events")];
  return h(
    "div.wire-bar",
    {},
    h("h2", {}, "On the wire"),
    filter,
    h("div.wire-kinds", { role: "group", aria: { label: "What to show" } }, boxes),
    h("span.grow"),
    faults,
    empty,
    h("button.icon-button.wire-close", away, icon("close")),
  );
}

function box(kind, label) {
  const input = h("input", { type: "checkbox", checked: true });
  input.addEventListener("change", () => filterBy({ [kind]: input.checked }));
  return h("label.wire-kind", {}, input, label);
}

// ── Beside the list ─────────────────────────────────────────────────────────────────────────────────────────

function show(what) {
  if (!what) return hideSide();
  sideShows = what;
  side.hidden = false;
  drawer.dataset.side = what === "faults" ? "faults" : "line";
  fill(side, what === "faults" ? faultsPanel(leaveSide) : showLine(what, leaveSide));
  tell();
  return side.querySelector("[data-first]")?.focus();
}

/** A line that is shown came further, or is gone. */
function refresh(key, isThere) {
  if (key !== sideShows) return;
  if (isThere) fill(side, showLine(key, leaveSide));
  else hideSide();
}

function hideSide() {
  sideShows = "";
  side.hidden = true;
  delete drawer.dataset.side;
  fill(side);
  tell();
}

function leaveSide() {
  const from = sideShows;
  hideSide();
  const back = from === "faults" ? ".wire-faults" : `.wire-row[data-key="${CSS.escape(from)}"]`;
  drawer.querySelector(back)?.focus();
}

function tell() {
  drawer.querySelector(".wire-faults")?.setAttribute("aria-expanded", String(sideShows === "faults"));
  for (const row of drawer.querySelectorAll(".wire-row[aria-current]")) row.removeAttribute("aria-current");
  if (sideShows.includes(":")) {
    drawer.querySelector(`.wire-row[data-key="${CSS.escape(sideShows)}"]`)?.setAttribute("aria-current", "true");
  }
}

function onKey(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  if (sideShows) leaveSide();
  else shut();
}
