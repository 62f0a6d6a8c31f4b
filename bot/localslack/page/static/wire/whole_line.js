// One whole line of the wire: what was sent and what came back, as JSON that can be read and copied.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { ask, item } from "../live.js";
import { notice } from "../notices.js";

const TITLES = { arguments: "Arguments", payload: "Payload", tries: "Tries", response: "Answer" };

/** The element for the line of this key; it fills itself. `leave` closes it. */
export function showLine(key, leave) {
  const one = item(key);
  const inside = h("div.wire-whole", {}, h("p.soft", {}, "One moment."));
  const title = one?.method ?? one?.type ?? key;
  const look = { type: "button", disabled: true, data: { key: "copy" } };
  const copy = h("button.icon-button.worded", look, icon("copy", 16), "Copy");
  const back = { type: "button", onclick: leave, aria: { label: "Back to the list" }, title: "Back to the list" };
  load(key, inside, copy);
  return [
    h(
      "div.wire-head",
      {},
      h("h3", { tabindex: -1, data: { first: "yes", key: "title" } }, title),
      h("span.grow"),
      copy,
      h("button.icon-button", { ...back, data: { key: "leave" } }, icon("close", 18)),
    ),
    inside,
  ];
}

async function load(key, inside, copy) {
  try {
    const whole = await ask("line", { key });
    fill(inside, parts(whole));
    copy.disabled = false;
    copy.addEventListener("click", () => copied(JSON.stringify(whole, null, 2)));
  } catch (error) {
    fill(inside, h("p", {}, error.message));
  }
}

function parts(whole) {
  const { status, ...rest } = whole;
  return Object.entries(rest).map(([name, value]) => {
    const http = name === "response" && status !== undefined ? ` (HTTP ${status || "none"})` : "";
    const title = (TITLES[name] ?? name) + http;
    const box = h("pre", { tabindex: 0, role: "region", aria: { label: title } }, pretty(value));
    return h("section", {}, h("h4", {}, title), box);
  });
}

/** JSON with names, texts and other values told apart; nothing but text nodes. */
function pretty(value) {
  const text = value === null || value === undefined ? "nothing" : JSON.stringify(value, null, 2);
  const found = text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[^"]+/g);
  return [...found].map(([all, quoted, colon]) => {
    if (!quoted) return all;
    return [h(colon ? "span.json-name" : "span.json-text", {}, quoted), colon];
  });
}

async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    notice("Copied.");
  } catch {
    notice("This browser does not let the page copy. Select the text instead.", "trouble");
  }
}
