// Dialogs of the page itself: the focus stays inside, Escape closes, and what opened them gets the focus back.

import { sentence } from "../words.js";
import { drawMrkdwn } from "../blocks/blocks.js";
import { h, put } from "../dom.js";
import { dialogFrame } from "./frame.js";

/**
 * Opens a dialog. `content` is a list of nodes or words; `buttons` [{label, style?: "primary" | "danger", act?}] where
 * `act` may be async and keeps the dialog open by returning false; an Error that it throws is shown in the dialog.
 * Enter in a line of text is the last button. Returns {element, body, close(), trouble(words)}.
 */
export function openDialog({ title, content = [], buttons = [], label, wide = false, onclose }) {
  const frame = dialogFrame({ wide, label, leave: () => frame.close(), gone: onclose });
  frame.title.textContent = title;
  put(frame.body, content);
  put(frame.foot, buttons.map((button) => footButton(button, frame)));
  frame.foot.hidden = !buttons.length;
  frame.element.addEventListener("keydown", (event) => entered(event, frame));
  frame.show();
  const { element, body, close, trouble } = frame;
  return { element, body, close, trouble };
}

function footButton({ label, style = "", act }, frame) {
  const run = () => pressed(act, frame);
  const mine = { type: "button", onclick: run, data: { key: `foot ${label}` } };
  return h(`button.button${style ? `.${style}` : ""}`, mine, label);
}

async function pressed(act, frame) {
  if (frame.element.getAttribute("aria-busy") === "true") return;
  frame.trouble();
  frame.busy(true);
  try {
    if ((await act?.()) !== false) frame.close();
  } catch (error) {
    frame.trouble(sentence(error.message));
  } finally {
    frame.busy(false);
  }
}


function entered(event, frame) {
  const line = event.target.matches("input:not([type=checkbox], [type=radio], [type=file], [role=combobox])");
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented || !line) return;
  event.preventDefault();
  [...frame.foot.querySelectorAll("button")].at(-1)?.click();
}

/** Asks yes or no with a Slack confirm object {title, text, confirm, deny, style?}; resolves to true or false. */
export function confirmed({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    let answer = false;
    const look = style === "danger" ? "danger" : "primary";
    const yes = { label: wordsOf(confirm, "Yes"), style: look, act: () => void (answer = true) };
    openDialog({
      title: wordsOf(title, "Are you sure?"),
      content: [h("div.dialog-text", {}, text?.type === "mrkdwn" ? drawMrkdwn(text.text) : wordsOf(text, ""))],
      buttons: [{ label: wordsOf(deny, "Cancel") }, yes],
      onclose: () => resolve(answer),
    });
  });
}

const wordsOf = (given, otherwise) => (typeof given === "string" ? given : given?.text) || otherwise;
