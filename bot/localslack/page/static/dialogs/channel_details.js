// What a channel is: who is in it, how to bring somebody in, and that mails can be sent to it.

import { openEmailInto } from "./mail_in.js";
import { sentence } from "../words.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { ask, item, on } from "../live.js";
import { appOf, channelName, face, me, people, user, userName } from "../names.js";
import { confirmed, openDialog } from "./dialog.js";
import { present } from "./rooms.js";

let redraw = () => {};

on(["channel:", "user:"], () => redraw());

/** Who is in a channel; bring somebody in; leave. */
export function openChannelDetails(channelId) {
  const room = h("div.details", { tabindex: -1, autofocus: true });
  const dialog = {}; // what the buttons in it use, once it is open
  let written = "";
  redraw = () => {
    const channel = item(`channel:${channelId}`);
    const now = JSON.stringify([channel, people()]);
    if (now === written) return;
    written = now;
    if (channel) fill(room, parts(channel, dialog));
    else dialog.close?.();
    if (dialog.element?.isConnected && document.activeElement === document.body) room.focus();
  };
  redraw();
  const title = titleOf(item(`channel:${channelId}`));
  Object.assign(dialog, openDialog({ title, content: [room], onclose: () => (redraw = () => {}) }));
}

const isRoom = (channel) => channel.kind === "channel" || channel.kind === "group";

const titleOf = (channel) => (channel && isRoom(channel) ? `#${channelName(channel)}` : channelName(channel));

function parts(channel, dialog) {
  const able = isRoom(channel) && channel.member && !channel.archived;
  return [
    channel.topic && h("p", {}, channel.topic),
    h("p.small.soft", {}, kindWords(channel)),
    h("section", {}, h("h3", {}, countWords(channel.members.length)), members(channel, able, dialog)),
    able && inviting(channel, dialog),
    isRoom(channel) && !channel.archived && mailing(channel, dialog),
    able && h("section", {}, leaveButton(channel, dialog)),
    isRoom(channel) && !channel.member && !channel.archived && joinButton(channel, dialog),
  ];
}

function kindWords(channel) {
  const shared = channel.shared ? " People from another company are in it." : "";
  const kinds = {
    channel: "Everybody in this workspace can find it and join.",
    group: "Only people who were brought in can see it.",
    im: appOf(channel) ? "Only you and this app can see it." : "Only the two of you can see it.",
    mpim: "Only the people in it can see it.",
  };
  return (channel.archived ? "It is archived: nobody can write here any more." : kinds[channel.kind]) + shared;
}

const countWords = (count) => (count === 1 ? "1 member" : `${count} members`);

function members(channel, able, dialog) {
  const sorted = [...channel.members].sort((a, b) => userName(a).localeCompare(userName(b)));
  return h("ul.member-list", {}, sorted.map((id) => member(channel, id, able, dialog)));
}

function member(channel, id, able, dialog) {
  const mine = id === me()?.id;
  const one = user(id);
  const detail = [one?.title || (one?.bot ? "App" : ""), one?.guest && "Guest"].filter(Boolean).join(", ");
  const name = h("span", {}, userName(id), mine ? " (you)" : "");
  return h(
    "li.member-row",
    {},
    face(id, 32),
    h("span.menu-words", {}, name, detail && h("span.menu-detail", {}, detail)),
    able && !mine && removeButton(channel, id, dialog),
  );
}

function removeButton(channel, id, dialog) {
  const label = `Remove ${userName(id)}`;
  const remove = () => tried(dialog, "remove", { channel: channel.id, user: id });
  const mine = { type: "button", aria: { label }, title: label, onclick: remove, data: { key: `remove-${id}` } };
  return h("button.icon-button", mine, icon("close", 16));
}

async function tried(dialog, name, given) {
  dialog.trouble();
  try {
    await ask(name, given);
    return true;
  } catch (error) {
    dialog.trouble(sentence(error.message));
    return false;
  }
}

function inviting(channel, dialog) {
  const absent = present().filter((one) => !channel.members.includes(one.id));
  if (!absent.length) return null;
  const options = absent.map((one) => h("option", { value: one.id }, one.bot ? `${one.name} (app)` : one.name));
  const select = h("select.input", { aria: { label: "Bring somebody in" }, data: { key: "invite-whom" } }, options);
  const invite = () => tried(dialog, "invite", { channel: channel.id, user: select.value });
  const button = h("button.button", { type: "button", onclick: invite, data: { key: "invite" } }, "Bring in");
  return h("section", {}, h("h3", {}, "Bring somebody in"), h("div.invite-row", {}, select, button));
}

function mailing(channel, dialog) {
  const open = () => {
    dialog.close();
    openEmailInto(channel.id);
  };
  const words = `#${channelName(channel)} has a mail address of its own. What is sent to it arrives here as a message.`;
  const mine = { type: "button", onclick: open, data: { key: "email-in" } };
  const button = h("button.button", mine, icon("mail"), "Send an email into this channel");
  return h("section", {}, h("h3", {}, "Mail"), h("p.small.soft", {}, words), button);
}

function leaveButton(channel, dialog) {
  const leave = async () => {
    const title = `Leave #${channelName(channel)}?`;
    const closed = channel.kind === "group";
    const text = closed ? "Somebody has to bring you in again." : "You can join again at any time.";
    if (!(await confirmed({ title, text, confirm: "Leave", deny: "Stay", style: "danger" }))) return;
    if (await tried(dialog, "leave", { channel: channel.id })) dialog.close();
  };
  const mine = { type: "button", onclick: leave, data: { key: "leave" } };
  return h("button.button.quiet-danger", mine, "Leave this channel");
}

function joinButton(channel, dialog) {
  const join = () => tried(dialog, "join", { channel: channel.id });
  return h("button.button.primary", { type: "button", onclick: join, data: { key: "join" } }, "Join this channel");
}
