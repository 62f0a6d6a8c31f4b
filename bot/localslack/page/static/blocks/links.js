// Addresses that somebody else wrote: only those that open a page or a mail become links, and nothing is ever fetched.

import { h } from "../dom.js";
import { item } from "../live.js";

const OPENED = ["http:", "https:", "mailto:"];

/** The address as it may stand in a link, or "" where it may not be opened (javascript:, data:, file:, nonsense). */
export function safeAddress(address) {
  const parsed = parse(address);
  return parsed && OPENED.includes(parsed.protocol) ? parsed.href : "";
}

/** A link in a tab of its own; plain words where the address may not be opened. */
export function link(address, ...words) {
  const href = safeAddress(address);
  if (!href) return h("bdi.not-a-link", {}, words);
  return h("a.link", { href, target: "_blank", rel: "noopener noreferrer nofollow", title: String(address) }, words);
}

/** Makes the links in an element plain words: in what people paste nobody opens a scammer's page by accident. */
export function deaden(element) {
  for (const one of element.querySelectorAll("a.link")) {
    const title = "Links that people write cannot be opened here";
    one.replaceWith(h("span.dead-link", { title }, [...one.childNodes]));
  }
  return element;
}

/** The host of an address, for people to read. */
export const hostOf = (address) => parse(address)?.host ?? "";

/** Where the page itself finds a picture: {image_url}, {slack_file} or an address; "" for one from outside. */
export function ownPicture({ image_url: address = "", slack_file: file = {} }) {
  const team = item("me")?.team ?? "";
  if (file?.id) return `/page/file/${encodeURIComponent(`${team}-${file.id}`)}`;
  const found = parse(address || file?.url || "");
  if (!found) return "";
  const kept = isHere(found) && /^\/files-(?:pri|tmb|email-priv)\/(T\w+-F\w+)/.exec(found.pathname);
  if (kept) return `/page/file/${kept[1]}`;
  const shown = file?.url && /\/files\/[^/]+\/(F\w+)/.exec(found.pathname);
  return shown ? `/page/file/${encodeURIComponent(`${team}-${shown[1]}`)}` : "";
}

const isHere = (url) => url.port === location.port && ["127.0.0.1", "localhost"].includes(url.hostname);

function parse(address) {
  try {
    return new URL(String(address));
  } catch {
    return null;
  }
}
