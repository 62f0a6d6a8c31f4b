// Which conversation the local Slack tells this page about. After a lost connection nothing comes before it was asked
// for again; until then the logs keep what they show, and the reader keeps their place.

import { ask, connection, on } from "../live.js";

const listeners = new Set();
let open = "";

/** Whether all messages of the channel that are to be had are here. */
export const isOpen = (channel) => open === channel;

/** Calls the listener when a channel's messages have come; returns how to stop. */
export function onOpen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks for the channel's messages, now and after every lost connection; returns how to stop. */
export function keepOpen(channel) {
  let wanted = true;
  const enter = async () => {
    open = "";
    if (connection() !== "open") return;
    try {
      await ask("look", { channel });
    } catch {
      return; // asked again with the next connection, or when the channel is there
    }
    if (!wanted) return;
    open = channel;
    for (const listener of listeners) listener();
  };
  const stops = [on("connection", enter), on(`channel:${channel}`, () => isOpen(channel) || enter())];
  enter();
  return () => {
    wanted = false;
    if (isOpen(channel)) open = "";
    stops.forEach((stop) => stop());
  };
}
