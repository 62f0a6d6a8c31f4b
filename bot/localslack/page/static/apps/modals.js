// Modals that apps open: one dialog that shows the top of the stack, and sends off what was filled in.

import { sentence } from "../words.js";
import { inputTroubles } from "../blocks/blocks.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { all, ask, items, on } from "../live.js";
import { firstWrong, troubleWords, typedValues, typedWords } from "./sending.js";
import { byKey, rememberFocus } from "../dialogs/focus.js";
import { dialogFrame, settleFocus } from "../dialogs/frame.js";
import { keptBlocks } from "./kept_blocks.js";

const modals = new Map(); // view id -> {blocks, wrong: {block_id: sentence}, trouble: sentence, key: who had the focus}
let frame = null;
let shown = ""; // the id of the view in the frame

/** Shows the modals of this person on top of everything. */
export function mountModals() {
  on("view:", draw);
  draw();
}

/** Views as {id, depth, app, errors, trouble, body}, the top one last. */
const stack = () => all("view:").sort((a, b) => a.depth - b.depth).map((one) => ({ ...one, id: one.body.id }));

const top = () => stack().at(-1);

function draw() {
  const views = stack();
  for (const id of modals.keys()) if (!items.has(`view:${id}`)) modals.delete(id);
  const view = views.at(-1);
  if (!view) {
    shown = "";
    frame?.close();
    frame = null;
    return;
  }
  const moved = view.id !== shown;
  if (moved) leaveView();
  shown = view.id;
  const opened = !frame;
  frame ??= newFrame();
  drawView(view, moved);
  if (opened) frame.show(rememberFocus());
  else if (!frame.element.open) frame.element.showModal(); // the browser closed it, but the app still has it open
  else if (moved) enterView(view.id);
  else if (document.activeElement === document.body) settleFocus(frame.element, frame.body, frame.foot);
}

function newFrame() {
  const made = dialogFrame({ leave });
  made.element.classList.add("modal");
  made.element.addEventListener("keydown", entered);
  return made;
}

/** The view that another one covers remembers where its focus was. */
function leaveView() {
  const before = modals.get(shown);
  if (before) before.key = document.activeElement?.dataset.key;
}

function enterView(id) {
  const { key } = modals.get(id);
  frame.body.scrollTop = 0;
  const before = key && byKey(frame.body, key);
  if (before) before.focus();
  else settleFocus(frame.element, frame.body, frame.foot);
}

// ── What it shows ──────────────────────────────────────────────────────────────────────────────────────────

function drawView(view, moved) {
  const modal = modalOf(view);
  frame.title.textContent = view.body.title?.text ?? "";
  if (moved) fill(frame.body, modal.blocks.element);
  const errors = { ...view.errors, ...modal.wrong };
  modal.blocks.draw(view.body.blocks, view.body.state?.values, errors);
  frame.trouble(modal.trouble || troubleWords(view));
  refill(frame.before, view.depth > 0 ? backButton() : null);
  refill(frame.foot, closeButton(view), submitButton(view));
}

function modalOf(view) {
  if (!modals.has(view.id)) {
    const press = (block, action, value) => pressed(view.id, block, action, value);
    const suggest = (block, action, words) =>
      ask("suggest", { view: view.id, block_id: block, action_id: action, words });
    const blocks = keptBlocks({ surface: "modal", press, suggest, key: view.id });
    modals.set(view.id, { blocks, wrong: {}, trouble: "" });
  }
  return modals.get(view.id);
}

/** Fills it anew only when it would look different: its buttons may have the focus. */
function refill(element, ...children) {
  const next = h("div", {}, children);
  const same = next.children.length === element.children.length && [...next.children].every((one, index) => {
    const old = element.children[index];
    return old.textContent === one.textContent && old.disabled === one.disabled;
  });
  if (!same) fill(element, ...next.children);
}

function backButton() {
  const mine = { type: "button", aria: { label: "Back" }, onclick: leave, data: { key: "modal-back" } };
  return h("button.icon-button", mine, icon("back"));
}

function closeButton({ body }) {
  const mine = { type: "button", onclick: leave, data: { key: "modal-close" } };
  return h("button.button", mine, body.close?.text ?? "Cancel");
}

function submitButton({ body }) {
  if (!body.submit) return null;
  const mine = { type: "button", onclick: submit, disabled: body.submit_disabled, data: { key: "modal-submit" } };
  return h("button.button.primary", mine, body.submit.text);
}

// ── What somebody does in it ───────────────────────────────────────────────────────────────────────────────

async function leave() {
  const view = top();
  if (!view) return;
  await tried(view.id, ask("close", { view: view.id }));
}

async function pressed(id, block, action, value) {
  const modal = modals.get(id);
  const view = stack().find((one) => one.id === id);
  if (modal) modal.trouble = "";
  const values = modal && view ? typedWords(view, modal.blocks.typed) : {};
  await tried(id, ask("press", { view: id, block_id: block, action_id: action, value, values }));
}

/** Shows on top of the modal why something failed. */
async function tried(id, promise) {
  try {
    await promise;
  } catch (error) {
    const modal = modals.get(id);
    if (modal) modal.trouble = sentence(error.message);
    draw();
  }
}

async function submit() {
  const view = top();
  if (!view || frame.element.getAttribute("aria-busy") === "true") return;
  const { id } = view;
  const modal = modals.get(id);
  modal.trouble = "";
  modal.wrong = inputTroubles(modal.blocks.element);
  draw();
  if (Object.keys(modal.wrong).length) {
    toWrong(id);
    return;
  }
  frame.busy(true);
  await tried(id, ask("submit", { view: id, values: typedValues(view, modal.blocks.typed) }));
  frame?.busy(false);
  toWrong(id);
}

/** To the first field that is not right, when the view is still there. */
function toWrong(id) {
  const view = top();
  if (view?.id !== id) return;
  const modal = modals.get(id);
  firstWrong(view, modal.blocks, { ...view.errors, ...modal.wrong })?.focus();
}

/** Enter in a line of text, and Ctrl and Enter anywhere, sends it off. */
function entered(event) {
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
  const line = event.target.matches("input:is([type=text], [type=email], [type=url], [type=number])");
  const plain = line && event.target.getAttribute("role") !== "combobox";
  const view = top();
  if (!(plain || event.ctrlKey || event.metaKey) || !view?.body.submit || view.body.submit_disabled) return;
  event.preventDefault();
  submit();
}
