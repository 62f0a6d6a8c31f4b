// A message's text as people read and type it: Slack's <...> and &amp; turned back into words.

import { channel, userName } from "../names.js";

const ENTITY = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/** "Ask <@U1> &amp; wait" becomes "Ask @Ann Berg & wait". */
export function plainText(text) {
  return unescaped(String(text ?? "").replace(ENTITY, words));
}

function words(whole, sign, target, label) {
  if (sign === "@") return `@${userName(target)}`;
  if (sign === "#") return `#${channel(target)?.name ?? label ?? target}`;
  if (sign === "!") return label ?? `@${target}`;
  return label ?? target;
}

const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The first words of a message in one line, for labels and for what screen readers are told. */
export function shortText(message, most = 200) {
  const files = (message.files ?? []).map((file) => file.subject || file.name || "a file");
  const text = plainText(message.text).replace(/\s+/g, " ").trim();
  const all = [text, files.length && `With ${files.join(", ")}`].filter(Boolean).join(". ");
  return all.length > most ? `${all.slice(0, most).trimEnd()}...` : all;
}
