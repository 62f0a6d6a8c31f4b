// Legacy attachments: what old apps send, and how Slack shows a message that somebody passed on.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { dateWords } from "./dates.js";
import { link } from "./links.js";
import { drawMrkdwn } from "./mrkdwn.js";
import { picture } from "./pictures.js";

const NAMED = { good: "good", warning: "warn", danger: "danger" };

/** One attachment with its bar at the side. */
export function drawAttachment(one, number, context, drawBlocks) {
  const root = h("div.attachment", { data: { colour: NAMED[one.color] ?? "none" } });
  if (/^#?[0-9a-f]{6}$/i.test(one.color ?? "")) root.style.setProperty("--bar", `#${one.color.replace("#", "")}`);
  const key = `${context.key ?? ""}/attachment-${number}`;
  const inside =
    one.is_share || one.is_msg_unfurl
      ? passedOn(one, key, context, drawBlocks)
      : attached(one, key, context, drawBlocks);
  root.append(h("div.attachment-inside", {}, inside));
  return one.pretext ? h("div", {}, h("div", {}, drawMrkdwn(one.pretext)), root) : root;
}

/** A message from elsewhere: who wrote it, what, and where it stood. Nothing in it can be pressed. */
function passedOn(one, key, context, drawBlocks) {
  const still = { ...context, key, inert: true };
  const blocks = (one.message_blocks ?? []).flatMap((each) => each?.message?.blocks ?? []);
  return [
    h(
      "div.attachment-author",
      {},
      icon("forward", 14),
      h("bdi", {}, String(one.author_name ?? one.author_subname ?? "")),
    ),
    blocks.length ? drawBlocks(blocks, still) : one.text && h("div", {}, drawMrkdwn(one.text)),
    one.files?.length > 0 && context.files?.(one.files),
    foot(one),
  ];
}

function attached(one, key, context, drawBlocks) {
  const title = one.title && drawMrkdwn(one.title);
  return [
    one.author_name &&
      h(
        "div.attachment-author",
        {},
        one.author_link ? link(one.author_link, one.author_name) : h("bdi", {}, one.author_name),
      ),
    title && h("div.card-title", {}, one.title_link ? link(one.title_link, title.textContent) : title),
    one.text && h("div", {}, drawMrkdwn(one.text)),
    one.fields?.length > 0 && h("dl.attachment-fields", {}, one.fields.map(pair)),
    one.blocks?.length > 0 && drawBlocks(one.blocks, { ...context, key }),
    nothingElse(one) && h("div", {}, h("bdi", {}, String(one.fallback))),
    one.image_url && picture({ image_url: one.image_url, alt_text: one.title ?? "" }),
    one.thumb_url && picture({ image_url: one.thumb_url, alt_text: one.title ?? "" }),
    one.files?.length > 0 && context.files?.(one.files),
    one.actions?.length > 0 && h("div.small.soft", {}, "This page cannot show the buttons of old attachments."),
    foot(one),
  ];
}

const nothingElse = (one) =>
  one.fallback && !one.text && !one.title && !one.blocks && !one.fields && !one.pretext && !one.image_url;

const pair = (field) =>
  h(
    "div",
    { data: { short: field.short ? "yes" : "no" } },
    h("dt", {}, drawMrkdwn(field.title)),
    h("dd", {}, drawMrkdwn(field.value)),
  );

function foot(one) {
  const when = one.ts ? dateWords(one.ts, "{date_short_pretty} at {time}") : "";
  const words = [one.footer && drawMrkdwn(one.footer), one.footer && when && ", ", when].filter(Boolean);
  return words.length > 0 && h("div.attachment-foot.small.soft", {}, words);
}
