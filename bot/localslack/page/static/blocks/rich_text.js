// Rich text: the blocks in which every word is what it is, with no markup to read out of it.

import { h } from "../dom.js";
import { dateNode } from "./dates.js";
import { inOwnDirection } from "./direction.js";
import { emoji } from "./emoji.js";
import { link } from "./links.js";
import { broadcast, channelMention, groupMention, userMention } from "./mentions.js";

const STYLES = {
  code: "code",
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  highlight: "mark",
  client_highlight: "mark",
};
const LISTS = { bullet: "ul", ordered: "ol" };

/** A rich_text block. */
export function drawRichText(block) {
  const root = h("div.rich-text");
  const lists = []; // those that a deeper list may hang under
  for (const part of block.elements ?? []) {
    if (part.type === "rich_text_list") list(part, root, lists);
    else {
      lists.length = 0;
      root.append(piece(part));
    }
  }
  return root;
}

function piece(part) {
  const inside = () => (part.elements ?? []).map(element);
  const border = part.border ? ".bordered" : "";
  switch (part.type) {
    case "rich_text_section":
      return inOwnDirection("div.paragraph", {}, inside());
    case "rich_text_quote":
      return inOwnDirection(`blockquote${border}`, {}, inside());
    case "rich_text_preformatted":
      return h(`pre.code${border}`, {}, inOwnDirection("code", {}, inside()));
    default:
      throw new Error(`no rich text of the type ${part.type}`);
  }
}

/** A list; one with a larger indent hangs under the last item of the list before it. */
function list(part, root, lists) {
  const indent = Number(part.indent) || 0;
  while (lists.length && lists.at(-1).indent >= indent) lists.pop();
  const under = lists.at(-1)?.node.lastElementChild ?? root;
  const node = h(`${LISTS[part.style] ?? "ul"}.list${part.border ? ".bordered" : ""}`, {
    data: { level: indent % 3 },
  });
  if (part.style === "ordered" && part.offset) node.setAttribute("start", Number(part.offset) + 1);
  const deeper = indent - (lists.length ? lists.at(-1).indent + 1 : 0);
  if (deeper > 0) node.style.setProperty("--deeper", Math.min(deeper, 8));
  for (const one of part.elements ?? []) node.append(h("li", {}, piece(one)));
  under.append(node);
  lists.push({ indent, node });
}

/** One piece of a line, in its style. */
export function element(one) {
  const style = one.style ?? {};
  return Object.keys(STYLES)
    .filter((name) => style[name])
    .reduce((inside, name) => h(STYLES[name], {}, inside), plain(one));
}

function plain(one) {
  switch (one.type) {
    case "text":
      return String(one.text);
    case "link":
      return link(one.url, one.text || String(one.url).replace(/^(?:mailto|tel):/, ""));
    case "user":
      return userMention(one.user_id);
    case "usergroup":
      return groupMention(one.usergroup_id);
    case "channel":
      return channelMention(one.channel_id);
    case "team":
      return h("bdi.mention", {}, `@${one.team_id}`);
    case "emoji":
      return emoji(one.name + (one.skin_tone ? `::skin-tone-${one.skin_tone}` : ""), one.unicode);
    case "broadcast":
      return broadcast(one.range);
    case "date":
      return dateNode(one.timestamp, one.format, one);
    case "color":
      return colour(one.value);
    default:
      throw new Error(`no rich text of the type ${one.type}`);
  }
}

function colour(value) {
  const swatch = h("span.swatch", { aria: { hidden: "true" } });
  if (/^#[0-9a-f]{6}$/i.test(value)) swatch.style.setProperty("--swatch", value);
  return h("span.colour", {}, swatch, String(value));
}
