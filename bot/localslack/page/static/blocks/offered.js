// What a list offers to pick from: the app's options, people, conversations or channels.

import { all, item } from "../live.js";
import { channelName, people } from "../names.js";
import { place } from "../place.js";
import { plainWords } from "./text.js";

const KINDS = { public: "channel", private: "group", im: "im", mpim: "mpim" };

/** Groups of choices: [{label, options: [{value, label, detail}]}]; a group without a label stands alone. */
export function offered(element) {
  if (/users_select$/.test(element.type))
    return [{ label: "", options: people().map((one) => ({ value: one.id, label: one.name })) }];
  if (/channels_select$/.test(element.type)) return [{ label: "", options: channels(["public"], {}) }];
  if (/conversations_select$/.test(element.type)) {
    const filter = element.filter ?? {};
    return [{ label: "", options: channels(filter.include ?? Object.keys(KINDS), filter) }];
  }
  if (element.option_groups)
    return element.option_groups.map((one) => ({ label: plainWords(one.label), options: one.options.map(choice) }));
  return [{ label: "", options: (element.options ?? []).map(choice) }];
}

const choice = (option) => ({
  value: option.value,
  label: plainWords(option.text),
  detail: option.description ? plainWords(option.description) : "",
});

function channels(include, filter) {
  const kinds = include.map((one) => KINDS[one]);
  return all("channel:")
    .filter((one) => kinds.includes(one.kind) && !one.archived && (one.member || one.kind === "channel"))
    .filter((one) => !(filter.exclude_external_shared_channels && one.shared))
    .filter(
      (one) => !(filter.exclude_bot_users && one.kind === "im" && one.members.some((id) => item(`user:${id}`)?.bot)),
    )
    .map((one) => ({
      value: one.id,
      label: `${KINDS.public === one.kind || KINDS.private === one.kind ? "#" : ""}${channelName(one)}`,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** The conversation that is open, for a list that begins with it; null where there is none. */
export function openConversation(element) {
  const here = element.default_to_current_conversation && place.kind === "channel" ? place.id : null;
  return here && offered(element)[0].options.some((one) => one.value === here) ? here : null;
}
