// Where people write: one box for the channel and one for the thread. Nothing typed or chosen is lost when sending fails.

import { h, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { ask, upload } from "../live.js";
import { notice } from "../notices.js";
import { chosenFiles } from "./chips.js";
import { isCommand, runCommand } from "./commands.js";
import { completion } from "./completion.js";
import { draft, keepFiles, keepText } from "./drafts.js";
import { grow } from "./grow.js";
import { toSent } from "./mentions.js";
import { openPlus } from "./plus.js";

/**
 * A composer. `where` and `thread` say what it writes into, `label` is its placeholder, `alsoTo` the channel's name for
 * the thread's checkbox. Returns {element, focus(), addFiles(files), insert(text), send(text)}.
 */
export function composer({ where, thread = "", label, alsoTo = "", sent = () => {} }) {
  const box = h("textarea.composer-box", { rows: 1, placeholder: label, aria: { label }, data: { key: `box:${where}:${thread}` } });
  const chosen = chosenFiles((files) => keepFiles(where, thread, files));
  const also = alsoTo ? h("input", { type: "checkbox" }) : null;
  const button = h("button.button.primary.send", { type: "submit", aria: { label: "Send" }, title: "Send" }, icon("send", 18));
  const picker = h("input.unseen", { type: "file", multiple: true, tabindex: -1, aria: { label: "Add a file" } });
  const fit = grow(box);
  const changed = () => {
    fit();
    keepText(where, thread, box.value);
  };
  const names = completion(box, { commandsToo: !thread, took: changed });
  const write = (text) => {
    box.value = text;
    changed();
    box.focus();
  };
  const element = h(
    "form.composer",
    { aria: { label: thread ? "Write a reply" : "Write a message" } },
    names.list,
    chosen.element,
    box,
    h(
      "div.composer-foot",
      {},
      plusButton({ where, thread, choose: () => picker.click(), write }),
      picker,
      also && h("label.also", {}, also, h("span", {}, "Also send to ", alsoTo)),
      h("span.composer-hint.small.soft.wide-only", {}, also ? "" : "Shift + Enter for a new line"),
      button,
    ),
    names.said,
  );

  let busy = false;
  const become = (next) => {
    busy = next;
    box.readOnly = next;
    button.setAttribute("aria-disabled", String(next));
    element.classList.toggle("busy", next);
    element.setAttribute("aria-busy", String(next));
  };
  /** Sends these words, or what stands in the box and its files. */
  const send = async (given) => {
    const whole = given === undefined;
    const text = whole ? box.value : given;
    const files = whole ? chosen.files() : [];
    if (busy || (!text.trim() && !files.length)) return box.focus();
    become(true);
    try {
      const result = await deliver({ where, thread, text, files, broadcast: whole && also?.checked });
      if (whole) clear();
      sent(result);
    } catch (error) {
      notice(sentence(error.message), "trouble");
    } finally {
      become(false);
      if (element.isConnected) box.focus();
    }
  };
  const clear = () => {
    box.value = "";
    changed();
    chosen.set([]);
    if (also) also.checked = false;
  };

  box.addEventListener("input", () => keepText(where, thread, box.value));
  box.addEventListener("keydown", (event) => {
    if (names.key(event) || event.isComposing) return;
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  });
  box.addEventListener("paste", (event) => pasted(event, chosen));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  picker.addEventListener("change", () => {
    chosen.add([...picker.files]);
    picker.value = "";
    box.focus();
  });
  const kept = draft(where, thread);
  box.value = kept.text;
  chosen.set(kept.files);
  return {
    element,
    focus: () => box.focus(),
    addFiles: (files) => {
      chosen.add(files);
      box.focus();
    },
    insert: (text) => {
      box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
      changed();
      box.focus();
    },
    send,
  };
}

function plusButton(given) {
  const open = (event) => openPlus(event.currentTarget, given);
  return h(
    "button.icon-button.plus",
    { type: "button", title: "Add", onclick: open, aria: { haspopup: "menu" }, data: { key: `plus:${given.thread}` } },
    icon("add", 20),
    unseen("Add a file, a shortcut or a command"),
  );
}

async function deliver({ where, thread, text, files, broadcast }) {
  if (isCommand(text)) {
    if (files.length) throw new Error("A command cannot carry files. Send the files by themselves.");
    await runCommand(text, where, thread);
    return null;
  }
  const tickets = await Promise.all(files.map(upload));
  return ask("say", { channel: where, text: toSent(text), thread, broadcast: Boolean(broadcast), files: tickets });
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.?]$/.test(words) ? "" : ".");

/** Files and pictures from the clipboard; where there are words too, the words are meant. */
function pasted(event, chosen) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length || event.clipboardData.getData("text/plain")) return;
  event.preventDefault();
  chosen.add(files);
}
