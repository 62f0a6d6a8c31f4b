// Buttons of all kinds, and the menu behind three dots.

import { drawing, h } from "../dom.js";
import { icon } from "../icons.js";
import { item } from "../live.js";
import { openMenu } from "../dialogs/menu.js";
import { isBusy, press } from "./field.js";
import { safeAddress } from "./links.js";
import { drawPlain, plainWords } from "./text.js";

const STYLES = { primary: ".primary", danger: ".danger" };
const THUMB = "M7 11v9H4v-9zM7 11l4-8c1.7 0 2.6 1.2 2.3 2.8L12.7 9H18a2 2 0 0 1 2 2.4l-1.3 6.8A2 2 0 0 1 16.7 20H7";
const THUMB_DOWN = "M7 13V4H4v9zM7 13l4 8c1.7 0 2.6-1.2 2.3-2.8l-.6-3.2H18a2 2 0 0 0 2-2.4l-1.3-6.8A2 2 0 0 0 16.7 4H7";

/** A button, or a link that looks like one; the app hears of both. */
export function drawButton(field) {
  const { element, context } = field;
  const href = safeAddress(element.url ?? "");
  const given = {
    data: field.data,
    aria: { label: element.accessibility_label || undefined, disabled: context.inert ? true : undefined },
    onclick: () => isBusy(control) || press(field, element.value ?? null, control),
  };
  const outside = { href, target: "_blank", rel: "noopener noreferrer nofollow", title: element.url };
  const kind = `.button${STYLES[element.style] ?? ""}`;
  const control = href
    ? h(`a${kind}`, { ...given, ...outside }, drawPlain(element.text))
    : h(`button${kind}`, { type: "button", ...given }, drawPlain(element.text));
  return control;
}

/** Three dots with a menu behind them. */
export function drawOverflow(field) {
  const { element, context, data } = field;
  const choose = (option) => {
    const href = safeAddress(option.url ?? "");
    if (href) window.open(href, "_blank", "noopener,noreferrer");
    press(field, option.value, control);
  };
  const entries = element.options.map((one) => ({
    label: plainWords(one.text),
    detail: one.description ? plainWords(one.description) : undefined,
    act: () => choose(one),
  }));
  const label = context.label ? `More choices: ${context.label}` : "More choices";
  const open = () => context.inert || isBusy(control) || openMenu(control, entries, { label: "More choices" });
  const control = h(
    "button.icon-button.overflow",
    {
      type: "button",
      data,
      aria: { label, haspopup: "menu", disabled: context.inert ? true : undefined },
      onclick: open,
    },
    icon("more"),
  );
  return control;
}

/** Thumbs up and down; what was pressed stays marked while the page is open. */
export function drawFeedback(field) {
  const { element, key, context } = field;
  const one = (given, paths, sign) => {
    const choose = async () => {
      if (isBusy(control) || !(await press(field, given.value, control))) return;
      for (const other of root.children) other.setAttribute("aria-pressed", String(other === control));
    };
    const aria = {
      label: given.accessibility_label || undefined,
      pressed: false,
      disabled: context.inert ? true : undefined,
    };
    const control = h(
      "button.button.quiet",
      { type: "button", data: { key: `${key}/${given.value ?? sign}` }, aria, onclick: choose },
      drawing(paths, 16),
      drawPlain(given.text),
    );
    return control;
  };
  const root = h("div.feedback", { role: "group", aria: { label: "Was this any good?" } });
  root.append(one(element.positive_button, [THUMB], "up"), one(element.negative_button, [THUMB_DOWN], "down"));
  return root;
}

/** A small button with a picture; some people only may see it. */
export function drawIconButton(field) {
  const { element, data, context } = field;
  const some = element.visible_to_user_ids;
  if (some && !some.includes(item("me")?.user)) return h("span", { hidden: true });
  const words = plainWords(element.text);
  const control = h(
    "button.icon-button",
    {
      type: "button",
      data,
      title: words,
      aria: { label: element.accessibility_label || words, disabled: context.inert ? true : undefined },
      onclick: () => isBusy(control) || press(field, element.value ?? null, control),
    },
    icon(element.icon, 16),
  );
  return control;
}
