// Builds the page out of elements and text nodes, and in no other way: what a mail says can only ever be shown.

const SVG = "http://www.w3.org/2000/svg";

/** h("button.quiet", {type: "button", onclick: f}, "Send", child): classes after dots; children are nodes or words. */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  give(element, properties);
  put(element, children);
  return element;
}

/** Sets properties: on* are listeners, data and aria are objects, true and false switch an attribute. */
export function give(element, properties) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "aria") for (const [name, one] of Object.entries(value)) setOrDrop(element, `aria-${name}`, one);
    else if (key === "class") element.classList.add(...String(value).split(" ").filter(Boolean));
    else if (key === "value") element.value = value;
    else setOrDrop(element, key, value);
  }
  return element;
}

function setOrDrop(element, name, value) {
  const isAria = name.startsWith("aria-");
  if (value === undefined || value === null || (value === false && !isAria)) element.removeAttribute(name);
  else element.setAttribute(name, value === true && !isAria ? "" : String(value));
}

/** Appends children: nodes as they are, anything else as text; empty ones and nested lists are allowed. */
export function put(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Empties an element and fills it anew. The element of the same `data-key` keeps the focus. */
export function fill(element, ...children) {
  const kept = held(element);
  element.replaceChildren();
  put(element, children);
  restore(element, kept);
  return element;
}

/** Puts `next` in the place of `old`; focus stays on the same `data-key`. */
export function swap(old, next) {
  const kept = held(old);
  old.replaceWith(next);
  restore(next, kept);
  return next;
}

function held(element) {
  const active = document.activeElement;
  if (!active || !element.contains(active)) return null;
  const { selectionStart: start = null, selectionEnd: end } = active;
  return { key: active === element ? "" : active.dataset.key, start, end };
}

function restore(element, kept) {
  if (!kept) return;
  if (kept.key === "") element.focus();
  else if (kept.key) element.querySelector(`[data-key="${CSS.escape(kept.key)}"]`)?.focus();
  const now = document.activeElement;
  if (kept.start !== null && now?.dataset.key === kept.key) now.setSelectionRange?.(kept.start, kept.end);
}

/** A line drawing from icons.js, hidden from screen readers: the button around it has a label. */
export function drawing(paths, size = 18) {
  const svg = document.createElementNS(SVG, "svg");
  const look = { viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor" };
  const stroke = { "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" };
  for (const [key, value] of Object.entries({ ...look, ...stroke })) svg.setAttribute(key, value);
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** Words that only a screen reader reads. */
export const unseen = (words) => h("span.unseen", {}, words);
