// What this tab remembers while the page is drawn anew: what somebody picked on a message, what is folded open, and the
// names of files that were put up. The server keeps none of it until something is pressed or sent.

import { item } from "../live.js";

const picked = new Map();
const opened = new Map();
const files = new Map();

const mine = (key) => `${item("me")?.user ?? ""} ${key}`;

export const pickedAt = (key) => picked.get(mine(key));
export const notePicked = (key, value) => picked.set(mine(key), value);

/** Whether what can be folded stands open. */
export const isOpen = (key, otherwise = false) => opened.get(mine(key)) ?? otherwise;
export const noteOpen = (key, open) => opened.set(mine(key), open);

/** {name, size} of a file that was put up, by its ticket. */
export const fileOf = (ticket) => files.get(ticket);
export const noteFile = (ticket, { name, size }) => files.set(ticket, { name, size });
