// Signs that stand around words (*bold*, _italic_): a list of pieces with signs in it becomes nested elements, in one
// pass however many signs a hostile text holds, and a sign without a partner stays a sign.

import { h } from "../dom.js";

/** Collects pieces; `tags` says which element each sign makes, e.g. {"*": "strong"}. */
export class Marks {
  constructor(tags) {
    this.tags = tags;
    this.open = []; // {mark, children}: each sign stands here once at most, so the depth is that of `tags`
    this.children = [];
  }

  /** Words or a node; words that follow each other become one piece. */
  add(piece) {
    const last = this.children.length - 1;
    if (typeof piece === "string" && typeof this.children[last] === "string") this.children[last] += piece;
    else this.children.push(piece);
  }

  /** A sign that may open or close, by what stands beside it. */
  mark(mark, canOpen, canClose) {
    const at = this.open.findIndex((one) => one.mark === mark);
    if (at >= 0 && canClose && (this.children.length || at < this.open.length - 1)) this.close(at);
    else if (at < 0 && canOpen) {
      this.open.push({ mark, children: this.children });
      this.children = [];
    } else this.add(mark);
  }

  close(at) {
    while (this.open.length > at + 1) this.flatten();
    const { mark, children } = this.open.pop();
    const inside = h(this.tags[mark], {}, this.children);
    this.children = children;
    this.add(inside);
  }

  flatten() {
    const { mark, children } = this.open.pop();
    const inside = this.children;
    this.children = children;
    this.add(mark);
    for (const one of inside) this.add(one);
  }

  /** Everything so far, as nodes and words; what is still open stays as its sign. */
  end() {
    while (this.open.length) this.flatten();
    const all = this.children;
    this.children = [];
    return all;
  }
}

/** Whether a letter or digit stands at this end of a text. */
export const isWord = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
export const isSpace = (sign) => sign === undefined || /\s/u.test(sign);
