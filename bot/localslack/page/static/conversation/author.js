// Who wrote a message, as it is shown: a person, an app, or the mail room of Slack itself.

import { app, me, user, userName } from "../names.js";

/** {id, name, tag}; `tag` is a word beside the name. */
export function author(message) {
  if (isMailIn(message)) return { id: "USLACKBOT", name: "Email", tag: "sent in" };
  const one = user(message.user);
  const name = message.username || userName(message.user) || app(message.app_id)?.name || "Somebody";
  const isApp = Boolean(message.bot_id || one?.bot);
  const tag = isApp ? "App" : one?.stranger ? "Another company" : one?.guest ? "Guest" : "";
  return { id: message.user || message.bot_id, name, tag };
}

/** Whether it is a mail that came in at the channel's address. */
export const isMailIn = (message) =>
  message.user === "USLACKBOT" && (message.files ?? []).some((file) => file.mode === "email");

export const isMine = (message) => Boolean(message.user) && message.user === me()?.id;

export const isApp = (message) => Boolean(message.bot_id) && !isMailIn(message);
