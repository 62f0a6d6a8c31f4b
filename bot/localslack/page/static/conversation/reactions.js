// Reactions below a message: who reacted stands in the title, a press adds one's own or takes it away.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { act } from "../live.js";
import { me, userName } from "../names.js";
import { openMenu } from "../dialogs/menu.js";
import { EMOJI, sign } from "./reaction_choices.js";

/** The row of reactions, or null. */
export function reactionRow(message) {
  const given = message.reactions ?? [];
  if (!given.length) return null;
  const add = h(
    "button.reaction.add",
    { type: "button", aria: { label: "Add a reaction", haspopup: "menu" }, data: { key: `react-add:${message.ts}` },
      onclick: (event) => openReactions(event.currentTarget, message) },
    icon("smile", 16),
  );
  return h("div.reactions", {}, given.map((one) => reaction(message, one)), add);
}

function reaction(message, { name, users, count }) {
  const mine = users.includes(me()?.id);
  const who = `${users.map((id) => (id === me()?.id ? "You" : userName(id))).join(", ")} reacted with :${name}:`;
  return h(
    "button.reaction",
    {
      type: "button",
      title: who,
      aria: { pressed: String(mine), label: `:${name}: ${count}. ${who}` },
      data: { key: `reaction:${message.ts}:${name}` },
      onclick: (event) => press(event.currentTarget, message, name),
    },
    h("span.sign", {}, sign(name)),
    h("span.count", {}, count),
  );
}

/** With one's own reaction taken away the button may be gone: then the focus stays on its message. */
async function press(button, message, name) {
  const log = button.closest(".log");
  await act("react", { channel: message.channel, ts: message.ts, name });
  if (document.activeElement !== document.body) return;
  log?.querySelector(`[data-key="message:${CSS.escape(message.ts)}"]`)?.focus();
}

/** A menu of reactions at the button `anchor`. */
export function openReactions(anchor, message) {
  const mine = (name) => (message.reactions ?? []).some((one) => one.name === name && one.users.includes(me()?.id));
  const entries = EMOJI.map((one) => ({
    label: one.label,
    picture: () => h("span.sign", {}, one.sign),
    checked: mine(one.name),
    toggles: true,
    act: () => act("react", { channel: message.channel, ts: message.ts, name: one.name }),
  }));
  openMenu(anchor, entries, { label: "Choose a reaction" });
}
