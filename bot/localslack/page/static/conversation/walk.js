// Walking through the messages with the keyboard: one of them is in the Tab order, arrows move to the next one.

import { item } from "../live.js";
import { reply } from "./tools.js";

/** Makes the log walkable; refresh() after its messages changed. */
export function walkable(log, where) {
  let current = "";
  const all = () => [...log.querySelectorAll(".message")];
  const choose = (element) => {
    current = element.dataset.ts;
    refresh();
  };
  const refresh = () => {
    const messages = all();
    const chosen = messages.find((one) => one.dataset.ts === current) ?? messages.at(-1);
    for (const one of messages) reach(one, one === chosen);
  };
  const move = (event) => {
    const message = event.target;
    if (!message.matches?.(".message")) return escape(event);
    const messages = all();
    const at = messages.indexOf(message);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 }[event.key];
    if (event.key === "Enter" && !where.thread) {
      event.preventDefault();
      const found = item(`message:${where.channel}:${message.dataset.ts}`);
      if (found && !found.private) reply(found);
    }
    if (next === undefined) return;
    event.preventDefault();
    messages[next]?.focus();
    messages[next]?.scrollIntoView({ block: "nearest" });
  };
  /** From a button in a message back to the message itself. */
  const escape = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const message = event.target.closest?.(".message");
    if (!message) return;
    event.preventDefault();
    event.stopPropagation();
    message.focus();
  };
  log.addEventListener("keydown", move);
  log.addEventListener("focusin", (event) => {
    const message = event.target.closest(".message");
    if (message && message.dataset.ts !== current) choose(message);
  });
  return { refresh };
}

/** Puts a message and its bar into the Tab order, or takes them out. */
function reach(message, into) {
  const index = into ? "0" : "-1";
  if (message.getAttribute("tabindex") === index && message.dataset.reached === index) return;
  message.setAttribute("tabindex", index);
  message.dataset.reached = index;
  for (const button of message.querySelectorAll(":scope > .tools > button")) button.setAttribute("tabindex", index);
}
