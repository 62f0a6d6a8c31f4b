// The frame that every dialog has: a title, a body that scrolls, a foot with buttons, and a line for trouble.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { firstField, reachable, rememberFocus } from "./focus.js";

let count = 0;

/**
 * A dialog that is not shown yet: {element, title, before, body, foot, show(), close(), trouble(words), busy(flag)}.
 * `leave` is called when somebody wants out (Escape, the cross); `gone` once it is closed. What had the focus when it
 * was shown gets it back.
 */
export function dialogFrame({ wide = false, label, leave, gone }) {
  const id = `dialog-${++count}`;
  const title = h("h2", { id });
  const before = h("div.dialog-before");
  const cross = { type: "button", aria: { label: "Close" }, onclick: () => leave(), data: { key: "dialog-close" } };
  const head = h("header.dialog-head", {}, before, title, h("button.icon-button", cross, icon("close")));
  const said = h("div.dialog-trouble", { role: "alert" });
  const body = h("div.dialog-body");
  const foot = h("footer.dialog-foot");
  const aria = label ? { label } : { labelledby: id };
  const element = h(`dialog.dialog${wide ? ".wide" : ""}`, { aria }, head, said, body, foot);
  const trouble = (words = "") => said.textContent === words || fill(said, words); // not read out twice
  const shown = { element, title, before, body, foot, trouble };
  shown.busy = (flag) => setBusy(element, flag);
  return Object.assign(shown, opening(shown, leave, gone));
}

function opening({ element, body, foot }, leave, gone) {
  let back = null;
  const finish = () => {
    if (!back) return;
    const give = back;
    back = null;
    const mine = element.contains(document.activeElement) || document.activeElement === document.body;
    element.close();
    element.remove();
    if (mine) give();
    gone?.();
  };
  const show = (returns = rememberFocus()) => {
    back = returns;
    document.getElementById("layers").append(element);
    element.showModal();
    settleFocus(element, body, foot);
  };
  element.addEventListener("cancel", (event) => {
    if (event.target !== element) return; // a file chooser inside says "cancel" too
    event.preventDefault();
    leave();
  });
  element.addEventListener("close", () => (element.isConnected && back ? leave() : undefined));
  element.addEventListener("pointerdown", (event) => {
    if (event.target === element && !firstField(element)) leave();
  });
  return { show, close: finish };
}

/** The first field, else the least harmful button, else the cross. */
export function settleFocus(element, body, foot) {
  const scrolls = body.scrollHeight > body.clientHeight && !reachable(body).length;
  if (scrolls) body.tabIndex = 0;
  const buttons = [...foot.querySelectorAll("button")];
  const button = buttons.find((one) => one.matches(".primary")) ?? buttons[0];
  const target = body.querySelector("[autofocus]") ?? firstField(body) ?? button ?? element.querySelector("button");
  target.focus();
}

/** While something is on its way its buttons do nothing, but keep the focus. */
function setBusy(element, flag) {
  element.setAttribute("aria-busy", String(flag));
  for (const button of element.querySelectorAll(".dialog-foot button")) {
    if (flag) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
