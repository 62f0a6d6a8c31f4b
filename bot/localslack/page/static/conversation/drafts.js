// What somebody typed and did not send yet, by conversation and thread. Words live through a reload, files do not.

import { item } from "../live.js";

const files = new Map();

const keyOf = (channel, thread) => `draft ${item("me")?.user} ${channel} ${thread}`;

/** {text, files: File[]} */
export function draft(channel, thread = "") {
  const key = keyOf(channel, thread);
  return { text: sessionStorage.getItem(key) ?? "", files: files.get(key) ?? [] };
}

/** Keeps the words; a text too long for the store is kept by the open page only. */
export function keepText(channel, thread, text) {
  const key = keyOf(channel, thread);
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    sessionStorage.removeItem(key);
  }
}

export function keepFiles(channel, thread, chosen) {
  files.set(keyOf(channel, thread), chosen);
}
