// Where the focus should go once what is being opened is there.

let wish = "";

/** "thread": into the thread that is opening, to read it; "reply": into its box. */
export function wantFocus(where) {
  wish = where;
}

/** What was wished, or ""; it is asked for once. */
export function wished() {
  const found = wish;
  wish = "";
  return found;
}
