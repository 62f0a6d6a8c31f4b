// Lists that the app itself fills while somebody types. Where no app answers, the words that were typed are the choice.

import { fill, h } from "../dom.js";
import { focusFirst, freshId, named, tell } from "./field.js";
import { plainWords } from "./text.js";

const PAUSE = 250; // milliseconds after the last key before the app is asked
const LEAST = 3; // characters that Slack waits for, where the app does not say
const met = new Map(); // key of a field -> {value: option}, of all options that the app ever offered there

/** The value is an option that the app offered, or what was typed; several stand between commas. */
export function drawExternal(field) {
  const { element, context } = field;
  const many = element.type === "multi_external_select";
  const known = options(field);
  const list = h("datalist", { id: freshId() });
  const placeholder =
    plainWords(element.placeholder) || (many ? "Type answers, with commas between" : "Type an answer");
  const shown = (value) => [value ?? []].flat().map((one) => nameOf(one, known)).join(", ");
  const control = h("input.input.external", {
    id: field.id,
    type: "text",
    autocomplete: "off",
    list: list.id,
    placeholder,
    value: shown(field.value),
    data: field.data,
    aria: named(field, placeholder),
    disabled: context.inert === true,
    autofocus: focusFirst(field),
  });
  listen({ field, control, list, many, known, shown });
  return h("span.external-box", {}, control, list);
}

function listen(parts) {
  const { field, control, shown } = parts;
  const offer = offering(parts);
  const send = () => {
    const value = meant(parts);
    if (value !== undefined) tell(field, value, { undo: (before) => (control.value = shown(before)) });
    return value !== undefined;
  };
  const typed = field.input && !field.block.dispatch_action;
  control.addEventListener("input", () => {
    offer.soon();
    if (typed) send();
  });
  control.addEventListener("focus", offer.soon);
  control.addEventListener("change", async () => {
    await offer.now();
    if (!send()) control.value = shown(field.value);
  });
}

/** Asks the app: `soon` after a pause, `now` for those who wait for the answer. An app that says nothing has no list. */
function offering({ field, control, list, many, known }) {
  const { block, element, context } = field;
  let timer = 0;
  let last = { words: null, answer: null };
  const ask = (words, before) => async () => {
    const found = await context.suggest(block.block_id, element.action_id, words).catch(() => null);
    if (!found) return;
    known.answered = true;
    for (const one of found) known.set(one.value, one);
    fill(list, found.map((one) => h("option", { value: before + plainWords(one.text) })));
  };
  const now = () => {
    clearTimeout(timer);
    const before = many ? control.value.slice(0, control.value.lastIndexOf(",") + 1) : "";
    const words = control.value.slice(before.length).trim();
    const enough = words.length >= (element.min_query_length ?? LEAST);
    if (!context.suggest || !enough || isKnown(words, known)) return last.answer;
    if (last.words !== words) last = { words, answer: ask(words, before && `${before} `)() };
    return last.answer;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(now, PAUSE);
  };
  return { soon, now };
}

/** What is known of a field's options: a Map with `answered`, whether an app ever offered any. */
function options({ key, element }) {
  const known = met.get(key) ?? new Map();
  met.set(key, known);
  for (const one of [element.initial_options ?? element.initial_option ?? []].flat()) known.set(one.value, one);
  return known;
}

const isKnown = (words, known) => [...known.values()].some((one) => plainWords(one.text) === words);

const nameOf = (one, known) => plainWords((one?.text ? one : known.get(one))?.text ?? one);

/** The options with these names; undefined while one of them is none of the app's. */
function meant({ control, many, known }) {
  const parts = (many ? control.value.split(",") : [control.value]).map((one) => one.trim()).filter(Boolean);
  const found = parts.map((words) => {
    const option = [...known.values()].find((one) => plainWords(one.text) === words);
    return option ?? (known.answered ? undefined : words);
  });
  if (found.includes(undefined)) return undefined;
  return many ? found : (found[0] ?? null);
}
