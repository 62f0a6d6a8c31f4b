// Draws Block Kit: what apps may put into messages, modals and home tabs. Everything is built of elements and text
// nodes, and a block that is broken or unknown never takes the others with it.
//
// context: {surface: "message" | "modal" | "home", key, label?, press(blockId, actionId, value, others) -> Promise
// where `others` is what stands in the fields of a message, change(blockId, actionId, value),
// values: {blockId: {actionId: state or value}}, errors: {blockId: sentence},
// suggest(blockId, actionId, words) -> Promise of options, files(files) -> node,
// inert?: true where nothing can be pressed}

import { h } from "../dom.js";
import { drawAttachment } from "./attachments.js";
import { drawCard, drawCarousel, drawContainer, drawPlan, drawTask } from "./cards.js";
import { drawChart } from "./charts.js";
import { drawInput } from "./inputs.js";
import { drawImageBlock } from "./pictures.js";
import { drawRichText } from "./rich_text.js";
import {
  drawActions,
  drawAlert,
  drawContext,
  drawDivider,
  drawFile,
  drawHeader,
  drawMarkdownBlock,
  drawSection,
  drawVideo,
} from "./showing.js";
import { drawDataTable, drawTable } from "./tables.js";

export { inputTroubles } from "./inputs.js";
export { drawMrkdwn } from "./mrkdwn.js";

const DRAWERS = {
  actions: drawActions,
  alert: drawAlert,
  card: drawCard,
  carousel: drawCarousel,
  container: drawContainer,
  context: drawContext,
  context_actions: drawActions,
  data_table: drawDataTable,
  data_visualization: drawChart,
  divider: drawDivider,
  file: drawFile,
  header: drawHeader,
  image: drawImageBlock,
  input: drawInput,
  markdown: drawMarkdownBlock,
  plan: drawPlan,
  rich_text: drawRichText,
  section: drawSection,
  table: drawTable,
  task_card: drawTask,
  video: drawVideo,
};
const MOST_SHOWN = 20000; // characters of what cannot be drawn

/** A div with all blocks. */
export function drawBlocks(blocks, context = {}) {
  const many = Array.isArray(blocks) ? blocks : [];
  return h(
    "div.blocks",
    {},
    many.map((block, number) => drawBlock(block, number, context)),
  );
}

/** A div with legacy attachments, among them messages that were passed on. */
export function drawAttachments(attachments, context = {}) {
  const many = Array.isArray(attachments) ? attachments : [];
  return h(
    "div.attachments",
    {},
    many.map((one, number) => attempt(() => drawAttachment(one, number, context, drawBlocks), one)),
  );
}

function drawBlock(block, number, context) {
  const type = block?.type;
  const drawer = typeof type === "string" && Object.hasOwn(DRAWERS, type) ? DRAWERS[type] : undefined;
  if (!drawer) return placeholder(block, `This page cannot show a block of the type “${type}” yet.`);
  const own = { ...context, key: block.block_id ? (context.key ?? "") : `${context.key ?? ""}/${number}` };
  const named = block.block_id ? block : { ...block, block_id: "" };
  return h(
    "div.block",
    { data: { type } },
    attempt(() => drawer(named, own, drawBlocks), block),
  );
}

function attempt(draw, given) {
  try {
    return draw();
  } catch (error) {
    console.warn("A block could not be drawn.", error);
    return placeholder(given, `This page could not show this block of the type “${given?.type ?? "unknown"}”.`);
  }
}

function placeholder(given, words) {
  const all = JSON.stringify(given, null, 2) ?? String(given);
  return h(
    "div.block-unknown",
    { role: "note" },
    h("span", {}, words),
    h(
      "details",
      {},
      h("summary", {}, "What the app sent"),
      h("pre.code", { tabindex: 0 }, h("code", { dir: "ltr" }, all.slice(0, MOST_SHOWN))),
    ),
  );
}
