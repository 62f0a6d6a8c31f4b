// Slack's own markup, "mrkdwn", as elements: *bold* _italic_ ~strike~ `code`, quotes, fences, links, names and dates.

import { h } from "../dom.js";
import { dateNode } from "./dates.js";
import { inOwnDirection } from "./direction.js";
import { emoji } from "./emoji.js";
import { link } from "./links.js";
import { Marks, isSpace, isWord } from "./marks.js";
import { broadcast, channelMention, groupMention, userMention } from "./mentions.js";

const TAGS = { "*": "strong", _: "em", "~": "s" };
const TOKENS = new RegExp(
  [
    "(?<code>`[^`\\n]+`)",
    "(?<angle><[^<>\\n]+>)",
    "(?<![\\p{L}\\p{N}])(?<url>https?://[^\\s<>|`]+)",
    "(?<emoji>:[\\w+'-]{1,60}:(?::skin-tone-[2-6]:)?)",
    "(?<entity>&(?:amp|lt|gt);)",
    "(?<mark>[*_~])",
    "[^`<:&*_~hH]+|[^]",
  ].join("|"),
  "gu",
);
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const QUOTED = /^(?:&gt;|>) ?/;
const QUOTED_TO_THE_END = /^(?:&gt;|>){3} ?/;
const LISTED = /^(\s{0,12})([•◦▪‣] +)/;

/** A text with entities as Slack sends it -> what it says. */
export const unescaped = (text) => String(text).replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** A span with the text drawn; `context` may say {verbatim: true}: bare addresses stay words. */
export function drawMrkdwn(text, context = {}) {
  const parts = String(text ?? "").split(/```([^]*?)```/);
  const drawn = parts.map((part, number) =>
    number % 2 ? fence(part) : lines(between(part, number > 0, number < parts.length - 1), context),
  );
  return inOwnDirection("span.mrkdwn", {}, drawn);
}

/** The line break before and after a fence belongs to the fence. */
function between(part, behind, before) {
  const from = behind && part.startsWith("\n") ? 1 : 0;
  const to = before && part.endsWith("\n") ? -1 : undefined;
  return part.slice(from, to);
}

function fence(part) {
  return h("pre.code", {}, h("code", {}, pieces(part.replace(/^\n|\n$/g, ""))));
}

/** Inside code: only links and entities. */
function pieces(text) {
  return text.split(/(<[^<>\n]+>)/).map((one, number) => (number % 2 ? angle(one) : unescaped(one)));
}

function lines(text, context) {
  const nodes = [];
  const all = text === "" ? [] : text.split("\n");
  for (let at = 0; at < all.length;) {
    const kind = kindOf(all[at]);
    let end = at + 1;
    if (QUOTED_TO_THE_END.test(all[at])) end = all.length;
    else while (end < all.length && kindOf(all[end]) === kind && !QUOTED_TO_THE_END.test(all[end])) end++;
    const more = end < all.length && kind === "words" && kindOf(all[end]) === "words";
    nodes.push(...drawn(kind, all.slice(at, end), context), more ? "\n" : "");
    at = end;
  }
  return nodes;
}

const kindOf = (line) => (QUOTED.test(line) ? "quote" : LISTED.test(line) ? "list" : "words");

function drawn(kind, some, context) {
  if (kind === "words") return some.flatMap((line, number) => [number ? "\n" : "", ...inline(line, context)]);
  if (kind === "list")
    return [
      h(
        "ul.bullets",
        {},
        some.map((line) => listItem(line, context)),
      ),
    ];
  const all = QUOTED_TO_THE_END.test(some[0]);
  const inside = some.map((line, number) =>
    all ? (number ? line : line.replace(QUOTED_TO_THE_END, "")) : line.replace(QUOTED, ""),
  );
  return [
    inOwnDirection(
      "blockquote",
      {},
      inside.flatMap((line, number) => [number ? "\n" : "", ...inline(line, context)]),
    ),
  ];
}

function listItem(line, context) {
  const [all, indent, bullet] = LISTED.exec(line);
  const depth = Math.min(4, Math.floor(indent.length / 2));
  return inOwnDirection(
    "li",
    { data: { depth } },
    h("span.bullet", {}, bullet),
    inline(line.slice(all.length), context),
  );
}

/** One line as nodes and words. */
function inline(line, context = {}) {
  const marks = new Marks(TAGS);
  for (const { 0: token, index, groups } of line.matchAll(TOKENS)) {
    if (groups.code) marks.add(h("code", {}, pieces(token.slice(1, -1))));
    else if (groups.angle) marks.add(angle(token));
    else if (groups.url) address(token, marks, context);
    else if (groups.emoji && !isWord(line[index - 1])) marks.add(emoji(token.slice(1, -1)));
    else if (groups.entity) marks.add(ENTITIES[token]);
    else if (groups.mark) sign(line, index, token, marks);
    else marks.add(token);
  }
  return marks.end();
}

/** A sign opens before a word and after none, and closes the other way round: snake_case stays as it is. */
function sign(line, index, token, marks) {
  const before = line[index - 1];
  const after = line[index + token.length];
  marks.mark(
    token,
    !isWord(before) && !isSpace(after) && after !== token,
    !isWord(after) && !isSpace(before) && before !== token,
  );
}

/** A bare address, without the signs that end a sentence. */
function address(token, marks, context) {
  let end = token.length;
  while (".,;:!?)]'\"*_~".includes(token[end - 1])) end--;
  const clean = unescaped(token.slice(0, end));
  marks.add(context.verbatim ? clean : link(clean, clean));
  for (const one of token.slice(end)) TAGS[one] ? marks.mark(one, false, true) : marks.add(one);
}

/** What stands in angle brackets: a name, a date or a link. */
function angle(token) {
  const inside = token.slice(1, -1);
  const at = inside.indexOf("|");
  const target = at < 0 ? inside : inside.slice(0, at);
  const label = at < 0 ? "" : unescaped(inside.slice(at + 1));
  if (/^@[UW]\w+$/.test(target)) return userMention(target.slice(1), label);
  if (/^#[CGD]\w+$/.test(target)) return channelMention(target.slice(1), label);
  if (target.startsWith("!")) return command(target.slice(1), label);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return unescaped(token);
  const clean = unescaped(target);
  return link(clean, label || clean.replace(/^(?:mailto|tel):/, ""));
}

function command(words, label) {
  const [name, ...more] = words.split("^");
  if (name === "date")
    return dateNode(more[0], unescaped(more[1] ?? ""), { url: unescaped(more[2] ?? ""), fallback: label });
  if (name === "subteam") return groupMention(more[0] ?? "", label);
  return label && !["here", "channel", "everyone"].includes(name) ? label : broadcast(name);
}
