// Slack's date templates ("{date_short_pretty} at {time}") in words, by the reader's own clock and zone.

import { h } from "../dom.js";
import { now } from "../live.js";
import { link, safeAddress } from "./links.js";

const DAY = 86400;
const form = (options) => new Intl.DateTimeFormat("en-GB", options);
const FORMS = {
  date: form({ day: "numeric", month: "long", year: "numeric" }),
  date_long_full: form({ day: "numeric", month: "long", year: "numeric" }),
  date_short: form({ day: "numeric", month: "short", year: "numeric" }),
  date_long: form({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  date_slash: form({ day: "2-digit", month: "2-digit", year: "numeric" }),
  day: form({ weekday: "long", day: "numeric", month: "long" }),
  time: form({ hour: "2-digit", minute: "2-digit" }),
  time_secs: form({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

/** The template filled in; "" where the seconds are no time. */
export function dateWords(seconds, template) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return "";
  return String(template).replace(/\{(\w+)\}/g, (all, token, at) => word(token, date, at === 0) ?? all);
}

/** A <time> with the template filled in, a link where one is given; the fallback where there is no such time. */
export function dateNode(seconds, template, { url = "", fallback = "" } = {}) {
  const words = dateWords(seconds, template);
  if (!words) return fallback || String(template);
  const date = new Date(Number(seconds) * 1000);
  const node = h(
    "time.date",
    { datetime: date.toISOString(), title: `${FORMS.date_long.format(date)}, ${clock(date)}` },
    words,
  );
  return safeAddress(url) ? link(url, node) : node;
}

const clock = (date) => FORMS.time_secs.format(date);

function word(token, date, first) {
  if (token === "date_num") return numbers(date);
  if (token === "ago") return ago(date);
  if (token === "day_divider_pretty")
    return near(date, first) ?? (isThisYear(date) ? FORMS.day : FORMS.date_long).format(date);
  const [, plain, pretty] = /^(.*?)(_pretty)?$/.exec(token);
  const found = FORMS[plain];
  if (!found || plain === "day") return undefined;
  return (pretty && near(date, first)) || found.format(date);
}

function numbers(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const today = () => new Date(now() * 1000);
const isThisYear = (date) => date.getFullYear() === today().getFullYear();

/** "today", "yesterday" or "tomorrow", with a capital where a sentence begins; undefined for other days. */
function near(date, first) {
  const midnight = (one) => new Date(one.getFullYear(), one.getMonth(), one.getDate()).getTime() / 1000;
  const name = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[Math.round((midnight(date) - midnight(today())) / DAY)];
  return name && first ? name[0].toUpperCase() + name.slice(1) : name;
}

function ago(date) {
  const seconds = date.getTime() / 1000 - now();
  const steps = [
    ["year", 365 * DAY],
    ["month", 30 * DAY],
    ["day", DAY],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
  ];
  const [unit, size] = steps.find(([, one]) => Math.abs(seconds) >= one) ?? steps.at(-1);
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
