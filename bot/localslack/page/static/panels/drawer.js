// What goes over the wire, and faults to order.
import { h } from "../dom.js";
/** Fills the drawer at the foot of the page. */
export function mountDrawer(element) {}
/** The button that opens it, for the top bar. */
export function drawerButton() { return h("span"); }
