// Who and what an id means, and how people's faces, times and sizes are written.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { all, item, now } from "./live.js";

export const me = () => item(`user:${item("me")?.user}`);
export const user = (id) => item(`user:${id}`);
export const channel = (id) => item(`channel:${id}`);
export const app = (id) => item(`app:${id}`);

/** Tells this start of the workspace from others: what somebody did in another one says nothing about this one. */
export const beginning = () => [item("me")?.team, item("me")?.since].filter(Boolean).join(" ");

/** A person's name; their id where they are not known. */
export const userName = (id) => user(id)?.name ?? (id === "USLACKBOT" ? "Slackbot" : String(id ?? ""));

/** Whether it is a direct message, of two or of several; everything else is a channel. */
export const isDirect = (one) => one?.kind === "im" || one?.kind === "mpim";

/** A channel with its sign, "#general"; the names of the others in a direct message. */
export const signed = (one) => (isDirect(one) ? channelName(one) : `#${one?.name ?? ""}`);

/** What a conversation is called by the one who looks: "#general" without its sign, or the others' names. */
export function channelName(one) {
  if (!one) return "";
  if (!isDirect(one)) return one.name;
  const others = one.members.filter((id) => id !== me()?.id);
  return others.map(userName).join(", ") || `${userName(me()?.id)} (you)`;
}

/** The app on the other side of a direct message, or undefined. */
export function appOf(one) {
  const bot = one?.kind === "im" ? one.members.map(user).find((member) => member?.bot) : undefined;
  return bot && app(bot.app);
}

/** Somebody's initials, or an app's sign, on a colour; its colour belongs to the person. */
export function face(id, size = 36) {
  const name = userName(id);
  const letters = name.split(/\s+/).filter(Boolean).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();
  const bot = user(id)?.bot || id === "USLACKBOT";
  const inside = bot ? icon(id === "USLACKBOT" ? "mail" : "bolt", Math.round(size * 0.55)) : letters;
  const data = { hue: bot ? 1 : hue(user(id)?.handle || id), bot: bot ? "yes" : "no" };
  const element = h("span.face", { aria: { hidden: "true" }, data }, inside);
  element.style.setProperty("--face", `${size}px`);
  return element;
}

// The first colour is the bots'.
const hue = (word) => ([...String(word)].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 9973, 7) % 5) + 2;

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const WHOLE = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

const date = (seconds) => new Date(Number(seconds) * 1000);

/** "14:05" */
export const clockTime = (seconds) => TIME.format(date(seconds));

/** "Monday 3 November 2026 at 14:05:09" */
export const wholeTime = (seconds) => WHOLE.format(date(seconds));

/** "Today", "Yesterday" or "Monday 3 November", on Slack's clock. */
export function dayName(seconds) {
  const days = Math.round((midnight(now()) - midnight(seconds)) / 86400000);
  return days === 0 ? "Today" : days === 1 ? "Yesterday" : DAY.format(date(seconds));
}

function midnight(seconds) {
  const day = date(seconds);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** "12 kB" */
export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1000000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1000000).toFixed(1)} MB`;
}

/** Everybody and every bot here that can be mentioned, by name. */
export const people = () =>
  all("user:").filter((one) => !one.deleted).sort((a, b) => a.name.localeCompare(b.name));
