// The markdown of markdown blocks, as elements: a sensible subset, read line by line, that never makes markup of HTML.

import { h } from "../dom.js";
import { inOwnDirection } from "./direction.js";
import { inlineMarkdown } from "./markdown_inline.js";

const FENCE = /^\s{0,3}(```+|~~~+)\s*([\w+#.-]*)/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const QUOTE = /^\s{0,3}> ?/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TASK = /^\[([ xX])\]\s+/;
const DASHES = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const DEEPEST = 8;

/** A list of elements for the text. */
export function drawMarkdown(text, depth = 0) {
  const lines = String(text ?? "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    const [node, next] = part(lines, at, depth);
    if (node) nodes.push(node);
    at = next;
  }
  return nodes;
}

/** [element or null, the line behind it] */
function part(lines, at, depth) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  if (FENCE.test(line)) return fence(lines, at);
  const heading = HEADING.exec(line);
  if (heading)
    return [
      h(
        `h${Math.min(6, heading[1].length + 2)}.markdown-heading`,
        { data: { level: heading[1].length } },
        inlineMarkdown(heading[2]),
      ),
      at + 1,
    ];
  if (RULE.test(line)) return [h("hr.block-divider"), at + 1];
  if (QUOTE.test(line) && depth < DEEPEST) return quote(lines, at, depth);
  if (ITEM.test(line) && depth < DEEPEST) return list(lines, at, depth);
  if (line.includes("|") && DASHES.test(lines[at + 1] ?? "") && lines[at + 1].includes("-")) return table(lines, at);
  return paragraph(lines, at, depth);
}

function fence(lines, at) {
  const [, marks] = FENCE.exec(lines[at]);
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(marks)) end++;
  return [h("pre.code", {}, inOwnDirection("code", {}, lines.slice(at + 1, end).join("\n"))), end + 1];
}

function quote(lines, at, depth) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end++;
  const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  return [h("blockquote", {}, drawMarkdown(inside.join("\n"), depth + 1)), end];
}

/** Items of one list; what is indented below an item belongs to it. */
function list(lines, at, depth) {
  const [, indent, sign] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(sign);
  const node = h(`${ordered ? "ol" : "ul"}.list`, { data: { level: depth % 3 } });
  if (ordered && parseInt(sign, 10) !== 1) node.setAttribute("start", parseInt(sign, 10));
  let next = at;
  while (next < lines.length) {
    const found = ITEM.exec(lines[next]);
    if (!found || /\d/.test(found[2]) !== ordered || found[1].length > indent.length + 1 || RULE.test(lines[next]))
      break;
    const end = itemEnd(lines, next + 1, found[1].length);
    node.append(item(found[3], lines.slice(next + 1, end), depth));
    next = end;
    if (!lines[next]?.trim() && ITEM.test(lines[next + 1] ?? "")) next++;
  }
  return [node, next];
}

function itemEnd(lines, from, indent) {
  let end = from;
  while (end < lines.length && lines[end].trim()) {
    const deep = /^\s*/.exec(lines[end])[0].length;
    if (
      deep <= indent &&
      (ITEM.test(lines[end]) || HEADING.test(lines[end]) || FENCE.test(lines[end]) || QUOTE.test(lines[end]))
    )
      break;
    end++;
  }
  return end;
}

function item(first, more, depth) {
  const task = TASK.exec(first);
  const words = task ? first.slice(task[0].length) : first;
  const done = task && task[1] !== " ";
  const sign = task && h("span.tick", { role: "img", aria: { label: done ? "done" : "to do" } }, done ? "☑ " : "☐ ");
  const own = more.findIndex((line) => ITEM.test(line) || FENCE.test(line) || QUOTE.test(line));
  const [same, below] = own < 0 ? [more, []] : [more.slice(0, own), more.slice(own)];
  const least = Math.min(...below.filter((line) => line.trim()).map((line) => /^\s*/.exec(line)[0].length), 40);
  const inside = below.length ? drawMarkdown(below.map((line) => line.slice(least)).join("\n"), depth + 1) : [];
  return inOwnDirection("li", {}, sign, inlineMarkdown([words, ...same.map((line) => line.trim())].join("\n")), inside);
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split(/(?<!\\)\|/)
    .map((one) => one.trim().replace(/\\\|/g, "|"));

function table(lines, at) {
  const head = cells(lines[at]);
  const sides = cells(lines[at + 1]).map((one) =>
    one.endsWith(":") ? (one.startsWith(":") ? "center" : "right") : "left",
  );
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|") && lines[end].trim()) end++;
  const look = (number) => ({ data: { align: sides[number] ?? "left", wrapped: "yes" } });
  const rows = lines.slice(at + 2, end).map((line) =>
    h(
      "tr",
      {},
      cells(line)
        .slice(0, head.length)
        .map((one, number) => h("td", look(number), inlineMarkdown(one))),
    ),
  );
  const heads = head.map((one, number) => h("th", { scope: "col", ...look(number) }, inlineMarkdown(one)));
  const made = h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows));
  return [h("div.sideways", { tabindex: 0, role: "group", aria: { label: "Table" } }, made), end];
}

function paragraph(lines, at, depth) {
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && !interrupts(lines[end], depth)) end++;
  return [inOwnDirection("p", {}, inlineMarkdown(lines.slice(at, end).join("\n"))), end];
}

const interrupts = (line, depth) =>
  FENCE.test(line) ||
  HEADING.test(line) ||
  RULE.test(line) ||
  (depth < DEEPEST && (QUOTE.test(line) || ITEM.test(line)));
