// Files and words that are dragged onto a conversation land in its composer.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { notice } from "../notices.js";

const NO_FOLDER = "A folder cannot be sent. Open it, and drop the files that are in it.";

/** Makes `element` take drops; `composer()` is where they go, or null. Returns the zone to put into the element. */
export function dropZone(element, composer, words) {
  const zone = h("div.drop-zone", { hidden: true, aria: { hidden: "true" } }, h("p", {}, icon("file", 28), words));
  let depth = 0;
  const show = (next) => {
    depth = next;
    zone.hidden = depth <= 0;
  };
  const wants = (event) => composer() && [...(event.dataTransfer?.types ?? [])].some((one) => TAKEN.has(one));
  element.addEventListener("dragenter", (event) => wants(event) && show(depth + 1));
  element.addEventListener("dragleave", (event) => wants(event) && show(Math.max(0, depth - 1)));
  element.addEventListener("dragover", (event) => {
    if (!wants(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  element.addEventListener("drop", (event) => {
    show(0);
    if (!wants(event)) return;
    event.preventDefault();
    const entries = [...event.dataTransfer.items].filter(isFile).map((one) => one.webkitGetAsEntry?.());
    if (entries.some((one) => one?.isDirectory)) notice(NO_FOLDER, "trouble");
    const files = [...event.dataTransfer.files].filter((_, index) => !entries[index]?.isDirectory);
    const text = event.dataTransfer.getData("text/plain");
    if (files.length) composer().addFiles(files);
    else if (text) composer().insert(text);
  });
  return zone;
}

const isFile = (one) => one.kind === "file";

const TAKEN = new Set(["Files", "text/plain"]);

/** A file that misses the conversation must not replace the page. */
for (const name of ["dragover", "drop"]) {
  window.addEventListener(name, (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
