// The wire to the local Slack: items by key that stay up to date, and acts that are asked for and answered.
// Keys and shapes: bot/localslack/page/screen.py and wire.py; acts: bot/localslack/page/acts.py.

import { sentence } from "./words.js";
import { notice } from "./notices.js";

/** Everything that this person sees: key -> object. Never changed here by hand. */
export const items = new Map();

const MOST_UPLOAD = 100 * 1024 * 1024; // bytes; door.py knows the same number
const listeners = new Set();
const waiting = new Map();
let socket = null;
let address = "";
let count = 0;
let lead = 0; // seconds that Slack's clock is ahead of this machine's
let pause = 250; // milliseconds before the next try to connect
let state = "connecting";

/** Slack's time in seconds since 1970. */
export const now = () => Date.now() / 1000 + lead;

/** "connecting", "open" or "lost". */
export const connection = () => state;

/**
 * Calls `listener(changedKeys)` after items changed whose key is `prefix` or begins with it, e.g. "message:"; returns
 * how to stop.
 */
export function on(prefixes, listener) {
  const one = { prefixes: [prefixes].flat(), listener };
  listeners.add(one);
  return () => listeners.delete(one);
}

/** All items whose key begins with the prefix. */
export function all(prefix) {
  return [...items].filter(([key]) => key.startsWith(prefix)).map(([, item]) => item);
}

/** The one item of this key, or undefined. */
export const item = (key) => items.get(key);

/** Asks for an act; resolves to its result, rejects with an Error whose message is a sentence. */
export function ask(act, given = {}) {
  return new Promise((resolve, reject) => {
    if (state !== "open") {
      reject(new Error("The local Slack does not answer. Is it still running?"));
      return;
    }
    const id = ++count;
    waiting.set(id, { resolve, reject });
    socket.send(JSON.stringify({ id, act, with: given }));
  });
}

/** Asks for an act, and shows the sentence when it fails; resolves to its result, or undefined. */
export async function act(name, given) {
  try {
    return (await ask(name, given)) ?? null;
  } catch (error) {
    notice(sentence(error.message), "trouble");
    return undefined;
  }
}

/** Puts a file up; resolves to its ticket for `say`, `email` and `submit`, rejects with an Error that says why not. */
export async function upload(file) {
  if (file.size > MOST_UPLOAD) throw new Error(`${file.name} is too large`);
  const name = encodeURIComponent(wellFormed(file.name));
  try {
    const answer = await fetch(`/page/upload?name=${name}`, { method: "POST", body: file });
    if (answer.ok) return (await answer.json()).ticket;
    throw new Error(`${file.name} could not be sent up`);
  } catch (error) {
    // The browser's own words ("Failed to fetch") come when it is a folder, or when the local Slack was stopped.
    throw error instanceof TypeError ? new Error(`${file.name} could not be read or sent up`) : error;
  }
}

/** A file system may name a file with half a letter, which no address can hold. */
const wellFormed = (name) => name.replace(/\p{Surrogate}/gu, "\ufffd");

/** Looks at the workspace as this person, from now on: a handle, or "HANDLE@TEAM" where there are several teams. */
export function be(person) {
  const [handle, team = ""] = person.split("@");
  const query = new URLSearchParams({ as: handle, team });
  const next = `ws://${location.host}/page/live?${query}`;
  if (next === address && socket) return;
  address = next;
  if (socket) {
    const old = socket;
    socket = null;
    old.close();
    giveUp();
  }
  forget();
  connect();
}

function forget() {
  const keys = [...items.keys()];
  items.clear();
  tell(keys);
}

function connect() {
  const mine = new WebSocket(address);
  socket = mine;
  let fresh = true;
  mine.onopen = () => {
    pause = 250;
    become("open");
  };
  mine.onmessage = (event) => {
    if (socket !== mine) return;
    const frame = JSON.parse(event.data);
    if (frame.type === "done") answered(frame);
    else {
      take(frame, fresh);
      fresh = false;
    }
  };
  mine.onclose = () => {
    if (socket !== mine) return;
    giveUp();
    become("lost");
    setTimeout(() => socket === mine && connect(), pause);
    pause = Math.min(pause * 2, 5000);
  };
}

/** Nobody will answer what was asked on a connection that is gone. */
function giveUp() {
  for (const { reject } of waiting.values()) reject(new Error("The connection was lost. Please try again."));
  waiting.clear();
}

function become(next) {
  state = next;
  tell(["connection"]);
}

function answered(frame) {
  const { resolve, reject } = waiting.get(frame.id) ?? {};
  waiting.delete(frame.id);
  if (frame.error !== undefined) reject?.(new Error(frame.error));
  else resolve?.(frame.result);
}

/** The first frame of a connection holds everything: what it does not name is gone. */
function take(frame, fresh) {
  lead = frame.now - Date.now() / 1000;
  const gone = fresh ? [...items.keys()].filter((key) => !(key in frame.set)) : frame.gone;
  for (const key of gone) items.delete(key);
  for (const [key, value] of Object.entries(frame.set)) items.set(key, value);
  tell([...gone, ...Object.keys(frame.set)]);
}

function tell(keys) {
  for (const one of [...listeners]) {
    const mine = keys.filter((key) => one.prefixes.some((prefix) => key.startsWith(prefix)));
    if (mine.length && listeners.has(one)) attempt(() => one.listener(new Set(mine)));
  }
}

/** What one part of the page cannot show must not keep the others from showing theirs. */
function attempt(work) {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}
