// Where somebody is in a log. At its foot they are taken along with what is new; anywhere else their place stays.
// A message that is higher than the log is shown from its beginning: the verdict stands there, not at its end.

const NEAR = 40; // pixels from the foot that still count as being there
const EDGE = 16; // pixels above a message that is shown from its beginning: room for the bar on it

/** {hold(), settle(fresh), toEnd(), leave()}: hold() before the log changes, settle() after. */
export function readerOf(log, list, below) {
  const view = viewOf(log, list);
  let pin = "new"; // "new": nothing shown yet; "foot"; "start" of the last message; "" anywhere else
  let put = 0;
  let anchor = null;
  const move = (top) => {
    log.scrollTop = top;
    put = log.scrollTop;
  };
  const toEnd = () => {
    move(view.end());
    pin = view.atFoot() ? "foot" : "start";
    below.hidden = true;
  };
  const stay = () => {
    if (pin === "foot") move(Math.min(view.foot(), view.door()));
    else if (pin === "start") move(view.end());
  };
  const settle = (fresh) => {
    if (!log.clientHeight) return;
    if (pin === "new") return list.firstChild && toEnd();
    if (fresh && pin === "foot") return toEnd();
    if (pin) stay();
    else move(log.scrollTop + view.moved(anchor));
    if (fresh) below.hidden = false;
  };
  const scrolled = () => {
    if (pin === "new" || Math.abs(log.scrollTop - put) <= 1) return;
    put = log.scrollTop;
    pin = view.atFoot() ? "foot" : "";
    if (pin) below.hidden = true;
  };
  const sizes = new ResizeObserver(() => (pin === "new" ? settle(false) : log.clientHeight && stay()));
  sizes.observe(log);
  sizes.observe(list);
  log.addEventListener("scroll", scrolled, { passive: true });
  below.addEventListener("click", toEnd);
  return { hold: () => (anchor = view.first()), settle, toEnd, leave: () => sizes.disconnect() };
}

/** What can be measured of a log. */
function viewOf(log, list) {
  const messages = () => [...list.querySelectorAll(":scope > .message")];
  const top = (row) => row.getBoundingClientRect().top;
  const foot = () => Math.max(0, log.scrollHeight - log.clientHeight);
  /** Where "Read it" stands below one of the last two messages; else without end. */
  const door = () => {
    const found = messages().slice(-2).map((one) => one.querySelector(".thread-door.fresh")).findLast(Boolean);
    return found ? Math.max(0, found.closest(".message").offsetTop + found.offsetTop - EDGE) : Infinity;
  };
  return {
    foot,
    atFoot: () => foot() - log.scrollTop < NEAR,
    door,
    /** The last message from its beginning; but where "Read it" stands nearby, that is what they look for. */
    end: () => {
      const start = (messages().at(-1)?.offsetTop ?? Infinity) - EDGE;
      return Math.max(0, Math.min(foot(), door() === Infinity ? start : door()));
    },
    /** The message at the upper edge. */
    first: () => {
      const row = messages().find((one) => one.getBoundingClientRect().bottom > top(log) + 1);
      return row && { row, key: row.dataset.key, top: top(row) };
    },
    /** By how many pixels that message has moved since, also when it was drawn anew. */
    moved: (held) => {
      if (!held) return 0;
      const row = held.row.isConnected ? held.row : list.querySelector(`:scope > [data-key="${CSS.escape(held.key)}"]`);
      return row ? top(row) - held.top : 0;
    },
  };
}
