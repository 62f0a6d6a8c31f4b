// Slack's clock: the bot's tips, reminders and time limits are about days, and nobody wants to wait for them here.

import { h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { act, item, now, on } from "./live.js";
import { notice } from "./notices.js";
import { openMenu } from "./dialogs/menu.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const REFRESH = 2000; // milliseconds

const TIME = { hour: "2-digit", minute: "2-digit" };
const HERE = new Intl.DateTimeFormat("en-GB", TIME);
const MOVED = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...TIME });
const DATE = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** The clock in the top bar: shows Slack's time; its menu moves it ahead. */
export function clockButton() {
  const shown = h("span.clock-time");
  const open = (event) => openMenu(event.currentTarget, choices(), { label: "Slack's clock" });
  const button = h(
    "button.icon-button.worded.clock",
    { type: "button", title: "Slack's clock", onclick: open, aria: { haspopup: "menu" }, data: { key: "clock" } },
    h("span.clock-face.wide-only", {}, icon("clock", 16)),
    unseen("Slack's clock: "),
    shown,
    unseen(". Move it ahead"),
  );
  const draw = () => {
    const words = (isMoved() ? MOVED : HERE).format(now() * 1000);
    if (shown.textContent !== words) shown.textContent = words;
  };
  setInterval(draw, REFRESH);
  on(["clock", "me"], draw);
  draw();
  return button;
}

const isMoved = () => (item("clock")?.ahead ?? 0) > 60;

function choices() {
  return [
    { heading: "Move it ahead. It cannot go back." },
    choice("An hour ahead", HOUR),
    choice("A day ahead", DAY),
    choice("A week ahead", 7 * DAY),
    choice("To next Monday, 09:00", untilMonday(new Date(now() * 1000))),
  ];
}

const choice = (label, seconds) => ({ label, detail: dateTime(now() + seconds), act: () => advance(seconds) });

/** "Monday 3 November, 09:00" */
const dateTime = (seconds) => `${DATE.format(seconds * 1000)}, ${HERE.format(seconds * 1000)}`;

/** Seconds from this moment to the next Monday at nine; on a Monday before nine that is today. */
function untilMonday(from) {
  const monday = new Date(from.getFullYear(), from.getMonth(), from.getDate() + ((8 - from.getDay()) % 7), 9);
  if (monday <= from) monday.setDate(monday.getDate() + 7);
  return (monday - from) / 1000;
}

async function advance(seconds) {
  if ((await act("advance", { seconds })) === undefined) return;
  notice(`It is now ${dateTime(now())}.`);
}
