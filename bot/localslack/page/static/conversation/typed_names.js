// What somebody types as "@Ann Berg" or "#general" is sent with the id that Slack knows them by.
// Only exact names at the start of a word count, so that a mail address in a pasted mail stays what it is.

import { all } from "../live.js";
import { people } from "../names.js";

/** The text for the act `say`. */
export function toSent(text) {
  return withChannels(withPeople(text));
}

function withPeople(text) {
  const ids = new Map();
  for (const one of people()) for (const name of [one.handle, one.name]) if (name) ids.set(name, one.id);
  const found = anyOf([...ids.keys()]);
  if (!found) return text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_.@<+-])@(${found})(?![\\p{L}\\p{N}_@-]|\\.[\\p{L}\\p{N}])`, "gu");
  return text.replace(pattern, (whole, name) => `<@${ids.get(name)}>`);
}

function withChannels(text) {
  const ids = new Map(rooms().map((one) => [one.name, one.id]));
  const found = anyOf([...ids.keys()]);
  if (!found) return text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_&/#<])#(${found})(?![\\p{L}\\p{N}_-])`, "gu");
  return text.replace(pattern, (whole, name) => `<#${ids.get(name)}|${name}>`);
}

/** The longest name first: "@Ann Berg-Olsen" is not "@Ann Berg" with something behind it. */
const anyOf = (names) =>
  names.sort((a, b) => b.length - a.length).map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");

/** Channels that can be named: not direct messages. */
export const rooms = () =>
  all("channel:")
    .filter((one) => one.kind === "channel" || one.kind === "group")
    .sort((a, b) => a.name.localeCompare(b.name));

/** How to write somebody so that it means them alone: the name, or the handle where two have the same name. */
export function written(one) {
  const same = people().filter((other) => other.name === one.name);
  return `@${same.length > 1 ? one.handle : one.name}`;
}

/** Who is meant by "@Ann Berg" or "ann.berg"; undefined when nobody is. */
export function whoIs(words) {
  const name = words.trim().replace(/^@/, "").toLowerCase();
  return people().find((one) => one.handle.toLowerCase() === name || one.name.toLowerCase() === name);
}
