// A channel or a direct message in the main part of the page.

import { NARROW } from "../width.js";
import { fill, h } from "../dom.js";
import { act, item, on } from "../live.js";
import { appOf, channel, channelName, isDirect } from "../names.js";
import { place } from "../place.js";
import { announcer } from "./announce.js";
import { leadToAnswers } from "./answered.js";
import { earlierButton, emptyWords } from "./beginning.js";
import { composer } from "./composer.js";
import { dropZone } from "./drop.js";
import { header } from "./header.js";
import { makeLog } from "./log.js";
import { keepOpen, onOpen } from "./looking.js";
import { promptChips } from "./prompts.js";

const ARCHIVED = "This channel is archived. Nobody can write here any more.";

/** Shows the channel place.id in the main part; returns how to leave. */
export function mountConversation(element) {
  const where = place.id;
  const log = makeLog({
    where: { channel: where, readOnly: () => !channel(where)?.member || channel(where).archived },
    label: "Messages",
    top: () => earlierButton(where),
    empty: () => emptyWords(where),
  });
  const news = announcer(where);
  const foot = makeFoot(where, log);
  const head = header(where);
  const section = h("section.conversation", { aria: { label: "Conversation" } });
  const zone = dropZone(section, foot.composer, "Drop it here");
  fill(section, head.element, log.element, foot.element, news.element, zone);
  fill(element, section);
  arrive(element, foot.composer());
  const stops = [onOpen(news.start), leadToAnswers(log.update), head.leave, log.leave, news.leave, foot.leave];
  stops.push(keepOpen(where));
  return () => stops.forEach((stop) => stop());
}

/** The focus goes to the box; on a narrow page, where that would open a keyboard, to the conversation. */
function arrive(element, writer) {
  if (place.thread) return;
  if (!NARROW.matches && writer) writer.focus();
  else if (document.activeElement === document.body || document.activeElement.closest("#sidebar")) element.focus();
}

/** The composer, or why there is none: {element, composer() -> composer or null, leave()}. */
function makeFoot(where, log) {
  const element = h("footer.conversation-foot");
  let writer = null;
  let prompts = null;
  let shown = "";
  const leave = () => prompts?.leave();
  const draw = () => {
    const room = channel(where);
    const state = !room ? "none" : room.archived ? "archived" : room.member ? `write:${item("me")?.user}` : "join";
    if (state === shown) return;
    shown = state;
    const hadFocus = element.contains(document.activeElement);
    leave();
    writer = prompts = null;
    fill(element, ...parts(room));
    if (hadFocus) (element.querySelector("textarea, button") ?? document.getElementById("main")).focus();
  };
  const parts = (room) => {
    if (!room) return [];
    if (room.archived) return [h("p.foot-line.soft", {}, ARCHIVED)];
    if (!room.member) return [joinLine(room)];
    writer = composer({ where, label: placeholder(room), sent: log.toEnd });
    prompts = promptChips(where, (text) => writer.send(text));
    return [prompts.element, writer.element];
  };
  draw();
  const stop = on([`channel:${where}`, "me"], draw);
  return {
    element,
    composer: () => writer,
    leave: () => {
      stop();
      leave();
    },
  };
}

function joinLine(room) {
  const name = channelName(room);
  const join = () => act("join", { channel: room.id });
  return h(
    "p.foot-line",
    {},
    h("span.soft", {}, "You are looking at this channel from outside."),
    h("button.button.primary", { type: "button", onclick: join, data: { key: "join" } }, `Join #${name}`),
  );
}

function placeholder(room) {
  const name = channelName(room);
  return isDirect(room) ? `Message ${appOf(room)?.name ?? name}` : `Message #${name}`;
}
