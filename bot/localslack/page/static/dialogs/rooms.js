// Adding a channel, and writing to somebody.

import { h } from "../dom.js";
import { act, all, ask, item } from "../live.js";
import { channelName, face, me, people } from "../names.js";
import { go } from "../place.js";
import { chooser } from "./chooser.js";
import { openDialog } from "./dialog.js";
import { field } from "./labelled.js";
import { openMenu } from "./menu.js";

/** The "+" beside a heading of the sidebar; `kind` is "channel" or "direct". */
export function openAddMenu(kind, anchor) {
  if (kind === "direct") openWriteTo();
  else openMenu(anchor, channelChoices(), { label: "Add a channel" });
}

function channelChoices() {
  const others = all("channel:").filter((one) => one.kind === "channel" && !one.member && !one.archived);
  const make = { label: "Make a channel", icon: "add", act: openMake };
  if (!others.length) return [make];
  const named = [...others].sort((a, b) => channelName(a).localeCompare(channelName(b)));
  return [make, { heading: "Channels you can join" }, ...named.map(joinChoice)];
}

function joinChoice(one) {
  const join = async () => {
    if ((await act("join", { channel: one.id })) !== undefined) go({ kind: "channel", id: one.id });
  };
  return { label: `Join #${one.name}`, detail: one.topic, icon: "hash", act: join };
}

function openMake() {
  const name = h("input.input", { type: "text", maxlength: 80, placeholder: "invoices", autocomplete: "off" });
  const hint = "Small letters and no spaces, for example money-questions.";
  const named = field({ name: "Name", control: name, hint });
  const secret = h("input", { type: "checkbox" });
  const make = async () => {
    named.wrong(name.value.trim() ? "" : "Please give it a name.");
    if (!name.value.trim()) return false;
    const { channel } = await ask("create", { name: name.value.replace(/^\s*#/, ""), private: secret.checked });
    go({ kind: "channel", id: channel });
    return true;
  };
  const detail = h("span.menu-detail", {}, "Others cannot see this channel.");
  const box = h("span.menu-words", {}, h("span", {}, "Only for people who are brought in"), detail);
  openDialog({
    title: "Make a channel",
    content: [named.element, h("label.check-row", {}, secret, box)],
    buttons: [{ label: "Cancel" }, { label: "Make it", style: "primary", act: make }],
  });
}

function openWriteTo() {
  const list = chooser({ name: "Who is it for?", options: others().map(personOption), several: true });
  const write = async () => {
    const users = list.chosen();
    if (!users.length) {
      list.wrong("Please choose at least one person.");
      return false;
    }
    const { channel } = await ask("open_direct", { users });
    if (item(`channel:${channel}`)) go({ kind: "channel", id: channel });
    return true;
  };
  const buttons = [{ label: "Cancel" }, { label: "Open the conversation", style: "primary", act: write }];
  openDialog({ title: "Write to somebody", content: [list.element], buttons });
}

const others = () => present().filter((one) => one.id !== me()?.id);

/** Everybody who can be written to or brought in: people and apps, but not Slack's own voice. */
export const present = () => people().filter((one) => (one.person || one.bot) && one.id !== "USLACKBOT");

/** A person or a bot as a line to choose. */
function personOption(one) {
  return { id: one.id, label: one.name, detail: one.title || (one.bot ? "App" : ""), picture: () => face(one.id, 28) };
}
