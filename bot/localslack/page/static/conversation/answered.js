// An app answers in a thread, out of sight. Whoever just asked is led there: the thread opens by itself where there is
// room for it, and on a narrow page the line below the question says so loudly.

import { all, item, now, on } from "../live.js";
import { appOf, channel, me } from "../names.js";
import { goThread, onMove, place } from "../place.js";
import { draft } from "./drafts.js";

const JUST_NOW = 60; // seconds
const WIDE = 1000; // pixels

const led = new Set(JSON.parse(sessionStorage.getItem("led to") ?? "[]"));
const fresh = new Set();

/** Whether a message has an answer that its writer was told of and has not opened. */
export const isFresh = (ts) => fresh.has(ts);

/** Watches over the answers to this person's own questions; returns how to stop. */
export function leadToAnswers(redraw) {
  const look = () => {
    for (const question of questions()) lead(question);
  };
  const stops = [
    on("message:", look),
    onMove(() => fresh.delete(place.thread) && redraw()),
  ];
  const lead = (question) => {
    led.add(question.ts);
    sessionStorage.setItem("led to", JSON.stringify([...led].slice(-50)));
    if (window.innerWidth > WIDE && isFree()) goThread(question.ts);
    else if (place.thread !== question.ts) {
      fresh.add(question.ts);
      redraw();
    }
  };
  look();
  return () => stops.forEach((stop) => stop());
}

/** My own messages of the last minute, in an app's direct message, that the app has answered. */
function questions() {
  const where = place.kind === "channel" ? channel(place.id) : undefined;
  const bot = appOf(where)?.user;
  if (!bot) return [];
  return all(`message:${where.id}:`).filter(
    (one) =>
      one.user === me()?.id && now() - one.ts < JUST_NOW && one.reply_users?.includes(bot) && !led.has(one.ts),
  );
}

/** Nobody is reading or writing in a thread. */
function isFree() {
  if (!place.thread || !item(`message:${place.id}:${place.thread}`)) return true;
  const pane = document.getElementById("thread");
  return !pane.contains(document.activeElement) && !draft(place.id, place.thread).text;
}
