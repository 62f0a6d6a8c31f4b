// What can be completed at the caret: people after "@", channels after "#", commands after "/" at the very start.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { face, people } from "../names.js";
import { commands } from "./commands.js";
import { rooms, written } from "./typed_names.js";

const MOST = 8;

/**
 * {start, typed, inCommand, options: [{insert, handle?, label, detail, picture}]} for the words before the caret, or
 * null; `start` is where the typed name begins, with its sign.
 */
export function choicesFor(before, { commandsToo }) {
  for (const [pattern, options] of KINDS) {
    if (options === commandOptions && !commandsToo) continue;
    const found = before.match(pattern);
    if (!found) continue;
    const query = found.groups.query.toLowerCase();
    const fitting = options(query).slice(0, MOST);
    const start = before.length - query.length - 1;
    const typed = before.slice(start).toLowerCase();
    if (fitting.length) return { start, typed, inCommand: commandsToo && before.startsWith("/"), options: fitting };
  }
  return null;
}

const KINDS = [
  [/^\/(?<query>[\w-]*)$/, commandOptions],
  [/(?:^|[\s(])@(?<query>[^@\n]{0,40})$/, peopleOptions],
  [/(?:^|[\s(])#(?<query>[\p{L}\p{N}_-]*)$/u, roomOptions],
];

function peopleOptions(query) {
  const fits = ({ name, handle }) => {
    const lower = name.toLowerCase();
    return [lower, handle, ...lower.split(" ")].some((word) => word.startsWith(query));
  };
  return people()
    .filter((one) => one.id !== "USLACKBOT" && fits(one))
    .sort((a, b) => Number(b.bot) - Number(a.bot))
    .map((one) => ({
      insert: written(one),
      handle: `@${one.handle}`,
      label: one.name,
      detail: one.bot ? "App" : one.title || `@${one.handle}`,
      picture: () => face(one.id, 24),
    }));
}

function roomOptions(query) {
  const fitting = rooms().filter((one) => !one.archived && one.name.toLowerCase().includes(query));
  return fitting.map((one) => ({
    insert: `#${one.name}`,
    label: one.name,
    detail: one.topic,
    picture: () => icon(one.kind === "group" ? "lock" : "hash", 18),
  }));
}

function commandOptions(query) {
  return commands()
    .filter((one) => one.name.slice(1).toLowerCase().startsWith(query))
    .map((one) => ({
      insert: one.name,
      label: [one.name, one.hint].filter(Boolean).join(" "),
      detail: one.description,
      picture: () => h("span.face-gap", {}, icon("bolt", 18)),
    }));
}
