// The menu behind the composer's "+".

import { openEmailInto } from "../dialogs/mail_in.js";
import { act, all } from "../live.js";
import { channel } from "../names.js";
import { openMenu } from "../dialogs/menu.js";
import { commands } from "./commands.js";

/** Opens it. `choose()` opens the file chooser; `write(text)` puts a command into the box. */
export function openPlus(anchor, { where, thread, choose, write }) {
  const room = channel(where);
  const isRoom = room?.kind === "channel" || room?.kind === "group";
  const entries = [
    { label: "Add a file", icon: "file", act: choose },
    isRoom && !thread && { label: "Send an email into this channel", icon: "mail", act: () => openEmailInto(where) },
    ...shortcuts(),
    ...(thread ? [] : commandEntries(write)),
  ];
  openMenu(anchor, entries.filter(Boolean), { label: "Add to the message" });
}

function shortcuts() {
  const found = all("app:").flatMap((app) =>
    app.shortcuts
      .filter((one) => one.type === "global")
      .map((one) => ({
        label: one.name,
        detail: app.name,
        icon: "bolt",
        act: () => act("shortcut", { app: app.id, callback_id: one.callback_id }),
      })),
  );
  return found.length ? [{ heading: "Shortcuts" }, ...found] : [];
}

function commandEntries(write) {
  const lines = commands().map((one) => ({
    label: [one.name, one.hint].filter(Boolean).join(" "),
    detail: one.description,
    act: () => setTimeout(() => write(`${one.name} `), 0),
  }));
  return [{ heading: "Commands" }, ...lines];
}
