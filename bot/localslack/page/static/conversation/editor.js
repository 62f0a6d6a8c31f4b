// Changing a message that one wrote: in its place, Enter saves, Escape leaves it as it was.

import { h } from "../dom.js";
import { act } from "../live.js";
import { grow } from "./grow.js";
import { toSent } from "./typed_names.js";
import { plainText } from "./plain.js";

const listeners = new Set();
let edited = "";

const keyOf = (message) => `${message.channel}:${message.ts}`;

/** Called whenever another message is being edited; returns how to stop. */
export function onEditing(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function startEditing(message) {
  become(keyOf(message));
  document.querySelector(".editor textarea")?.focus();
}

/** {done()} while this message is being edited, else null. */
export function editingOf(message) {
  if (edited !== keyOf(message)) return null;
  return {
    done: () => {
      become("");
      document.querySelector(`.log [data-key="message:${CSS.escape(message.ts)}"]`)?.focus();
    },
  };
}

function become(next) {
  edited = next;
  for (const listener of listeners) listener();
}

/** The box that stands in the place of the words. */
export function editor(message, { done }) {
  const box = h("textarea.input", { rows: 1, value: plainText(message.text), aria: { label: "Change the message" },
    data: { key: `edit:${message.ts}` } });
  const save = async () => {
    if (!box.value.trim()) return;
    const text = toSent(box.value);
    if ((await act("edit", { channel: message.channel, ts: message.ts, text })) !== undefined) done();
  };
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") done();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    save();
  });
  grow(box);
  return h(
    "div.editor",
    {},
    box,
    h(
      "div.editor-buttons",
      {},
      h("button.button", { type: "button", onclick: done }, "Cancel"),
      h("button.button.primary", { type: "button", onclick: save }, "Save"),
    ),
  );
}
