// Words of people who write from right to left, and of people who pretend to: each paragraph has a direction of its own,
// and nothing in it turns the words around it.

import { h } from "../dom.js";

/** h() with dir="auto", set last: a browser looks for the direction anew at each child that comes into such an element. */
export function inOwnDirection(name, properties, ...children) {
  const element = h(name, properties, children);
  element.setAttribute("dir", "auto");
  return element;
}
