// How words are put for people to read.

/** Words as a sentence: a capital first, a full stop last. */
export const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.?]$/.test(words) ? "" : ".");
