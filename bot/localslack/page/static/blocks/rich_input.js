// A field for text with marks in it: people type *bold* and "- item", the app gets rich text.

import { h } from "../dom.js";
import { focusFirst, keep, named, press, tell } from "./field.js";
import { plainWords } from "./text.js";

const STYLES = { "*": "bold", _: "italic", "~": "strike", "`": "code" };
const SIGNS = Object.fromEntries(Object.entries(STYLES).map(([sign, name]) => [name, sign]));
const STYLED = /(?<=^|[\s(])([*_~`])([^\s*_~`](?:[^*_~`\n]{0,2000}[^\s*_~`])?)\1(?=$|[\s.,;:!?)])/;
const LINKED = /(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)])/;
const PIECES = new RegExp(`${STYLED.source}|${LINKED.source}`, "g");
const LISTS = [
  [/^[-•*] +/, "bullet"],
  [/^\d{1,3}[.)] +/, "ordered"],
];

/** The value is a rich_text object, or null. */
export function drawRichInput(field) {
  const { element, context } = field;
  const control = h("textarea.input.rich", {
    id: field.id,
    rows: Math.min(Math.max(element.min_lines ?? 4, 2), 20),
    value: typedText(field.value),
    placeholder: plainWords(element.placeholder) || undefined,
    data: field.data,
    dir: "auto",
    aria: named(field, "Your words"),
    disabled: context.inert === true,
    autofocus: focusFirst(field),
  });
  control.addEventListener(field.input ? "input" : "change", () => {
    const value = control.value.trim() ? richText(control.value) : null;
    if (field.input) keep(field, value);
    else tell(field, value);
  });
  control.addEventListener("keydown", (event) => {
    const asked =
      field.input && field.block.dispatch_action && event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (asked) press(field, field.value, control);
  });
  return control;
}

/** What was typed -> rich_text. */
function richText(text) {
  const elements = [];
  text.split(/```([^]*?)```/).forEach((part, number) => {
    const words = part.replace(/^\n|\n$/g, "");
    if (number % 2) elements.push({ type: "rich_text_preformatted", elements: [{ type: "text", text: words || " " }] });
    else if (words) elements.push(...parts(words.split("\n")));
  });
  return { type: "rich_text", elements };
}

function parts(lines) {
  const made = [];
  let before = "";
  for (const line of lines) {
    const { kind, words } = kindOf(line);
    const last = made.at(-1);
    if (kind !== before || !last) made.push(begun(kind, words));
    else if (last.type === "rich_text_list") last.elements.push(section(words));
    else last.elements.push({ type: "text", text: "\n" }, ...pieces(words));
    before = kind;
  }
  return made;
}

function kindOf(line) {
  if (/^> ?/.test(line)) return { kind: "quote", words: line.replace(/^> ?/, "") };
  const [sign, style] = LISTS.find(([one]) => one.test(line)) ?? [];
  return style ? { kind: style, words: line.replace(sign, "") } : { kind: "section", words: line };
}

const section = (words) => ({ type: "rich_text_section", elements: pieces(words) });

function begun(kind, words) {
  if (kind === "quote") return { type: "rich_text_quote", elements: pieces(words) };
  if (kind === "section") return section(words);
  return { type: "rich_text_list", style: kind, indent: 0, elements: [section(words)] };
}

function pieces(line) {
  const made = [];
  let at = 0;
  for (const found of line.matchAll(PIECES)) {
    if (found.index > at) made.push({ type: "text", text: line.slice(at, found.index) });
    if (found[3]) made.push({ type: "link", url: found[3] });
    else made.push({ type: "text", text: found[2], style: { [STYLES[found[1]]]: true } });
    at = found.index + found[0].length;
  }
  return at < line.length ? [...made, { type: "text", text: line.slice(at) }] : made;
}

/** rich_text -> how it would be typed. */
function typedText(value) {
  const line = (elements) => (elements ?? []).map(typedPiece).join("");
  const one = (part) => {
    if (part.type === "rich_text_list")
      return part.elements
        .map((each, number) => (part.style === "ordered" ? `${number + 1}. ` : "- ") + line(each.elements))
        .join("\n");
    if (part.type === "rich_text_quote") return line(part.elements).replace(/^/gm, "> ");
    if (part.type === "rich_text_preformatted") return `\`\`\`\n${line(part.elements)}\n\`\`\``;
    return line(part.elements);
  };
  return (value?.elements ?? []).map(one).join("\n");
}

function typedPiece(one) {
  const words = one.text ?? one.url ?? (one.name ? `:${one.name}:` : "");
  const sign = SIGNS[Object.keys(one.style ?? {}).find((name) => SIGNS[name] && one.style[name])] ?? "";
  return sign + words + sign;
}
