// Listening for as long as something is shown: live.js and place.js tell for ever, a conversation comes and goes.

import { on } from "../live.js";
import { onMove } from "../place.js";

const watches = new Set();
const moves = new Set();

on("", (keys) => {
  for (const watch of [...watches]) {
    const mine = [...keys].filter((key) => watch.prefixes.some((prefix) => key.startsWith(prefix)));
    if (mine.length && watches.has(watch)) watch.listener(new Set(mine));
  }
});
onMove((next, before) => {
  for (const listener of [...moves]) if (moves.has(listener)) listener(next, before);
});

/** Like `on` of live.js; returns how to stop. */
export function watch(prefixes, listener) {
  const one = { prefixes: [prefixes].flat(), listener };
  watches.add(one);
  return () => watches.delete(one);
}

/** Like `onMove` of place.js; returns how to stop. */
export function watchMoves(listener) {
  moves.add(listener);
  return () => moves.delete(listener);
}
