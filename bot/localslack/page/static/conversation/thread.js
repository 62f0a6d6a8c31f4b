// A thread in the side pane: the message it hangs under, the replies, and a box for the next one.

import { NARROW } from "../width.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { item, on } from "../live.js";
import { channel, channelName, isDirect } from "../names.js";
import { goThread, onMove, place } from "../place.js";
import { earlierButton } from "./beginning.js";
import { composer } from "./composer.js";
import { dropZone } from "./drop.js";
import { makeLog } from "./log.js";
import { wished } from "./wishes.js";


/** Shows place.thread in the side pane while there is one. */
export function mountThread(element) {
  let shown = "";
  let leave = () => {};
  const show = () => {
    const open = place.kind === "channel" && place.thread && item("me") && channel(place.id);
    const key = open ? `${item("me").user}:${place.id}:${place.thread}` : "";
    if (key === shown) return;
    const [, , before] = shown.split(":");
    const hadFocus = element.contains(document.activeElement) || document.activeElement === document.body;
    shown = key;
    leave();
    leave = () => {};
    element.hidden = !open;
    cover(element);
    fill(element);
    if (open) leave = fillPane(element, place.id, place.thread);
    else if (hadFocus && place.kind === "channel") backTo(before);
  };
  onMove(show);
  on(["me", "channel:"], show);
  NARROW.addEventListener("change", () => cover(element));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || element.hidden) return;
    if (event.target !== document.body && !event.target.closest("#main, #thread")) return;
    event.preventDefault();
    goThread("");
  });
  show();
}

/** On a narrow page the thread lies over the conversation, which then cannot be reached. */
function cover(element) {
  document.getElementById("main").inert = NARROW.matches && !element.hidden;
}

/** The focus goes back to the message that the thread hangs under. */
function backTo(ts) {
  const message = ts && document.querySelector(`#main .message[data-ts="${CSS.escape(ts)}"]`);
  if (message) message.focus();
  else document.getElementById("main").focus();
}

function fillPane(element, where, thread) {
  const room = channel(where);
  const readOnly = () => !channel(where)?.member || channel(where).archived;
  const direct = isDirect(room);
  const name = direct ? channelName(room) : `#${channelName(room)}`;
  const log = makeLog({ where: { channel: where, thread, readOnly }, label: "Thread", empty: () => missing(where) });
  const writer = readOnly()
    ? null
    : composer({ where, thread, label: "Reply", alsoTo: direct ? "" : name, sent: log.toEnd });
  const close = h(
    "button.icon-button",
    { type: "button", title: "Close", aria: { label: "Close the thread" }, onclick: () => goThread("") },
    icon("close", 20),
  );
  const title = h("div.conversation-title", {}, h("h2", {}, "Thread"), h("span.small.soft", {}, name));
  const pane = h("section.conversation", { aria: { label: "Thread" } });
  fill(
    pane,
    h("header.conversation-head", {}, title, close),
    log.element,
    writer && h("footer.conversation-foot", {}, writer.element),
    dropZone(pane, () => writer, "Drop it into the thread"),
  );
  fill(element, pane);
  arrive(pane, writer, wished());
  return log.leave;
}

/** Who opened the thread is led into it: to the box; on a narrow page, where a keyboard would open, to the answer. */
function arrive(pane, writer, wish) {
  if (!wish) return;
  const last = [...pane.querySelectorAll(".message")].at(-1);
  if (writer && (wish === "reply" || !NARROW.matches)) writer.focus();
  else (last ?? pane.querySelector(".log")).focus({ preventScroll: true });
}

/** The first message is further up than what came, or gone. */
function missing(where) {
  const earlier = earlierButton(where);
  const words = earlier ? "This thread began further up." : "Nothing is here yet.";
  return h("div.empty", {}, h("p.soft", {}, words), earlier);
}
