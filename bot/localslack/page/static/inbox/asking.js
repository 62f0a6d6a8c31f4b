// What a person can do with a mail of the inbox, and which mails they asked about already.

import { openEmailInto } from "../dialogs/mail_in.js";
import { keepText } from "../conversation/drafts.js";
import { h } from "../dom.js";
import { act, all, item } from "../live.js";
import { beginning, channelName, me } from "../names.js";
import { go, guideApp, openApp } from "../place.js";
import { openMenu } from "../dialogs/menu.js";

const QUESTION = "Is this legit?";

const askedKey = () => `asked ${me()?.handle ?? ""}`;

/** The ids of the mails that this person asked about in this workspace, as a Set. */
export function asked() {
  try {
    const { of, ids } = JSON.parse(localStorage.getItem(askedKey()) ?? "{}");
    return new Set(of === beginning() ? ids : []);
  } catch {
    return new Set();
  }
}

function note(mail) {
  localStorage.setItem(askedKey(), JSON.stringify({ of: beginning(), ids: [...asked().add(mail.id)] }));
}

/** Sends the mail as a file to the app, with the question, and goes there. */
export async function askAbout(mail) {
  const channel = await openApp(guideApp());
  if (!channel || !(await act("say", { channel, text: QUESTION, samples: [mail.id] }))) return;
  note(mail);
  focusThere("#main");
  go({ kind: "channel", id: channel });
}

/** The menu of everything else that can be done with a mail. */
export function openOtherWays(anchor, mail) {
  const name = guideApp()?.name;
  const entries = [
    name && { label: "Paste its text", detail: `into a message to ${name}`, icon: "copy", act: () => pasteText(mail) },
    { label: "Send it into a channel by email", icon: "mail", act: () => chooseChannel(anchor, mail) },
    { label: "Save as a file", detail: mail.name, icon: "save", act: () => save(mail) },
  ];
  return openMenu(anchor, entries.filter(Boolean), { label: "Other ways" });
}

/** The text waits in the composer, where it can be changed before it is sent. */
async function pasteText(mail) {
  const channel = await openApp(guideApp());
  if (!channel) return;
  keepText(channel, "", pasted(mail));
  focusThere("#main textarea");
  go({ kind: "channel", id: channel });
}

/** When the page has moved, the keyboard goes on from there. */
function focusThere(where) {
  const focus = () => requestAnimationFrame(() => document.querySelector(where)?.focus());
  window.addEventListener("hashchange", focus, { once: true });
}

const pasted = (mail) => `From: ${mail.sender}\nDate: ${mail.date}\nSubject: ${mail.subject}\n\n${mail.text}`;

function chooseChannel(anchor, mail) {
  const bot = guideApp()?.user;
  const helps = (one) => one.members.includes(bot);
  const fits = (one) => ["channel", "group"].includes(one.kind) && one.member && !one.archived;
  const channels = all("channel:").filter(fits);
  channels.sort((a, b) => helps(b) - helps(a) || a.name.localeCompare(b.name));
  const entries = channels.map((one) => ({
    label: `#${channelName(one)}`,
    detail: helps(one) ? `${guideApp().name} is in it` : "",
    icon: one.kind === "group" ? "lock" : "hash",
    act: () => openEmailInto(one.id, mail.id),
  }));
  openMenu(anchor, [{ heading: "Into which channel?" }, ...entries], { label: "Into which channel?" });
}

function save(mail) {
  h("a", { href: `/page/sample/${encodeURIComponent(mail.id)}`, download: mail.name }).click();
}

/** All mails to try. */
export const mails = () => item("guide")?.samples ?? [];
