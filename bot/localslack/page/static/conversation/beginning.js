// What stands above the messages: the way to earlier ones, and where there are none what the place is for.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { act, item } from "../live.js";
import { appOf, channel, channelName, isDirect } from "../names.js";
import { go } from "../place.js";

/** "Earlier messages", while there are some that this page was not told of. */
export function earlierButton(where) {
  if (!item(`earlier:${where}`)) return null;
  const more = () => act("earlier", {});
  return h("button.button.earlier", { type: "button", onclick: more, data: { key: "earlier" } }, "Earlier messages");
}

/** For a conversation without messages. */
export function emptyWords(where) {
  const room = channel(where);
  if (!room) return item("me") ? goneWords() : null;
  const app = appOf(room);
  const [title, ...lines] = app ? forApp(app) : forRoom(room);
  return h("div.empty", {}, h("h3", {}, title), lines.map((line) => h("p.soft", {}, line)));
}

/** The address is an old one, or somebody took this person out. */
function goneWords() {
  const inbox = (item("guide")?.samples ?? []).length > 0;
  const look = { type: "button", onclick: () => go({ kind: inbox ? "inbox" : "none" }), data: { key: "away" } };
  return h(
    "div.empty",
    {},
    h("h3", {}, "Nothing is here"),
    h("p.soft", {}, "Perhaps the local Slack was started again, or you are not a member any more."),
    inbox && h("button.button", look, "Go to the inbox"),
  );
}

function forApp(app) {
  const how = "Paste a strange mail into the box below, drop it here as a file, or ask in your own words.";
  return [`This is where you talk to ${app.name}`, app.description, how].filter(Boolean);
}

function forRoom(room) {
  const name = channelName(room);
  if (isDirect(room)) {
    return [`You and ${name}`, "Nobody else can read what you write here."];
  }
  const [sign, who] =
    room.kind === "group"
      ? [[icon("lock", 18), " ", name], "Only its members can read what is written here."]
      : [`#${name}`, "Everybody at work can read it."];
  return [sign, room.topic || "Nothing was written here yet.", who];
}
