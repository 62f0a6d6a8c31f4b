// What an app suggests to ask first, until something was sent to it here.

import { fill, h } from "../dom.js";
import { all, item, on } from "../live.js";
import { appOf, channel } from "../names.js";
import { isMine } from "./author.js";

/** {element, leave()}; `send(text)` sends one. */
export function promptChips(where, send) {
  const element = h("div.prompts", { role: "group", aria: { label: "Things to ask" } });
  const draw = () => {
    const app = appOf(channel(where));
    const asked = all(`message:${where}:`).some(isMine);
    const prompts = app && !asked ? (item(`app:${app.id}`)?.prompts ?? []) : [];
    element.hidden = !prompts.length;
    fill(element, prompts.map((one) => chip(one, send)));
  };
  draw();
  return { element, leave: on([`message:${where}:`, "app:", `channel:${where}`], draw) };
}

function chip({ title, message }, send) {
  return h("button.prompt", { type: "button", data: { key: `prompt:${title}` }, onclick: () => send(message) }, title);
}
