// Tells screen readers of each new message of others, once and in one short line.

import { h } from "../dom.js";
import { all, on } from "../live.js";
import { author, isMine } from "./author.js";
import { shortText } from "./plain.js";

const MOST_AT_ONCE = 3;
const HEARD_AFTER = 5000; // milliseconds; then it is not found a second time by who walks through the page

/** {element, start(), leave()}: silent until start(), when the history is there. */
export function announcer(channel) {
  const element = h("div.unseen", { role: "status", aria: { live: "polite", atomic: "false" } });
  let heard = "";
  let listening = false;
  let clearing = 0;
  const messages = () => all(`message:${channel}:`).sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const listen = () => {
    if (!listening) return;
    const fresh = messages().filter((one) => one.ts > heard && one.subtype !== "tombstone");
    heard = messages().at(-1)?.ts ?? heard;
    const others = fresh.filter((one) => !isMine(one)).slice(-MOST_AT_ONCE);
    if (!others.length) return;
    element.replaceChildren(...others.map((one) => h("p", {}, line(one))));
    clearTimeout(clearing);
    clearing = setTimeout(() => element.replaceChildren(), HEARD_AFTER);
  };
  const start = () => {
    if (!listening) heard = messages().at(-1)?.ts ?? "";
    listening = true;
  };
  return { element, start, leave: on(`message:${channel}:`, listen) };
}

function line(message) {
  const where = message.thread_ts && message.thread_ts !== message.ts ? " in a thread" : "";
  return `${author(message).name}${where}: ${shortText(message)}`;
}
