// What every element shares that is pressed, picked or filled in: its key, its value, and how the value is told on.

import { sentence } from "../words.js";
import { confirmed } from "../dialogs/dialog.js";
import { notice } from "../notices.js";
import { notePicked, pickedIn } from "./remembered.js";
import { plainWords } from "./text.js";

const LONGEST_WAIT = 3000; // milliseconds that a pressed button looks busy at most
const PAUSE = 800; // milliseconds after the last key before what was chosen by keyboard is told

const KEPT = [
  ...["selected_user", "selected_conversation", "selected_channel", "selected_users", "selected_conversations"],
  ...["selected_channels", "selected_date", "selected_time", "selected_date_time", "files", "rich_text_value", "value"],
];
const FIRST = [
  ...["initial_value", "initial_user", "initial_users", "initial_conversation", "initial_conversations"],
  ...["initial_channel", "initial_channels", "initial_date", "initial_time", "initial_date_time"],
];

let count = 0;
/** An id for an element of the page that something else names. */
export const freshId = () => `b${++count}`;

/** What an element drawer gets. `input` says that it stands in an input block: its value is told when all is sent. */
export function fieldOf(element, block, context, input = false) {
  const key = `${context.key}/${block.block_id}/${element.action_id}`;
  const field = { element, block, context, input, key, id: freshId(), data: { key }, aria: {} };
  field.value = valueNow(field);
  return field;
}

/** What stands in it: what the caller keeps, what was picked on this message, or what the app put there at first. */
function valueNow({ element, block, context, key }) {
  const kept = context.values?.[block.block_id]?.[element.action_id];
  if (kept !== undefined) return kept?.type === element.type ? fromState(kept) : kept;
  const picked = context.surface === "message" ? pickedIn(key)[block.block_id]?.[element.action_id] : undefined;
  return picked === undefined ? initial(element) : picked;
}

function fromState(state) {
  const pick = /external/.test(state.type) ? (one) => one : (one) => one?.value ?? null; // their names are in no list
  if ("selected_options" in state) return (state.selected_options ?? []).map(pick);
  if ("selected_option" in state) return pick(state.selected_option);
  const name = KEPT.find((one) => one in state);
  return name === "files" ? (state.files ?? []).map((one) => one.id ?? one) : name && state[name];
}

function initial(element) {
  if (element.initial_options) return element.initial_options.map((one) => one.value);
  if (element.initial_option) return element.initial_option.value;
  const name = FIRST.find((one) => one in element);
  return name ? element[name] : null;
}

/** Keeps a new value: in an input block for the sending, in a message for the next press there. */
export function keep(field, value) {
  const { block, element, context, input, key } = field;
  field.value = value;
  if (input) context.change?.(block.block_id, element.action_id, value);
  if (context.surface === "message") notePicked(key, block.block_id, element.action_id, value);
}

/** Tells a new value: keeps it, and presses where that is not for the sending. `undo` puts the old one back. */
export async function tell(field, value, { control, undo } = {}) {
  const { block, input } = field;
  const before = field.value;
  keep(field, value);
  if (input && !block.dispatch_action) return;
  if (!(await press(field, value, control)) && !input) {
    keep(field, before);
    undo?.(before);
  }
}

/** Presses, after asking where the app wants it; resolves to whether it was told: the person may think better of it. */
export async function press({ block, element, context, key }, value, control) {
  if (context.inert) return false;
  if (element.confirm && !(await confirmed(element.confirm))) return false;
  const done = busy(control);
  try {
    const others = context.surface === "message" ? pickedIn(key) : undefined;
    await context.press?.(block.block_id, element.action_id, value, others);
    return true;
  } catch (error) {
    notice(sentence(error?.message || "that did not work"), "trouble");
    return false;
  } finally {
    done();
  }
}

/** Looks busy, and is not pressed twice; the focus stays, which it would not on a disabled button. */
function busy(control) {
  if (!control) return () => {};
  const set = (on) => {
    for (const name of ["aria-busy", "aria-disabled"])
      on ? control.setAttribute(name, "true") : control.removeAttribute(name);
  };
  set(true);
  const timer = setTimeout(() => set(false), LONGEST_WAIT);
  return () => {
    clearTimeout(timer);
    set(false);
  };
}

export const isBusy = (control) => control.getAttribute("aria-disabled") === "true";

/**
 * Calls `send` after a change by pointer at once, after one by keyboard when the person pauses, leaves or presses
 * Enter: the arrows of a list pass over what nobody wants.
 */
export function onSettled(control, send) {
  let byKey = false;
  let timer = 0;
  let due = false;
  const now = () => {
    clearTimeout(timer);
    if (due) send();
    due = false;
  };
  control.addEventListener("keydown", (event) => (event.key === "Enter" ? now() : (byKey = true)));
  control.addEventListener("pointerdown", () => (byKey = false));
  control.addEventListener("focusout", (event) => control.contains(event.relatedTarget) || now());
  control.addEventListener("change", () => {
    due = true;
    clearTimeout(timer);
    if (byKey) timer = setTimeout(now, PAUSE);
    else now();
  });
}

/** Attributes that name a control for screen readers; an input block's own label does it there. */
export function named(field, otherwise) {
  const { element, context, input, aria } = field;
  if (input) return { ...aria };
  const own = element.accessibility_label || plainWords(element.placeholder) || otherwise;
  return { ...aria, label: context.label ? `${own}: ${context.label}` : own };
}

/** Only where nobody is taken away from something else: in a modal that has just opened. */
export const focusFirst = ({ element, context }) => element.focus_on_load === true && context.surface === "modal";
