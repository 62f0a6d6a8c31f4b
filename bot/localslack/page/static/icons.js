// The page's icons: 24 by 24, lines only. Add one here; there are no picture files.

import { drawing } from "./dom.js";

const PATHS = {
  add: ["M12 5v14", "M5 12h14"],
  back: ["M15 5l-7 7 7 7"],
  bell: ["M6 16V11a6 6 0 0 1 12 0v5l2 2H4z", "M10 21h4"],
  book: ["M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z", "M5 17a3 3 0 0 1 3-3h11"],
  bolt: ["M13 3L5 14h6l-1 7 8-11h-6z"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 7v5l3.5 2"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  copy: ["M9 9h11v11H9z", "M5 15H4V4h11v1"],
  down: ["M6 9l6 6 6-6"],
  edit: ["M4 20l1-4L16 5l3 3L8 19z"],
  file: ["M6 3h8l4 4v14H6z", "M14 3v4h4"],
  forward: ["M14 6l6 6-6 6", "M20 12H9a5 5 0 0 0-5 5v1"],
  hash: ["M9 4L7 20", "M17 4l-2 16", "M4 9h16", "M4 15h16"],
  help: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7", "M12 16.6v.2"],
  home: ["M4 11l8-7 8 7", "M6 10v10h12V10", "M10 20v-6h4v6"],
  inbox: ["M4 13l3-8h10l3 8v6H4z", "M4 13h5a3 3 0 0 0 6 0h5"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  mail: ["M4 6h16v12H4z", "M4 7l8 6 8-6"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  more: ["M6 12h.01", "M12 12h.01", "M18 12h.01"],
  next: ["M9 5l7 7-7 7"],
  people: ["M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z", "M3 20c0-3.5 2.5-6 6-6s6 2.5 6 6", "M16 4.5a3.5 3.5 0 0 1 0 6.5",
    "M17.5 14.5c2 .8 3.5 2.8 3.5 5.5"],
  person: ["M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z", "M5 20c0-3.5 3-6 7-6s7 2.5 7 6"],
  save: ["M12 4v11", "M7.5 11l4.5 4.5 4.5-4.5", "M5 20h14"],
  search: ["M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12z", "M15.5 15.5L20 20"],
  send: ["M4 4.5l16 7.5-16 7.5 2.5-7.5z", "M6.5 12H20"],
  smile: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2", "M9 9.5h.01", "M15 9.5h.01"],
  thread: ["M4 5h16v11h-9l-5 4v-4H4z", "M8 9h8", "M8 12.5h5"],
  trash: ["M5 7h14", "M10 7V4h4v3", "M7 7l1 13h8l1-13"],
  wire: ["M3 12h4l2.5-6 4 12 2.5-6h5"],
};

/** The drawing of this name. */
export function icon(name, size) {
  return drawing(PATHS[name] ?? PATHS.help, size);
}
