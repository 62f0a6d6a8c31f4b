// Pictures: those that this Slack keeps are shown, those from elsewhere are only named, because nothing is fetched.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { drawPlain } from "./text.js";
import { hostOf, ownPicture } from "./links.js";

/** An image block: its title over the picture. */
export function drawImageBlock(block) {
  const title = block.title && h("figcaption", {}, drawPlain(block.title));
  return h("figure.picture", {}, title, picture(block));
}

/** The picture of an image block or element; `small` for one in a line of small text. */
export function picture(image, small = false) {
  const source = ownPicture(image);
  const words = String(image.alt_text ?? "");
  if (!source) return notLoaded(image, words, small);
  const shown = h(`img.shown${small ? ".small-picture" : ""}`, { src: source, alt: words, loading: "lazy" });
  shown.addEventListener("error", () => shown.replaceWith(box(words, "this picture cannot be shown", small)));
  return shown;
}

function notLoaded(image, words, small) {
  const host = hostOf(image.image_url ?? image.slack_file?.url ?? "");
  return box(words, host ? `picture from ${host}, not loaded` : "picture, not loaded", small);
}

/** A box in the place of a picture. */
function box(words, reason, small) {
  const label = [words, reason].filter(Boolean).join(": ");
  if (small)
    return h("span.picture-box.small-picture", { role: "img", title: label, aria: { label } }, icon("file", 14));
  return h(
    "span.picture-box",
    { title: label },
    icon("file", 18),
    h("span.picture-words", {}, words && h("bdi.picture-alt", {}, words), h("span.soft.small", {}, reason)),
  );
}
