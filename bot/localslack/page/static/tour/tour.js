// The tour for newcomers: a small card with one step at a time, that blocks nothing and goes when it is told to.

import { fill, h, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { all, item, now, on } from "../live.js";
import { beginning } from "../names.js";
import { go, goToApp, guideApp, onMove, place } from "../place.js";
import { openMail } from "../inbox/inbox.js";
import { happened, onSteps } from "./steps.js";

const KEPT = "tour";
const DONE_SHOWS = 2200; // milliseconds
const FOCUS_AFTER = 300; // milliseconds

const steps = () => item("guide")?.steps ?? [];

const said = h("p.unseen", { role: "status" }); // stays, so that screen readers read what changes in it
const inside = h("div");

let card = null;
let timer = 0;
let folded = false; // on a narrow page: one line only
let tour = {}; // {of: workspace, at: number of the step, since: Slack's time when it began, over, answer: its place}

/** As far as somebody came in this workspace; another one, or one that was started anew, begins with the first step. */
function kept() {
  const anew = { of: beginning(), at: 0, since: 0, over: false };
  try {
    const old = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return old.of === anew.of ? { ...anew, ...old } : anew;
  } catch {
    return anew;
  }
}

function keep(change) {
  tour = { ...tour, ...change };
  localStorage.setItem(KEPT, JSON.stringify(tour));
}

/** The card with the tour's step. */
export function mountTour(layers) {
  card = h("section.tour", { hidden: true, aria: { label: "Tour" }, onkeydown: onKey }, said, inside);
  layers.append(card);
  const size = () => document.documentElement.style.setProperty("--tour-space", `${card.offsetHeight}px`);
  new ResizeObserver(size).observe(card);
  on(["guide", "me", "app:"], begin);
  onSteps(check);
  onMove(foldAway);
  begin();
}

/** Where somebody reads or writes, the narrow page keeps one line of the tour. */
function foldAway() {
  const reads = place.kind === "channel" || (place.kind === "inbox" && place.id);
  if (folded || !reads) return;
  folded = true;
  draw();
}

/** Starts the tour again. */
export function tourButton() {
  const again = () => {
    folded = false;
    keep({ answer: undefined });
    moveTo(0, now());
    card.querySelector("h2")?.focus();
  };
  const look = { type: "button", hidden: true, title: "Start the tour", aria: { label: "Tour" }, onclick: again };
  const button = h("button.icon-button.worded", look, icon("book", 18), h("span.wide-only", {}, "Tour"));
  on("guide", () => {
    button.hidden = !steps().length;
  });
  return button;
}

let drawn = "";

function begin() {
  if (!item("me")) return;
  if (tour.of !== beginning()) {
    tour = kept();
    drawn = "";
    foldAway();
  }
  if (!tour.since || tour.since > now()) keep({ since: now() });
  const next = JSON.stringify([steps(), guideApp()?.name]);
  if (next === drawn) return;
  drawn = next;
  draw();
  check();
}

/** Goes to a step that began at this moment of Slack's clock; the one after the last says goodbye. */
function moveTo(at, since) {
  clearTimeout(timer);
  timer = 0;
  keep({ at, since, over: false });
  draw();
}

function end() {
  const hadFocus = card.contains(document.activeElement);
  clearTimeout(timer);
  timer = 0;
  keep({ over: true });
  draw();
  if (hadFocus) focusMain();
}

function check() {
  const step = steps()[tour.at];
  if (!step || tour.over || timer) return;
  const done = happened(step, tour.since);
  if (!done) return;
  if (done.message?.thread_ts && !tour.answer) {
    keep({ answer: { kind: "channel", id: done.message.channel, thread: done.message.thread_ts } });
  }
  const { at } = tour;
  timer = setTimeout(() => moveTo(at + 1, done.at), DONE_SHOWS);
  draw();
}

function onKey(event) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  end();
}

// ── The card ────────────────────────────────────────────────────────────────────────────────────────────────

function draw() {
  const count = steps().length;
  card.hidden = !count || tour.over;
  document.body.toggleAttribute("data-tour", !card.hidden);
  if (card.hidden) return fill(inside);
  const step = steps()[tour.at];
  card.dataset.folded = folded && step ? "yes" : "no";
  fill(inside, head(step, count), h("div.tour-body", {}, step ? stepBody(step) : lastBody()));
  return tell(step, count);
}

function tell(step, count) {
  const begun = step && `Step ${tour.at + 1} of ${count}: ${step.title}`;
  const words = !step ? "That is all." : timer ? `Done: ${step.title}` : begun;
  if (said.textContent !== words) said.textContent = words;
}

function head(step, count) {
  const fold = () => {
    folded = !folded;
    draw();
  };
  const title = h("h2", { tabindex: -1, data: { key: "title" } }, step?.title ?? "That is all");
  const foldLabel = folded ? "Show this step" : "Make it small";
  const folder = h(
    "button.icon-button.narrow-only.tour-fold",
    { type: "button", onclick: fold, aria: { label: foldLabel, expanded: String(!folded) }, data: { key: "fold" } },
    icon("down", 18),
  );
  const label = "End the tour";
  const away = { type: "button", title: label, aria: { label }, onclick: end, data: { key: "end" } };
  return h(
    "div.tour-head",
    {},
    h("div.tour-words", {}, where(step, count), title),
    step && folder,
    h("button.icon-button", away, icon("close", 18)),
  );
}

function where(step, count) {
  if (!step) return null;
  if (timer) return h("p.tour-done", {}, icon("check", 16), "Done");
  return h("p.tour-where", {}, unseen("Step "), `${tour.at + 1} of ${count}`);
}

function stepBody(step) {
  const take = () => {
    folded = true;
    draw();
    follow(step);
  };
  return [
    h("p", {}, step.text),
    h("button.button.primary", { type: "button", onclick: take, data: { key: "take" } }, step.button),
    h("div.tour-ways", {}, tour.at > 0 && way("Back", "back", -1), h("span.grow"), way("Next", "next", 1)),
  ];
}

function way(label, picture, by) {
  const words = by < 0 ? [icon(picture, 16), label] : [label, icon(picture, 16)];
  const walk = () => moveTo(tour.at + by, now());
  return h("button.icon-button.worded", { type: "button", onclick: walk, data: { key: picture } }, words);
}

function lastBody() {
  const name = guideApp()?.name ?? "the app";
  return [
    h("p", {}, `Try the other mails, or write to ${name} yourself. You can start this tour again at the top.`),
    h("button.button.primary", { type: "button", onclick: end, data: { key: "take" } }, "Close"),
  ];
}

/** "mail:ID", "home", "messages" or "channel:NAME"; buttons to press are below the first answer. */
function follow(step) {
  const [kind, name = ""] = step.goes_to.split(/:(.*)/s);
  if (kind === "mail") return openMail(name, true);
  focusMain();
  if (step.done === "pressed" && tour.answer && item(`channel:${tour.answer.id}`)) {
    go(tour.answer);
    return showButtons();
  }
  if (kind === "home" && guideApp()) return go({ kind: "home", id: guideApp().id });
  if (kind === "messages" && guideApp()) return goToApp(guideApp());
  const found = all("channel:").find((one) => one.name === name);
  return found && go({ kind: "channel", id: found.id });
}

/** The button just pressed is folded away; on a narrow page a thread may lie over the main part, or be closing. */
function focusMain() {
  const main = document.getElementById("main");
  const focus = () => (main.inert ? document.querySelector("#thread .log") : main)?.focus();
  focus();
  setTimeout(() => document.activeElement === document.body && focus(), FOCUS_AFTER);
}

/** The buttons stand at the end of an answer: they come into sight as soon as it is there. */
function showButtons(tries = 30) {
  const thread = `#thread:has([data-ts="${CSS.escape(tour.answer.thread)}"])`;
  const button = document.querySelector(`${thread} .message .blocks button`);
  if (!button) return void (tries && setTimeout(showButtons, 100, tries - 1));
  button.closest(".message").focus({ preventScroll: true });
  button.scrollIntoView({ block: "center" });
}
