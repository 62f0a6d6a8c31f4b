// Draws Block Kit.
import { h } from "../dom.js";
/** See the contract. */
export function drawBlocks(blocks, context) { return h("div.blocks"); }
export function drawMrkdwn(text, context) { return h("span", {}, text); }
