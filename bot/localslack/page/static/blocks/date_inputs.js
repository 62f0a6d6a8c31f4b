// Days and times, with the browser's own pickers.

import { h } from "../dom.js";
import { focusFirst, named, onSettled, tell } from "./field.js";

/** The value is "2026-11-03". */
export const drawDate = (field) => drawn(field, "date", "Choose a date", String, String);

/** The value is "14:05". */
export const drawTime = (field) => drawn(field, "time", "Choose a time", String, (text) => text.slice(0, 5));

/** The value is in seconds since 1970; the field shows the reader's own zone. */
export const drawDateTime = (field) =>
  drawn(field, "datetime-local", "Choose a date and time", local, (text) =>
    Math.round(new Date(text).getTime() / 1000),
  );

function local(seconds) {
  const date = new Date(Number(seconds) * 1000);
  const here = new Date(date.getTime() - date.getTimezoneOffset() * 60000);
  return Number.isNaN(here.getTime()) ? "" : here.toISOString().slice(0, 16);
}

function drawn(field, type, otherwise, written, read) {
  const { input, block, context, element } = field;
  const show = (value) => (value === null || value === undefined ? "" : written(value));
  const control = h("input.input.when", {
    id: field.id,
    type,
    value: show(field.value),
    data: field.data,
    title: element.timezone,
    aria: named(field, otherwise),
    disabled: context.inert === true,
    autofocus: focusFirst(field),
  });
  const undo = (before) => (control.value = show(before));
  const send = () =>
    control.value || input ? tell(field, control.value ? read(control.value) : null, { undo }) : undo(field.value);
  if (input && !block.dispatch_action) control.addEventListener("change", send);
  else onSettled(control, send);
  return control;
}
