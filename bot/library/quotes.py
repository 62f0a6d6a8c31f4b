"""Cutting the words out of a mail that a person should look at: a clause, not a page."""

import re

LONGEST = 180  # characters; people read a quote, they scan a paragraph
_SENTENCE_END = re.compile(r"[.!?。！？](?=\s|$)|[。！？]|\n\s{0,80}\n|[•|]")
_CLAUSE_END = re.compile(r"[,;:–—()]\s|\n|、|，|：")
_COMFORTABLE = 110


def quote(text: str, start: int, end: int) -> str:
    """The sentence around text[start:end], cut back to the clause and then to words where it is long.

    White space is folded into single spaces; nothing else is changed.
    """
    left, right = _bounds(text, start, end, _SENTENCE_END)
    if right - left > _COMFORTABLE:
        clause_left, clause_right = _bounds(text, start, end, _CLAUSE_END)
        left, right = max(left, clause_left), min(right, clause_right)
    if right - left > LONGEST:
        spare = max(LONGEST - (end - start), 0)
        left = max(left, _word_edge(text, start - spare // 2, start))
        right = min(right, left + LONGEST, max(end, left + LONGEST))
        right = right if right >= len(text) else max(text.rfind(" ", left, right), min(end, left + LONGEST))
    return " ".join(text[left:right].split())


def _bounds(text: str, start: int, end: int, mark: re.Pattern[str]) -> tuple[int, int]:
    left = max(0, start - 2 * LONGEST)
    for found in mark.finditer(text, left, start):
        left = found.end()
    after = mark.search(text, end, min(len(text), end + 2 * LONGEST))
    if after is None:
        return left, min(len(text), end + 2 * LONGEST)
    right = after.end() if mark is _SENTENCE_END else after.start()
    return left, right


def _word_edge(text: str, at: int, before: int) -> int:
    """The start of the first whole word at or after a place."""
    if at <= 0:
        return 0
    space = text.find(" ", at, before)
    return space + 1 if space >= 0 else before
