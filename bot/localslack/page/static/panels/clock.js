// Slack's clock.
import { h } from "../dom.js";
/** The clock in the top bar: shows Slack's time; its menu moves it ahead. */
export function clockButton() { return h("span"); }
