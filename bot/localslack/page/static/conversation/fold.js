// A very long text does not push everything else away: it is cut with a fade, and a button shows all of it.

import { h } from "../dom.js";

const MOST = { person: 900, app: 2400 }; // pixels; an app's message is short by Slack's own limits

/** `body`, folded while it is taller than that; `kind` is "person" or "app". */
export function folding(body, kind, key) {
  const clip = h("div.fold-clip", {}, body);
  const button = h("button.link-button", { type: "button", data: { key }, hidden: true }, "Show all of it");
  const element = h("div.fold", {}, clip, button);
  let open = false;
  const look = () => {
    const tall = body.offsetHeight > MOST[kind];
    element.classList.toggle("folded", tall && !open);
    button.hidden = !tall;
    button.textContent = open ? "Show less" : "Show all of it";
    button.setAttribute("aria-expanded", String(open));
  };
  const turn = (next) => {
    open = next;
    look();
  };
  button.addEventListener("click", () => {
    turn(!open);
    if (!open) element.scrollIntoView({ block: "nearest" });
  });
  clip.addEventListener("scroll", () => clip.scrollTop > 0 && reveal(clip, turn));
  new ResizeObserver(look).observe(body);
  return element;
}

/** The browser scrolled to something inside, for the keyboard or a search: show it all. */
function reveal(clip, turn) {
  turn(true);
  clip.scrollTop = 0;
}
