// A channel or a direct message in the main part of the page.

import { fill, h } from "../dom.js";
import { act, ask, connection, item } from "../live.js";
import { appOf, channel, channelName } from "../names.js";
import { place } from "../place.js";
import { announcer } from "./announce.js";
import { leadToAnswers } from "./answered.js";
import { earlierButton, emptyWords } from "./beginning.js";
import { composer } from "./composer.js";
import { dropZone } from "./drop.js";
import { header } from "./header.js";
import { makeLog } from "./log.js";
import { promptChips } from "./prompts.js";
import { watch } from "./watches.js";

/** Shows the channel place.id in the main part; returns how to leave. */
export function mountConversation(element) {
  const where = place.id;
  const readOnly = () => !channel(where)?.member || channel(where).archived;
  let looked = false;
  const log = makeLog({
    where: { channel: where, readOnly },
    label: "Messages",
    top: () => earlierButton(where),
    empty: () => (looked ? emptyWords(where) : null),
  });
  const news = announcer(where);
  const foot = makeFoot(where, log);
  const head = header(where);
  const section = h("section.conversation", { aria: { label: "Conversation" } });
  fill(section, head.element, log.element, foot.element, news.element, dropZone(section, foot.composer, "Drop it here"));
  fill(element, section);
  log.toEnd();

  const enter = async () => {
    if (connection() !== "open") return;
    try {
      await ask("look", { channel: where });
    } catch {
      return; // it is asked again when the connection is there
    }
    looked = true;
    log.update();
    news.start();
  };
  const stops = [
    watch("connection", enter),
    watch(`channel:${where}`, () => looked || enter()),
    leadToAnswers(log.update),
    head.leave,
    log.leave,
    news.leave,
    foot.leave,
  ];
  enter();
  return () => stops.forEach((stop) => stop());
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
    leave();
    writer = prompts = null;
    if (!room) return fill(element);
    if (room.archived) return fill(element, h("p.foot-line.soft", {}, "This channel is archived. Nobody can write here any more."));
    if (!room.member) return fill(element, joinLine(room));
    writer = composer({ where, label: placeholder(room), sent: log.toEnd });
    prompts = promptChips(where, (text) => writer.send(text));
    fill(element, prompts.element, writer.element);
    if (window.innerWidth > 700 && !place.thread) writer.focus();
  };
  draw();
  const stop = watch([`channel:${where}`, "me"], draw);
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
  return room.kind === "im" || room.kind === "mpim" ? `Message ${appOf(room)?.name ?? name}` : `Message #${name}`;
}
