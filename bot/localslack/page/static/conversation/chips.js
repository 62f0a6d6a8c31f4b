// The files that go with the message being written.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { fileSize } from "../names.js";
import { notice } from "../notices.js";

const MOST_BYTES = 100 * 1024 * 1024;

/** {element, files(), add(files), set(files)}; `changed(files)` is called after every change. */
export function chosenFiles(changed) {
  const element = h("ul.chips", { hidden: true, aria: { label: "Files to send" } });
  let files = [];
  const set = (next) => {
    files = next;
    element.hidden = !files.length;
    fill(element, files.map((file) => chip(file, () => set(files.filter((one) => one !== file)))));
    changed(files);
  };
  const add = (more) => {
    const heavy = more.filter((file) => file.size > MOST_BYTES);
    for (const file of heavy) notice(`${file.name} is too big. Slack takes files up to 100 MB from here.`, "trouble");
    set([...files, ...more.filter((file) => file.size <= MOST_BYTES)]);
  };
  return { element, files: () => files, add, set };
}

function chip(file, remove) {
  return h(
    "li.chip",
    {},
    icon(/\.(eml|msg)$/i.test(file.name) ? "mail" : "file", 16),
    h("span.chip-name", {}, file.name),
    h("span.small.soft", {}, fileSize(file.size)),
    h("button.icon-button", { type: "button", aria: { label: `Take ${file.name} out` }, onclick: remove }, icon("close", 14)),
  );
}
