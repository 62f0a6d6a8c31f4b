// Files for an app: chosen or dropped, put up at once, and listed until they are sent with the rest.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { upload } from "../live.js";
import { fileSize } from "../names.js";
import { tell } from "./field.js";
import { fileOf, noteFile } from "./remembered.js";

const MOST = 10;

/** The value is a list of tickets. */
export function drawFileInput(field) {
  const { element, data, aria, id } = field;
  const types = (element.filetypes ?? []).map((one) => one.toLowerCase().replace(/^\./, ""));
  const most = element.max_files ?? MOST;
  const control = h("input.unseen", {
    type: "file",
    id,
    data,
    aria,
    multiple: most > 1,
    accept: types.map((one) => `.${one}`).join(",") || undefined,
  });
  const list = h("ul.files-chosen");
  const said = h("span.small.wrong", { role: "status" });
  const parts = { field, types, most, list, said, control };
  const hint = most > 1 ? `Choose up to ${most} files, or drop them here` : "Choose a file, or drop it here";
  const zone = h("label.drop", {}, control, icon("save", 18), h("span", {}, hint));
  const root = h("div.file-input", {}, zone, said, list);
  control.addEventListener("change", () => {
    take(parts, [...control.files]);
    control.value = "";
  });
  accepts(zone, (files) => take(parts, files));
  show(parts);
  return root;
}

function accepts(zone, use) {
  const over = (on) => (event) => {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.toggle("over", on);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    use([...event.dataTransfer.files]);
  });
}

async function take(parts, files) {
  const { field, types, most, said } = parts;
  const tickets = () => field.value ?? [];
  const wrong = files.find((one) => types.length && !types.includes(one.name.split(".").pop().toLowerCase()));
  const good = files.filter((one) => !types.length || types.includes(one.name.split(".").pop().toLowerCase()));
  const fitting = good.slice(0, Math.max(0, most - tickets().length));
  said.textContent = wrong
    ? `${wrong.name} is not a file of the right kind.`
    : fitting.length < good.length
      ? `Only ${most} ${most === 1 ? "file fits" : "files fit"} here.`
      : "";
  for (const file of fitting) {
    try {
      const ticket = await upload(file);
      noteFile(ticket, file);
      await tell(field, [...tickets(), ticket]);
    } catch (error) {
      said.textContent = `${error.message}.`;
    }
  }
  show(parts);
}

function show({ field, list, control }) {
  const away = (ticket) => {
    tell(
      field,
      field.value.filter((one) => one !== ticket),
    );
    show({ field, list, control });
    control.focus();
  };
  const row = (ticket) => {
    const { name, size } = fileOf(ticket) ?? { name: "A file", size: 0 };
    const label = `Remove ${name}`;
    return h(
      "li",
      {},
      icon("file", 16),
      h("bdi.file-name", {}, name),
      h("span.small.soft", {}, size ? fileSize(size) : ""),
      h(
        "button.icon-button",
        {
          type: "button",
          aria: { label },
          data: { key: `${field.key}/${ticket}` },
          onclick: () => away(ticket),
        },
        icon("close", 16),
      ),
    );
  };
  fill(list, (field.value ?? []).map(row));
}
