// What stands within a line of markdown: **bold**, *italic*, ~~struck~~, `code`, [links](https://...), names, emoji.

import { h } from "../dom.js";
import { emoji, emojiPicture } from "./emoji.js";
import { link } from "./links.js";
import { Marks, isSpace, isWord } from "./marks.js";
import { broadcast, channelMention, userMention } from "./mentions.js";

const TAGS = { "**": "strong", __: "strong", "*": "em", _: "em", "~~": "s" };
const TARGET = "(?<target>(?:[^()\\s]|\\([^()\\s]{0,500}\\)){1,3000})"; // with one pair of brackets in it
const TOKENS = new RegExp(
  [
    "\\\\(?<escaped>[!-/:-@[-`{-~])",
    "(?<code>``[^`]+``|`[^`]+`)",
    `(?<picture>!?)\\[(?<label>[^\\[\\]]{0,1000})\\]\\(${TARGET}(?:\\s+"[^"]{0,200}")?\\)`,
    "<(?<angle>[^<>\\s]{1,3000})>",
    "(?<![\\p{L}\\p{N}])(?<url>https?://[^\\s<>|`)\\]]+)",
    ":(?<emoji>[\\w+'-]{1,60}):",
    "(?<mark>\\*\\*|__|~~|[*_])",
    "(?<words>[^\\\\`!\\[<:*_~hH]+)|[^]",
  ].join("|"),
  "gu",
);

/** Nodes and words of a text that holds no blocks of its own. */
export function inlineMarkdown(text) {
  const marks = new Marks(TAGS);
  for (const { 0: token, index, groups } of text.matchAll(TOKENS)) {
    if (groups.mark) sign(text, index, token, marks);
    else if (groups.url) address(token, marks);
    else marks.add(piece(token, groups, text[index - 1]));
  }
  return marks.end();
}

function piece(token, { escaped, code, picture, label, target, angle, emoji: name }, before) {
  if (escaped) return escaped;
  if (code) return h("code", {}, code.replace(/^`+|`+$/g, ""));
  if (target)
    return picture ? h("span", {}, link(target, label || target)) : link(target, inlineMarkdown(label || target));
  if (angle) return pointed(angle, token);
  if (name && !isWord(before) && emojiPicture(name)) return emoji(name);
  return token;
}

function pointed(inside, token) {
  const [target, label = ""] = inside.split("|");
  if (/^@[UW]\w+$/.test(target)) return userMention(target.slice(1), label);
  if (/^#[CGD]\w+$/.test(target)) return channelMention(target.slice(1), label);
  if (/^!(?:here|channel|everyone)$/.test(target)) return broadcast(target.slice(1));
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return link(target, label || target.replace(/^mailto:/, ""));
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(target)) return link(`mailto:${target}`, target);
  return token;
}

function sign(text, index, token, marks) {
  const before = text[index - 1];
  const after = text[index + token.length];
  const under = token.startsWith("_");
  marks.mark(token, !isSpace(after) && !(under && isWord(before)), !isSpace(before) && !(under && isWord(after)));
}

/** A bare address, without the signs that end a sentence. */
function address(token, marks) {
  let end = token.length;
  while (".,;:!?'\"*_~".includes(token[end - 1])) end--;
  const bare = token.slice(0, end);
  marks.add(link(bare, bare));
  const rest = token.slice(end);
  if (TAGS[rest]) marks.mark(rest, false, true);
  else if (rest) marks.add(rest);
}
