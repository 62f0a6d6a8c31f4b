// A mail that comes in at a channel's address: one of the inbox, a file, or a whole mail that is pasted.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { ask, item, upload } from "../live.js";
import { channel as channelOf, channelName } from "../names.js";
import { notice } from "../notices.js";
import { go, place } from "../place.js";
import { chooser } from "./chooser.js";
import { openDialog } from "./dialog.js";
import { field } from "./labelled.js";

const HEADER = /^(from |[\w-]+:)/i; // how a whole mail begins

/**
 * A dialog "Send an email into this channel": paste a whole mail, choose a file, or one of the inbox. `sample` chooses
 * one beforehand.
 */
export function openEmailInto(channelId, sample = "") {
  const samples = item("guide")?.samples ?? [];
  const ways = [samples.length && inboxWay(samples, sample), fileWay(), pasteWay()].filter(Boolean);
  let way = ways[0];
  const choose = (next) => {
    way = next;
    for (const one of ways) one.element.hidden = one !== way;
  };
  const send = async () => {
    const given = await way.given();
    if (!given) return false;
    await ask("email", { channel: channelId, ...given });
    if (place.id !== channelId) go({ kind: "channel", id: channelId });
    notice(`The mail is in ${nameOf(channelId)}.`);
    return true;
  };
  openDialog({
    title: `Send an email into ${nameOf(channelId)}`,
    wide: true,
    content: [tabs(ways, choose), ways.map((one) => one.element)],
    buttons: [{ label: "Cancel" }, { label: "Send it in", style: "primary", act: send }],
  });
  choose(way);
}

const nameOf = (id) => `#${channelName(channelOf(id))}`;

function tabs(ways, choose) {
  const line = (one, index) => {
    const pick = { type: "radio", name: "mail-way", checked: index === 0, onchange: () => choose(one) };
    return h("label.way", {}, h("input", pick), h("span", {}, one.name));
  };
  return h("fieldset.ways", {}, h("legend.unseen", {}, "Which mail?"), ways.map(line));
}

function inboxWay(samples, sample) {
  const options = samples.map((one) => ({ id: one.id, label: one.subject, detail: one.sender }));
  const start = sample ? [sample] : [];
  const list = chooser({ name: "Choose a mail", options, start, find: "Find by subject or sender" });
  const given = () => {
    const chosen = list.chosen();
    if (!chosen.length) list.wrong("Please choose a mail.");
    return chosen.length && { samples: chosen };
  };
  return { name: "From the inbox", element: h("div", {}, list.element), given };
}

function fileWay() {
  const input = h("input.input", { type: "file", accept: ".eml,message/rfc822", multiple: true });
  const hint = "A saved mail ends in .eml. You can also drop it here.";
  const labelled = field({ name: "Choose a file", control: input, hint });
  const given = async () => {
    labelled.wrong(input.files.length ? "" : "Please choose a file.");
    return input.files.length && { files: await Promise.all([...input.files].map(upload)) };
  };
  const element = h("div.drop-here", {}, icon("mail", 26), labelled.element);
  dropping(element, input);
  return { name: "A file", element, given };
}

function dropping(element, input) {
  const over = (flag) => (event) => {
    event.preventDefault();
    element.classList.toggle("over", flag);
  };
  element.addEventListener("dragover", over(true));
  element.addEventListener("dragleave", over(false));
  element.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("input"));
  });
}

function pasteWay() {
  const text = h("textarea.input.whole-mail", { rows: 12, spellcheck: "false", placeholder: "From: \nSubject: \n\n" });
  const hint = "With the lines above the text. Mail programs call this the source or the original of a mail.";
  const labelled = field({ name: "Paste the whole mail", control: text, hint });
  const given = () => {
    const wrong = trouble(text.value.trim());
    labelled.wrong(wrong);
    return wrong ? null : { raw: text.value };
  };
  return { name: "Paste", element: h("div", {}, labelled.element), given };
}

function trouble(text) {
  if (!text) return "Please paste a mail.";
  return HEADER.test(text) ? "" : "This is not a whole mail: it begins with lines such as From: and Subject:";
}
