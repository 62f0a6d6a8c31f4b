// Slash commands: those of the apps, and the few that Slack itself has.

import { all, ask, item } from "../live.js";
import { channel, isDirect } from "../names.js";
import { go } from "../place.js";
import { rooms, toSent, whoIs } from "./typed_names.js";

const OWN = [
  { name: "/invite", hint: "@name", description: "Bring somebody into this channel", run: invite },
  { name: "/leave", hint: "", description: "Leave this channel", run: leave },
  { name: "/join", hint: "#channel", description: "Go into another channel", run: join },
  { name: "/dm", hint: "@name", description: "Write to somebody alone", run: direct },
];

/** [{name, hint, description, run(text, channel)}], the apps' first. */
export function commands() {
  const ofApps = all("app:").flatMap((app) =>
    app.commands.map((one) => ({
      name: one.command,
      hint: one.usage_hint ?? "",
      description: one.description ?? "",
      run: (text, where) => ask("command", { app: app.id, command: one.command, text, channel: where }),
    })),
  );
  return [...ofApps, ...OWN];
}

/** Whether a text is meant as a command: "/word", not "/var/log" and not "//". */
export const isCommand = (text) => /^\/[a-z][\w-]*(?:\s|$)/i.test(text);

/** Runs the command; throws an Error with a sentence. */
export async function runCommand(text, where, thread) {
  if (thread) throw new Error("Slack does not take slash commands in threads. Write it in the channel.");
  const [, word, rest] = text.match(/^(\/\S+)\s*([^]*)$/);
  const found = commands().find((one) => one.name.toLowerCase() === word.toLowerCase());
  if (!found) throw new Error(`There is no command ${word} here. Type / to see all of them.`);
  await found.run(rest.trim(), where);
}

async function invite(text, where) {
  if (isDirect(channel(where))) throw new Error("You cannot add people to a direct message.");
  await ask("invite", { channel: where, user: found(text).id });
}

async function leave(text, where) {
  if (isDirect(channel(where))) throw new Error("You cannot leave a direct message.");
  await ask("leave", { channel: where });
}

async function join(text) {
  const name = text.replace(/^#/, "").toLowerCase();
  const room = rooms().find((one) => one.name.toLowerCase() === name);
  if (!room) throw new Error(name ? `There is no channel #${name}.` : "Which channel? Write /join #channel.");
  if (!room.member) await ask("join", { channel: room.id });
  go({ kind: "channel", id: room.id });
}

/** "/dm @Ann Berg" opens the conversation; words behind the name are sent. */
async function direct(text) {
  const [id, words] = addressed(text);
  const { channel: where } = await ask("open_direct", { users: [id] });
  if (words) await ask("say", { channel: where, text: words });
  go({ kind: "channel", id: where });
}

function addressed(text) {
  const [, id, words] = toSent(text).match(/^<@(\w+)>\s*([^]*)$/) ?? [];
  if (id && item(`user:${id}`)) return [id, words];
  return [found(text).id, ""];
}

function found(text) {
  const one = whoIs(text);
  if (!one) throw new Error(text ? `Nobody here is called ${text}.` : "Who? Write @ and the name.");
  return one;
}
