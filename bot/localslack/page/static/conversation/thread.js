// A thread in the side pane: the message it hangs under, the replies, and a box for the next one.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { item } from "../live.js";
import { channel, channelName } from "../names.js";
import { goThread, onMove, place } from "../place.js";
import { earlierButton } from "./beginning.js";
import { composer } from "./composer.js";
import { dropZone } from "./drop.js";
import { makeLog } from "./log.js";
import { watch } from "./watches.js";
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
    const hadFocus = element.contains(document.activeElement);
    shown = key;
    leave();
    leave = () => {};
    element.hidden = !open;
    fill(element);
    if (open) leave = fillPane(element, place.id, place.thread);
    else if (hadFocus) backTo(before);
  };
  onMove(show);
  watch(["me", "channel:"], show);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    goThread("");
  });
  show();
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
  const direct = room.kind === "im" || room.kind === "mpim";
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
  const pane = h("section.conversation", { aria: { label: "Thread" } });
  fill(
    pane,
    h("header.conversation-head", {}, h("div.conversation-title", {}, h("h2", {}, "Thread"), h("span.small.soft", {}, name)), close),
    log.element,
    writer && h("footer.conversation-foot", {}, writer.element),
    dropZone(pane, () => writer, "Drop it into the thread"),
  );
  fill(element, pane);
  log.toEnd();
  if (wished("thread")) writer?.focus();
  return log.leave;
}

/** The first message is further up than what came, or gone. */
function missing(where) {
  const earlier = earlierButton(where);
  return h("div.empty", {}, h("p.soft", {}, earlier ? "This thread began further up." : "Nothing is here yet."), earlier);
}
