// The blocks that only show something: headings, lines of text, notes, films and files.

import { plainText } from "../conversation/plain.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { drawElement } from "./elements.js";
import { hostOf, link } from "./links.js";
import { drawMarkdown } from "./markdown.js";
import { picture } from "./pictures.js";
import { drawPlain, drawText, plainWords } from "./text.js";

const LEVELS = { info: "Note", warning: "Warning", error: "Problem", success: "Done", default: "" };
const SIGNS = { info: "help", warning: "bell", error: "close", success: "check", default: "bell" };

export const drawHeader = (block) => h("h3.block-header", {}, drawPlain(block.text));
export const drawDivider = () => h("hr.block-divider");
export const drawMarkdownBlock = (block) => h("div.markdown", {}, drawMarkdown(block.text));

/** Text, fields in two columns, and something beside them. */
export function drawSection(block, context) {
  const words = h(
    "div.section-words",
    {},
    block.text && h("div.section-text", {}, drawText(block.text)),
    block.fields &&
      h(
        "div.fields",
        {},
        block.fields.map((one) => h("div.section-text", {}, drawText(one))),
      ),
  );
  if (!block.accessory) return words;
  const text = block.text ?? block.fields?.[0];
  const label = (text?.type === "mrkdwn" ? plainText(text.text) : plainWords(text)).slice(0, 200);
  const beside = drawElement(block.accessory, block, { ...context, label });
  const kind = block.accessory.type === "image" ? "picture" : "control";
  return h("div.section", { data: { beside: kind } }, words, h("div.accessory", {}, beside));
}

/** Small words and small pictures in one line. */
export function drawContext(block) {
  const one = (element) => (element.type === "image" ? picture(element, true) : drawText(element));
  return h("div.context-line", {}, (block.elements ?? []).map(one));
}

/** A row of things to press and pick. */
export function drawActions(block, context) {
  return h(
    "div.actions",
    {},
    (block.elements ?? []).map((one) => drawElement(one, block, context)),
  );
}

/** A note in a box of its own. */
export function drawAlert(block) {
  const level = block.level in LEVELS ? block.level : "default";
  const meaning = LEVELS[level] ? { role: "img", title: LEVELS[level], aria: { label: LEVELS[level] } } : {};
  const sign = h("span.alert-sign", meaning, icon(SIGNS[level], 18));
  return h("div.alert", { role: "note", data: { level } }, sign, h("div", {}, drawText(block.text)));
}

/** A film is only named: the page plays nothing from elsewhere. */
export function drawVideo(block) {
  const title = drawPlain(block.title);
  const from = [block.author_name, block.provider_name].filter(Boolean).join(", ");
  return h(
    "div.block-card.video",
    {},
    h("div.card-title", {}, block.title_url ? link(block.title_url, title) : title),
    from && h("div.soft.small", {}, h("bdi", {}, from)),
    block.description && h("div", {}, drawPlain(block.description)),
    picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }),
    block.video_url &&
      h("div.small", {}, link(block.video_url, `Watch the film at ${hostOf(block.video_url) || "its page"}`)),
  );
}

/** A file that lives outside Slack. */
export function drawFile(block) {
  const name = h("bdi", {}, String(block.external_id ?? block.file_id ?? ""));
  return h(
    "div.block-card.file-card",
    {},
    icon("file", 20),
    h("div", {}, h("div.card-title", {}, name), h("div.soft.small", {}, "File kept outside Slack")),
  );
}
