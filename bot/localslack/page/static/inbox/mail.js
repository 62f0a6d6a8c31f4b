// One open mail of the inbox: who wrote it, what it says as plain text, and the way to ask about it.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { guideApp } from "../place.js";
import { askAbout, openOtherWays } from "./asking.js";

const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const LONG = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });

/** {name, address} of a From line; a name is shown beside its address, never instead of it. */
export function senderOf(mail) {
  const found = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/s.exec(mail.sender);
  const name = found?.[1] || mail.sender.trim() || "No sender";
  return { name, address: found?.[2] ?? "" };
}

/** "3 Nov", or nothing where the mail has no date that can be read. */
export const day = (mail) => written(SHORT, mail.date) ?? "";

const written = (format, date) => (Number.isNaN(Date.parse(date)) ? undefined : format.format(Date.parse(date)));

/** The whole mail; `back` leads to the list on a narrow page. */
export function mailView(mail, back) {
  const { name, address } = senderOf(mail);
  const toList = h("button.icon-button.narrow-only", { type: "button", onclick: back }, icon("back"), "All mails");
  return h(
    "article.inbox-mail",
    { tabindex: 0, aria: { label: mail.subject || "A mail without a subject" } },
    toList,
    h("h2.inbox-title", { tabindex: -1, data: { key: "open-mail" } }, h("bdi", {}, mail.subject || "(no subject)")),
    h(
      "dl.inbox-facts",
      {},
      fact("From", h("bdi.inbox-name", {}, name), address && h("bdi.inbox-address", {}, `<${address}>`)),
      mail.date && fact("Date", written(LONG, mail.date) ?? mail.date),
    ),
    ways(mail),
    h("div.inbox-text", { dir: "auto" }, mail.text.trim() || "This mail has no text."),
    answer(mail),
  );
}

const fact = (name, ...words) => h("div", {}, h("dt", {}, name), h("dd", {}, words));

function ways(mail) {
  const app = guideApp();
  const look = { type: "button", data: { key: "ask" } };
  const asks = app && h("button.button.primary", look, icon("send", 16), `Ask ${app.name}`);
  asks?.addEventListener("click", async () => {
    asks.disabled = true;
    await askAbout(mail);
    asks.disabled = false;
  });
  const others = h(
    "button.button",
    { type: "button", aria: { haspopup: "menu" }, onclick: (event) => openOtherWays(event.currentTarget, mail) },
    "Other ways",
    icon("down", 14),
  );
  return h("div.inbox-ways", {}, asks, others);
}

function answer(mail) {
  if (!mail.answer) return null;
  return h("details.inbox-answer", {}, h("summary", {}, "Which is it?"), h("p", {}, mail.answer));
}
