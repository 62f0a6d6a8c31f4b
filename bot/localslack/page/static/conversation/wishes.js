// Where the focus should go once what is being opened is there.

let wish = "";

/** "thread": into the thread's composer, as soon as the thread is open. */
export function wantFocus(where) {
  wish = where;
}

/** Whether that was wished; it is asked for once. */
export function wished(where) {
  const found = wish === where;
  if (found) wish = "";
  return found;
}
