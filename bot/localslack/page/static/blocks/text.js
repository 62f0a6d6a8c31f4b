// Text objects: plain words, in which only the names of emoji become pictures, or Slack's markup.

import { inOwnDirection } from "./direction.js";
import { emoji, emojiPicture } from "./emoji.js";
import { drawMrkdwn } from "./mrkdwn.js";

/** A span for {type: "plain_text", text, emoji?} or a bare string. */
export function drawPlain(object) {
  return inOwnDirection("span.plain-text", {}, plainPieces(object));
}

/** A span for either kind of text object. */
export function drawText(object) {
  if (object?.type === "mrkdwn") return drawMrkdwn(object.text, { verbatim: object.verbatim });
  return drawPlain(object);
}

/** The words of a text object without any elements, for labels. */
export function plainWords(object) {
  const text = typeof object === "string" ? object : String(object?.text ?? "");
  if (object?.emoji === false) return text;
  return text.replace(/:([\w+'-]{1,60}):/g, (all, name) => emojiPicture(name) || all);
}

function plainPieces(object) {
  const text = typeof object === "string" ? object : String(object?.text ?? "");
  if (object?.emoji === false) return [text];
  return text.split(/:([\w+'-]{1,60}):/).map((one, number) => {
    if (number % 2 === 0) return one;
    return emojiPicture(one) ? emoji(one) : `:${one}:`;
  });
}
