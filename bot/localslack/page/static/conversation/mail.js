// A mail that came in at a channel's address. All of it is somebody else's words, shown as text.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { saveLink } from "./files.js";

const FIRST_LINES = 6;
const FIRST_SIGNS = 420;
const ONLY_A_PAGE = "The words of this mail are only in its page. Save it to read it.";

/** The card of a file in mode "email". */
export function mailCard(file) {
  return h(
    "div.mail-card",
    {},
    h("div.mail-head", {}, icon("mail", 20), h("strong", {}, file.subject || file.name || "(no subject)")),
    h("dl", {}, facts(file).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    words(file),
    attached(file.attachments ?? []),
    file.gone ? h("p.small.soft", {}, "This mail was deleted.") : saveLink(file, "Save the mail"),
  );
}

function facts(file) {
  const all = [
    ["From", boxes(file.from)],
    ["To", boxes(file.to)],
    ["Cc", boxes(file.cc)],
    ["Date", file.headers?.date],
  ];
  return all.filter(([, value]) => value);
}

const boxes = (given) => (given ?? []).map((box) => box.original || box.address || box.name).join(", ");

function words(file) {
  const text = (file.plain_text ?? "").trim();
  if (!text) return file.gone ? null : h("p.small.soft", {}, ONLY_A_PAGE);
  const first = text.split("\n").slice(0, FIRST_LINES).join("\n").slice(0, FIRST_SIGNS);
  if (first.length >= text.length) return h("div.mail-text", {}, text);
  const start = h("div.mail-text", {}, `${first.trimEnd()}...`);
  const whole = h("div.mail-text", {}, text);
  const label = h("summary", { data: { key: `mail:${file.id}` } }, "Show the whole mail");
  const details = h("details", {}, label, whole);
  details.addEventListener("toggle", () => {
    start.hidden = details.open;
    label.textContent = details.open ? "Show less of it" : "Show the whole mail";
  });
  return [start, details];
}

function attached(names) {
  if (!names.length) return null;
  const listed = names.map((name) => h("li", {}, icon("file", 14), name || "a file without a name"));
  return h("div", {}, h("p.small.soft", {}, "Attached to the mail:"), h("ul.mail-attached", {}, listed));
}
