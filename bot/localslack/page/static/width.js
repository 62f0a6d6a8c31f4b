// Whether the page is so narrow that it shows one thing at a time; tokens.css and layout.css know the same width.

/** A MediaQueryList: `NARROW.matches`, and a "change" event. */
export const NARROW = matchMedia("(max-width: 700px)");
