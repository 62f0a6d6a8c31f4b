// The inbox: mails to try, as a mail program shows them, so that nobody has to own a scam to see what the bot says.

import { NARROW } from "../width.js";
import { fill, h, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { on } from "../live.js";
import { go, guideApp, place } from "../place.js";
import { asked, mails } from "./asking.js";
import { day, mailView, senderOf } from "./mail.js";

let draw = () => {}; // of the inbox that is on the page
let list = { top: 0, focus: "" }; // kept while the main part is built anew for another mail

on(["guide", "me", "app:"], () => draw());

/** Shows the inbox, or the mail place.id, in the main part; returns how to leave. */
export function mountInbox(element) {
  const box = h("div.inbox");
  element.append(box);
  let signature = "";
  draw = () => {
    const next = JSON.stringify([mails().map((one) => one.id), place.id, guideApp()?.name]);
    if (next === signature) return;
    signature = next;
    show(box);
  };
  draw();
  return () => {
    const rows = box.querySelector(".inbox-list");
    list = { top: rows?.scrollTop ?? 0, focus: list.focus || focused(box) };
    draw = () => {};
  };
}

const focused = (box) => (box.contains(document.activeElement) ? (document.activeElement.dataset.key ?? "") : "");

function show(box) {
  const open = mails().find((one) => one.id === place.id);
  box.dataset.shows = open ? "mail" : "list";
  fill(box, top(), h("div.inbox-parts", {}, mailList(open), open ? mailView(open, toList) : nothingOpen()));
  const rows = box.querySelector(".inbox-list");
  rows.scrollTop = list.top;
  if (list.focus) box.querySelector(`[data-key="${CSS.escape(list.focus)}"]`)?.focus();
  list.focus = "";
  keepInSight(rows, box.querySelector(".inbox-row[aria-current]"));
}

/** A row that is not wholly in sight comes into the middle. */
function keepInSight(rows, row) {
  if (!row) return;
  const [outer, inner] = [rows.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) rows.scrollTop += inner.top - outer.top - outer.height / 2;
}

function top() {
  const name = guideApp()?.name ?? "the app";
  const what = `${howMany(mails().length)}, in pairs: one of each pair is a scam.`;
  const words = `${what} Ask ${name}, and see whether you agree.`;
  return h("header.inbox-top", {}, h("h2", {}, "Inbox"), h("p.small.soft", {}, words));
}

const howMany = (count) => ({ 1: "One mail", 12: "A dozen mails", 24: "Two dozen mails" })[count] ?? `${count} mails`;

const HINT = "Choose a mail to read it. Nothing in these mails can hurt you here.";

function nothingOpen() {
  const first = mails()[0];
  const open = () => openMail(first.id, true);
  return h(
    "div.inbox-none",
    {},
    icon("mail", 40),
    h("p", {}, first ? HINT : "There are no mails here."),
    first && h("button.button", { type: "button", onclick: open }, "Open the first mail"),
  );
}

// ── The list ────────────────────────────────────────────────────────────────────────────────────────────────

function mailList(open) {
  const known = asked();
  const groups = [];
  for (const mail of mails()) {
    if (groups.at(-1)?.name !== mail.group) groups.push({ name: mail.group, mails: [] });
    groups.at(-1).mails.push(mail);
  }
  const first = open ?? mails()[0];
  const sections = groups.map((group) => section(group, { open, first, known }));
  return h("div.inbox-list", { role: "group", aria: { label: "Mails" }, onkeydown: move }, sections);
}

const section = (group, state) =>
  h("section", {}, group.name && h("h3", {}, group.name), h("ul", {}, group.mails.map((mail) => row(mail, state))));

function row(mail, { open, first, known }) {
  const current = mail.id === open?.id ? "true" : undefined;
  const choose = (event) => openMail(mail.id, event.detail === 0);
  const tabindex = mail.id === first?.id ? 0 : -1;
  const when = h("span.inbox-day", {}, unseen(", "), day(mail));
  const mark = known.has(mail.id) && h("span.inbox-asked", {}, icon("check", 14), "Asked");
  return h(
    "li",
    {},
    h(
      "button.inbox-row",
      { type: "button", tabindex, onclick: choose, data: { key: `mail-${mail.id}` }, aria: { current } },
      h("span.inbox-line", {}, h("bdi.inbox-from", {}, senderOf(mail).name), when),
      h("span.inbox-line", {}, unseen(": "), h("bdi.inbox-subject", {}, mail.subject || "(no subject)"), mark),
    ),
  );
}

/** From the keyboard, and on a narrow page, the reader goes to the mail; the mouse leaves the focus in the list. */
export function openMail(id, byKeyboard) {
  const focus = byKeyboard || NARROW.matches ? "open-mail" : `mail-${id}`;
  if (place.kind === "inbox" && place.id === id) document.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  else list.focus = focus;
  go({ kind: "inbox", id });
}

function toList() {
  list.focus = `mail-${place.id}`;
  go({ kind: "inbox" });
}

function move(event) {
  const rows = [...event.currentTarget.querySelectorAll(".inbox-row")];
  const here = rows.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (here < 0 || next === undefined) return;
  event.preventDefault();
  const to = rows[Math.max(0, Math.min(rows.length - 1, next))];
  for (const one of rows) one.tabIndex = one === to ? 0 : -1;
  to.focus();
}
