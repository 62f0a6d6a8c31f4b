// The blocks that hold others: cards, rows of cards, plans with their tasks, and boxes around blocks.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { drawElement } from "./elements.js";
import { link } from "./links.js";
import { picture } from "./pictures.js";
import { drawRichText } from "./rich_text.js";
import { isOpen, noteOpen } from "./remembered.js";
import { drawPlain, drawText, plainWords } from "./text.js";

const STATES = {
  pending: ["Waiting", "clock"],
  in_progress: ["Working on it", "more"],
  complete: ["Done", "check"],
  error: ["Did not work", "close"],
};

/** A card: picture, title, words, buttons. */
export function drawCard(block, context) {
  const head =
    (block.icon || block.title || block.subtitle) &&
    h(
      "div.card-head",
      {},
      block.icon && picture(block.icon, true),
      h(
        "div",
        {},
        block.title && h("div.card-title", {}, drawText(block.title)),
        block.subtitle && h("div.soft.small", {}, drawText(block.subtitle)),
      ),
    );
  const label = plainWords(block.title);
  const buttons = block.actions?.map((one) => drawElement(one, block, { ...context, label }));
  return h(
    "div.block-card",
    {},
    block.hero_image && picture(block.hero_image),
    head,
    block.body && h("div", {}, drawText(block.body)),
    buttons && h("div.actions", {}, buttons),
  );
}

/** Cards beside each other, to be scrolled sideways. */
export function drawCarousel(block, context) {
  const cards = (block.elements ?? []).map((card, number) => {
    const own = { ...context, key: `${context.key}/${block.block_id}/${number}` };
    return h("li", {}, drawCard({ ...card, block_id: card.block_id ?? "" }, own));
  });
  return h(
    "ul.carousel",
    {
      tabindex: 0,
      role: "list",
      aria: { label: "Cards" },
      data: { key: `${context.key}/${block.block_id}/cards` },
    },
    cards,
  );
}

/** A plan: its title and the tasks below it. */
export function drawPlan(block, context) {
  const tasks = (block.tasks ?? []).map((one) => h("li", {}, drawTask(one, context)));
  return h("div.plan", {}, h("div.card-title", {}, h("bdi", {}, String(block.title ?? ""))), h("ul.tasks", {}, tasks));
}

/** One task: how far it is, what it did and where that comes from. */
export function drawTask(block) {
  const [words, sign] = STATES[block.status] ?? STATES.pending;
  const sources = (block.sources ?? []).map((one) => h("li", {}, link(one.url, one.text)));
  return h(
    "div.task",
    { data: { status: block.status } },
    h("span.task-sign", { role: "img", title: words, aria: { label: words } }, icon(sign, 16)),
    h(
      "div.task-words",
      {},
      h("bdi.task-title", {}, String(block.title ?? "")),
      block.details && drawRichText(block.details),
      block.output && h("div.task-output", {}, drawRichText(block.output)),
      sources.length > 0 && h("ul.sources", { aria: { label: "Sources" } }, sources),
    ),
  );
}

/** A box around other blocks; one that can be folded opens and closes. */
export function drawContainer(block, context, drawBlocks) {
  const key = `${context.key}/${block.block_id}/fold`;
  const title = block.rich_text_title ? drawRichText(block.rich_text_title) : drawPlain(block.title ?? "");
  const head = [
    block.icon && picture(block.icon, true),
    h(
      "div.container-words",
      {},
      h("div.card-title", {}, title),
      block.subtitle && h("div.soft.small", {}, drawText(block.subtitle)),
    ),
  ];
  const inside = h("div.container-inside", {}, drawBlocks(block.child_blocks ?? [], context));
  const data = { width: block.width ?? "standard", divided: block.has_header_divider ? "yes" : "no" };
  if (!block.is_collapsible) return h("div.container", { data }, h("div.container-head", {}, head), inside);
  const fold = h(
    "details.container",
    { data },
    h("summary.container-head", { data: { key } }, icon("next", 16), head),
    inside,
  );
  fold.open = isOpen(key, !block.default_collapsed);
  fold.addEventListener("toggle", () => noteOpen(key, fold.open));
  return fold;
}
