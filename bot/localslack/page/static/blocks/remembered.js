// What this tab remembers while the page is drawn anew: what somebody picked on a message, what is folded open, and the
// names of files that were put up. The server keeps none of it until something is pressed or sent.

import { item } from "../live.js";

const picked = new Map(); // a message -> what was put into its fields
const opened = new Map();
const files = new Map();

const messageOf = (key) => String(key).split("/", 1)[0];
const mine = (key) => `${item("me")?.user ?? ""} ${key}`;

/** What was put into the fields of a message: {blockId: {actionId: value}}; `key` is that of the message or of a part. */
export const pickedIn = (key) => picked.get(mine(messageOf(key))) ?? {};

export function notePicked(key, block, action, value) {
  const all = pickedIn(key);
  picked.set(mine(messageOf(key)), { ...all, [block]: { ...all[block], [action]: value } });
}

/** Whether what can be folded stands open. */
export const isOpen = (key, otherwise = false) => opened.get(mine(key)) ?? otherwise;
export const noteOpen = (key, open) => opened.set(mine(key), open);

/** {name, size} of a file that was put up, by its ticket. */
export const fileOf = (ticket) => files.get(ticket);
export const noteFile = (ticket, { name, size }) => files.set(ticket, { name, size });
