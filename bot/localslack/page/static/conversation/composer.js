// Where people write: in a channel or in a thread. Nothing typed or chosen is lost when sending fails.

import { h, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { ask, upload } from "../live.js";
import { chosenFiles } from "./chips.js";
import { isCommand, runCommand } from "./commands.js";
import { completion } from "./completion.js";
import { draft, keepFiles, keepText } from "./drafts.js";
import { grow } from "./grow.js";
import { toSent } from "./typed_names.js";
import { openPlus } from "./plus.js";

/**
 * A composer. `where` and `thread` say what it writes into, `label` is its placeholder, `alsoTo` the channel's name for
 * the thread's checkbox, `sent()` is called after each message. Returns {element, focus(), addFiles(files),
 * insert(text), send(text)}.
 */
export function composer({ where, thread = "", label, alsoTo = "", sent = () => {} }) {
  const parts = makeParts({ where, thread, label, alsoTo });
  const { box, chosen, names } = parts;
  const send = makeSend(parts, { where, thread, sent });
  listen(parts, send);
  const kept = draft(where, thread);
  box.value = kept.text;
  chosen.set(kept.files);
  const element = formOf(parts, { where, thread, alsoTo, send });
  return {
    element,
    focus: () => box.focus(),
    addFiles: (files) => {
      chosen.add(files);
      box.focus();
    },
    insert: (text) => {
      box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
      names.close();
      parts.changed();
      box.focus();
    },
    send,
  };
}

/** The box, the files, the list of names, the line for what went wrong; changed() after the page wrote into the box. */
function makeParts({ where, thread, label, alsoTo }) {
  const data = { key: `box:${where}:${thread}` };
  const box = h("textarea.composer-box", { rows: 1, placeholder: label, aria: { label }, data });
  const trouble = h("p.composer-trouble", { role: "alert" });
  const say = (words = "") => void (trouble.textContent = words);
  const chosen = chosenFiles((files) => {
    keepFiles(where, thread, files);
    say();
  }, say);
  const fit = grow(box);
  const changed = () => {
    fit();
    keepText(where, thread, box.value);
    say();
  };
  const names = completion(box, { commandsToo: !thread, took: changed });
  const also = alsoTo ? h("input", { type: "checkbox" }) : null;
  return { box, trouble, say, chosen, changed, names, also };
}

function formOf(parts, { where, thread, alsoTo, send }) {
  const { box, chosen, names, also, trouble } = parts;
  const picker = filePicker(parts);
  const put = (text) => {
    write(parts, text);
    box.focus();
  };
  const submit = (event) => {
    event.preventDefault();
    send();
  };
  return h(
    "form.composer",
    { aria: { label: thread ? "Write a reply" : "Write a message" }, onsubmit: submit },
    names.list,
    chosen.element,
    box,
    trouble,
    h(
      "div.composer-foot",
      {},
      plusButton({ where, thread, choose: () => picker.click(), write: put }),
      picker,
      also && h("label.also", {}, also, h("span", {}, "Also send to ", alsoTo)),
      h("span.composer-hint.small.soft.wide-only", {}, also ? "" : "Shift + Enter for a new line"),
      h("button.button.primary.send", { type: "submit", title: "Send", aria: { label: "Send" } }, icon("send", 18)),
    ),
    names.said,
  );
}

function filePicker({ box, chosen }) {
  const picker = h("input.unseen", { type: "file", multiple: true, tabindex: -1, aria: { label: "Add a file" } });
  picker.addEventListener("change", () => {
    chosen.add([...picker.files]);
    picker.value = "";
    box.focus();
  });
  return picker;
}

function listen({ box, chosen, changed, names }, send) {
  box.addEventListener("input", changed);
  box.addEventListener("keydown", (event) => {
    if (names.key(event) || event.isComposing) return;
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  });
  box.addEventListener("paste", (event) => pasted(event, chosen));
}

/**
 * Sends these words, or what stands in the box and its files. Words leave the box at once, so that one can write on;
 * files stay until they are up. On failure all of it is back.
 */
function makeSend(parts, { where, thread, sent }) {
  const { box, chosen, also, say } = parts;
  return async (given) => {
    const whole = given === undefined;
    const text = whole ? box.value : given;
    const files = whole ? chosen.files() : [];
    const broadcast = Boolean(whole && also?.checked);
    if (box.readOnly) return;
    if (!text.trim() && !files.length) return void box.focus();
    say();
    if (files.length) busy(box, true);
    else if (whole) write(parts, "");
    try {
      await deliver({ where, thread, text, files, broadcast });
      if (files.length) clear(parts);
      if (also) also.checked = false;
      sent();
    } catch (error) {
      if (whole && !files.length) write(parts, [text, box.value].filter(Boolean).join("\n"));
      say(sentence(error.message));
    } finally {
      if (files.length) busy(box, false);
      comeBack(box);
    }
  };
}

/** The focus returns to the box, unless somebody took it elsewhere meanwhile. */
function comeBack(box) {
  const active = document.activeElement;
  if (active === document.body || box.closest("form")?.contains(active)) box.focus();
}

function write({ box, changed }, text) {
  box.value = text;
  changed();
}

function clear(parts) {
  write(parts, "");
  parts.chosen.set([]);
}

function busy(box, on) {
  box.readOnly = on;
  const form = box.closest("form");
  form?.classList.toggle("busy", on);
  form?.setAttribute("aria-busy", String(on));
  form?.querySelector(".send").setAttribute("aria-disabled", String(on));
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
  return ask("say", { channel: where, text: toSent(text), thread, broadcast, files: tickets });
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.?]$/.test(words) ? "" : ".");

/** Files and pictures from the clipboard; where there are words too, the words are meant. */
function pasted(event, chosen) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length || event.clipboardData.getData("text/plain")) return;
  event.preventDefault();
  chosen.add(files);
}
