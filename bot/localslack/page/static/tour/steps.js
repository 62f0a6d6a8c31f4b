// When a step of the tour is over: seen from what stands on the page, so that people can take their own way there.

import { all, item, now, on } from "../live.js";
import { me } from "../names.js";
import { guideApp } from "../place.js";

const LONG_ENOUGH = 80; // characters: a pasted mail, not a greeting

let pressedAt = 0;
let clickedAt = 0; // the last click, if it was on a button that the app put there

document.addEventListener("click", (event) => {
  clickedAt = event.target.closest(".blocks button") ? now() : 0;
}, true);

/** Calls `listener` whenever a step may be over. */
export function onSteps(listener) {
  on("message:", (keys) => {
    if (clickedAt && [...keys].some((key) => isApps(item(key)))) pressedAt = clickedAt;
    listener();
  });
  on("view:", listener);
}

/** What the step waits for, if it happened after `since`: {at: Slack's time, message?: of the app}; else null. */
export function happened(step, since) {
  return WHEN[step.done]?.(since) ?? null;
}

const WHEN = {
  asked: (since) => seen(first(questions(since))),
  answered: (since) => seen(first(answers(since))),
  pressed: (since) => (pressedAt > since ? { at: pressedAt } : null),
  "opened-box": () => (all("view:").some((one) => one.app === guideApp()?.id) ? { at: now() } : null),
};

const time = (message) => Number(message.ts);
const first = (messages) => messages.sort((a, b) => time(a) - time(b))[0];
const seen = (message) => message && { at: time(message), message };

const isApps = (message) => Boolean(message) && message.app_id === guideApp()?.id;

function questions(since) {
  const mine = all(`message:${guideApp()?.channel}:`).filter((one) => one.user === me()?.id && time(one) > since);
  return mine.filter((one) => one.files?.length || (one.text ?? "").length > LONG_ENOUGH);
}

/** What the app said to a question: in its thread, or after one in the direct message. Its first words only welcome. */
function answers(since) {
  const asked = first(questions(since));
  const words = all("message:").filter(isApps);
  const welcome = first(words.filter((one) => one.channel === guideApp().channel && !one.thread_ts));
  const said = words.filter((one) => time(one) > since && !one.growing && one !== welcome);
  const isReply = (one) => Boolean(one.thread_ts) && one.thread_ts !== one.ts && !isApps(parent(one));
  return said.filter((one) => isReply(one) || (asked && time(one) > time(asked)));
}

const parent = (reply) => item(`message:${reply.channel}:${reply.thread_ts}`);
