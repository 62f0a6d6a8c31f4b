// The upper edge of the drawer: pulled with the mouse or moved with the arrows, it makes the drawer higher or lower.

import { h } from "../dom.js";

const KEPT = "drawer height";
const [LEAST, MOST, STEP] = [20, 75, 5]; // per cent of the page's height

/** The edge of this drawer. */
export function grip(drawer) {
  const look = { orientation: "horizontal", label: "Height of the drawer", valuemin: LEAST, valuemax: MOST };
  const edge = h("div.wire-grip", { role: "separator", tabindex: 0, aria: look });
  const set = (share) => {
    const height = Math.round(Math.max(LEAST, Math.min(MOST, share)));
    drawer.style.setProperty("--drawer-height", `${height}dvh`);
    edge.setAttribute("aria-valuenow", String(height));
    localStorage.setItem(KEPT, String(height));
  };
  const height = () => Number(edge.getAttribute("aria-valuenow"));
  edge.addEventListener("keydown", (event) => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    set(height() + by);
  });
  edge.addEventListener("pointerdown", (event) => edge.setPointerCapture(event.pointerId));
  edge.addEventListener("pointermove", (event) => {
    if (edge.hasPointerCapture(event.pointerId)) set((1 - event.clientY / window.innerHeight) * 100);
  });
  set(Number(localStorage.getItem(KEPT)) || 40);
  return edge;
}
