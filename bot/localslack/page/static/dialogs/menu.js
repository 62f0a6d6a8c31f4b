// Menus that open at a button: arrows move, Enter chooses, Escape closes and gives the focus back.

import { NARROW } from "../width.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { rememberFocus } from "./focus.js";

const GAP = 4; // pixels between a menu and its button
const EDGE = 8; // pixels that stay free at the edge of the window
const SPELLING = 600; // milliseconds in which letters belong together

let open = null; // {menu, anchor, close}: there is only ever one

/**
 * Opens a menu at `anchor`. Entries: {label, detail?, icon?: name, picture?: () => node, checked?, toggles?, danger?,
 * disabled?, act} or {separator: true} or {heading: "words"}. With `checked` it is one of several choices; `toggles`
 * says that each is switched alone. Options: {label} for screen readers. Opened again at its button, it closes.
 */
export function openMenu(anchor, entries, { label = "" } = {}) {
  const again = open && sameAnchor(open.anchor, anchor);
  open?.close();
  if (again) return null;
  const menu = h("div.menu", { role: "menu", popover: "manual", aria: { label } });
  const back = rememberFocus(anchor);
  const close = (focus = true) => shut(menu, anchor, focus ? back : null);
  menu.append(...drawn(entries, (entry) => choose(entry, close)));
  if (label) menu.prepend(h("div.menu-title.narrow-only", { aria: { hidden: "true" } }, label));
  (anchor.closest("dialog") ?? document.getElementById("layers")).append(menu);
  menu.showPopover();
  open = { menu, anchor, close };
  anchor.setAttribute("aria-expanded", "true");
  listen(menu);
  put(menu, anchor);
  (menu.querySelector("[aria-checked=true]") ?? items(menu)[0])?.focus();
  return menu;
}

/** Also a button that was drawn anew while its menu was open. */
function sameAnchor(one, other) {
  return one === other || (!one.isConnected && Boolean(one.dataset.key) && one.dataset.key === other?.dataset.key);
}

const items = (menu) => [...menu.querySelectorAll("[role^=menuitem]")];

// ── What stands in it ──────────────────────────────────────────────────────────────────────────────────────

/** Lines under a heading become a group with that name. */
function drawn(entries, chosen) {
  const lines = [];
  let group = null;
  for (const entry of entries.filter(Boolean)) {
    if (entry.heading) {
      group = h("div.menu-group", { role: "group", aria: { label: entry.heading } });
      group.append(h("div.menu-heading", { aria: { hidden: "true" } }, entry.heading));
      lines.push(group);
    } else if (entry.separator) {
      group = null;
      lines.push(h("div.menu-line", { role: "separator" }));
    } else if (group) group.append(line(entry, chosen));
    else lines.push(line(entry, chosen));
  }
  return lines;
}

function line(entry, chosen) {
  const checks = entry.checked !== undefined;
  const role = checks ? (entry.toggles ? "menuitemcheckbox" : "menuitemradio") : "menuitem";
  const aria = { checked: checks ? Boolean(entry.checked) : undefined, disabled: entry.disabled ? "true" : undefined };
  const picture = entry.picture?.() ?? (entry.icon && icon(entry.icon));
  return h(
    `button.menu-item${entry.danger ? ".danger" : ""}`,
    { type: "button", role, tabindex: -1, aria, onclick: () => chosen(entry) },
    picture,
    h("span.menu-words", {}, h("span", {}, entry.label), entry.detail && h("span.menu-detail", {}, entry.detail)),
    checks && h("span.menu-check", {}, entry.checked && icon("check", 16)),
  );
}

function choose(entry, close) {
  if (entry.disabled) return;
  close();
  entry.act?.();
}

// ── Where it stands ────────────────────────────────────────────────────────────────────────────────────────

/** Below its button, or above it where there is more room; never over the window's edge. */
function put(menu, anchor) {
  if (!anchor.isConnected) return;
  const sheet = NARROW.matches; // there a menu is a sheet at the foot of the page
  menu.classList.toggle("sheet", sheet);
  for (const side of ["left", "top", "max-height"]) menu.style.removeProperty(side);
  if (sheet) return;
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const down = menu.offsetHeight <= below || below >= above;
  menu.style.setProperty("max-height", `${Math.max(120, down ? below : above)}px`);
  const left = box.left + menu.offsetWidth > window.innerWidth - EDGE ? box.right - menu.offsetWidth : box.left;
  menu.style.setProperty("left", `${Math.max(EDGE, left)}px`);
  menu.style.setProperty("top", `${down ? box.bottom + GAP : Math.max(EDGE, box.top - GAP - menu.offsetHeight)}px`);
}

const follow = () => open && put(open.menu, open.anchor);

// ── How it is used ─────────────────────────────────────────────────────────────────────────────────────────

function listen(menu) {
  menu.addEventListener("keydown", pressed);
  menu.addEventListener("focusout", leaves);
  menu.addEventListener("pointermove", (event) => event.target.closest("[role^=menuitem]")?.focus());
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", follow);
  document.addEventListener("scroll", follow, true);
}

function shut(menu, anchor, back) {
  if (open?.menu !== menu) return;
  open = null;
  document.removeEventListener("pointerdown", outside, true);
  window.removeEventListener("resize", follow);
  document.removeEventListener("scroll", follow, true);
  anchor.setAttribute("aria-expanded", "false");
  back?.();
  menu.remove();
}

/** A press outside closes it; one on its own button is left to that button, which closes it too. */
function outside(event) {
  if (!open || open.menu.contains(event.target) || open.anchor.contains(event.target)) return;
  if (!sameAnchor(open.anchor, event.target.closest("[data-key]"))) open.close(false);
}

function leaves(event) {
  if (open && event.relatedTarget && !open.menu.contains(event.relatedTarget)) {
    if (!open.anchor.contains(event.relatedTarget)) open.close(false);
  }
}

let spelled = { word: "", at: 0 };

function pressed(event) {
  const all = items(open.menu);
  const here = all.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 };
  if (event.key in steps) all.at(steps[event.key] % all.length)?.focus();
  else if (event.key === "Escape") open.close();
  else if (event.key === "Tab") return open.close(); // and the focus moves on from the button
  else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
    spell(event.key, all, here);
  } else return undefined;
  event.preventDefault();
  event.stopPropagation();
  return undefined;
}

/** The next line that begins with the letters typed; one letter again and again goes from one to the next. */
function spell(letter, all, here) {
  const at = performance.now();
  const word = (at - spelled.at < SPELLING ? spelled.word : "") + letter.toLowerCase();
  spelled = { word, at };
  const wanted = [...word].every((one) => one === word[0]) ? word[0] : word;
  const first = wanted.length === 1 ? here + 1 : here;
  const turned = [...all.slice(Math.max(first, 0)), ...all.slice(0, Math.max(first, 0))];
  turned.find((one) => one.querySelector(".menu-words").textContent.trim().toLowerCase().startsWith(wanted))?.focus();
}
