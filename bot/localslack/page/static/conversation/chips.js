// The files that go with the message being written.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { fileSize } from "../names.js";

const MOST_BYTES = 100 * 1024 * 1024;

/**
 * {element, files(), add(files), set(files)}; `changed(files)` is called after every change, `refuse(sentence)` for
 * what cannot be taken.
 */
export function chosenFiles(changed, refuse) {
  const element = h("ul.chips", { hidden: true, aria: { label: "Files to send" } });
  let files = [];
  const set = (next) => {
    files = next;
    element.hidden = !files.length;
    fill(element, files.map((file) => chip(file, () => drop(file))));
    changed(files);
  };
  const drop = (file) => {
    set(files.filter((one) => one !== file));
    element.closest("form")?.querySelector("textarea").focus();
  };
  const add = (more) => {
    const heavy = more.filter((file) => file.size > MOST_BYTES);
    set([...files, ...more.filter((file) => file.size <= MOST_BYTES)]);
    if (heavy.length) refuse(heavy.map((file) => `${file.name} is too big. A file can have up to 100 MB.`).join(" "));
  };
  return { element, files: () => files, add, set };
}

function chip(file, remove) {
  const label = `Remove ${file.name}`;
  return h(
    "li.chip",
    {},
    icon(/\.(eml|msg)$/i.test(file.name) ? "mail" : "file", 16),
    h("span.chip-name", {}, file.name),
    h("span.small.soft", {}, fileSize(file.size)),
    h("button.icon-button", { type: "button", aria: { label }, onclick: remove }, icon("close", 14)),
  );
}
