// People, groups and channels named in a text.

import { h } from "../dom.js";
import { item } from "../live.js";
import { channel, channelName, user, userName } from "../names.js";
import { place } from "../place.js";

const EVERYBODY = ["here", "channel", "everyone"];

/** "@Name"; one's own name stands out. `label` is what the text itself calls somebody who is not known here. */
export function userMention(id, label = "") {
  const mine = id === item("me")?.user;
  const name = user(id) || !label ? userName(id) : label.replace(/^@/, "");
  return h(`bdi.mention${mine ? ".mine" : ""}`, { data: { user: id } }, `@${name}`);
}

/** "#name", a way there where the reader may go. */
export function channelMention(id, label = "") {
  const one = channel(id);
  const name = one ? channelName(one) : label.replace(/^#/, "") || id;
  if (!one) return h("bdi.mention", {}, `#${name}`);
  const href = `#${encodeURIComponent(place.person)}/${encodeURIComponent(id)}`;
  return h("a.mention", { href, data: { channel: id } }, h("bdi", {}, `#${name}`));
}

/** "@group" */
export const groupMention = (id, label = "") => h("bdi.mention", {}, `@${label.replace(/^@/, "") || id}`);

/** "@here", "@channel" or "@everyone"; anything else that an app makes up is shown as it is. */
export const broadcast = (range) => h(`bdi.mention${EVERYBODY.includes(range) ? ".mine" : ""}`, {}, `@${range}`);
