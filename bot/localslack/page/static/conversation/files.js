// Files in a message: pictures are shown, mails that came in by address are cards, everything else can be saved.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { fileSize } from "../names.js";
import { mailCard } from "./mail.js";

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** All files of a message, or null. */
export function drawFiles(files) {
  return files?.length ? h("div.files", {}, files.map(drawFile)) : null;
}

function drawFile(file) {
  if (file.mode === "email") return mailCard(file);
  if (file.mode === "tombstone" || (file.gone && file.file_access !== "check_file_info")) return goneFile(file);
  if (!file.url) return fileCard(file, "This file is in another company's Slack.");
  if (PICTURES.has(file.mimetype)) return picture(file);
  return fileCard(file);
}

const goneFile = (file) => h("p.file-gone", {}, icon("file", 16), `${file.name || "A file"} was deleted.`);

function fileCard(file, trouble) {
  const facts = [file.pretty_type, file.size !== undefined && fileSize(file.size)].filter(Boolean).join(", ");
  const name = h("strong.file-name", { title: file.name }, file.name || "A file");
  return h(
    "div.file-card",
    {},
    h("span.file-picture", {}, icon(isMail(file) ? "mail" : "file", 20)),
    h("span.file-words", {}, name, h("span.small.soft", {}, trouble || facts)),
    file.url && saveLink(file),
  );
}

const isMail = (file) => /\.(eml|msg)$/i.test(file.name ?? "");

/** The link that saves a file. */
export function saveLink(file, words = "") {
  const label = words ? undefined : `Save ${file.name || "the file"}`;
  return h(
    words ? "a.button" : "a.icon-button",
    { href: file.url, download: file.name || "file", title: label, aria: { label }, data: { key: `save:${file.id}` } },
    icon("save", 18),
    words,
  );
}

function picture(file) {
  const image = h("img", { src: file.url, alt: file.name, loading: "lazy" });
  const target = { href: file.url, target: "_blank", rel: "noopener noreferrer", title: file.name };
  const link = h("a.picture", target, image);
  const shown = h("figure", {}, link, h("figcaption.small.soft", {}, file.name, ", ", fileSize(file.size ?? 0)));
  image.addEventListener("error", () => shown.replaceWith(fileCard(file)));
  return shown;
}
