"""A hundred words of a mail: how it begins, what the verdict quotes, and what can be pressed."""

import re
from collections.abc import Collection, Iterator, Sequence

from bot.library.anonymous.replacing import squashed
from bot.library.wording import words_in

MOST_WORDS = 100
_MOST_READ = 30_000  # characters
_MOST_SENTENCES = 400
_LONGEST = 45  # words of one sentence
_LONGEST_CHARACTERS = 600
_ENDS = re.compile(r"(?<=[.!?…。])[\"'»”’)\]]*\s+(?=\S)")
_LONGEST_WORD = 30  # characters
_INITIALS, _GLUED = re.compile(r"(?:[^\W\d_]?\.)+"), "str."
_SHORTEST_QUOTE = 4  # letters and digits

Paragraphs = list[list[str]]


def chosen(text: str, abbreviations: Collection[str], quotes: Sequence[str], links: Sequence[str]) -> Paragraphs:
    """Its sentences by paragraph: the first two, those with a quote or a link's text, then the others in order."""
    lines = [one.strip() for one in text[:_MOST_READ].splitlines() if one.strip()]
    told = [(number, one) for number, line in enumerate(lines) for one in _sentences(line, abbreviations)][
        :_MOST_SENTENCES
    ]
    wanted = [squashed(one) for one in (*quotes, *links)]
    wanted = [one for one in wanted if len(one) >= _SHORTEST_QUOTE]
    seen = [at for at, (_, one) in enumerate(told) if _holds(squashed(one), wanted)]
    left, kept = MOST_WORDS, set[int]()
    for at in dict.fromkeys([*range(min(2, len(told))), *seen, *range(len(told))]):
        count = words_in(told[at][1])
        if count <= left:
            kept.add(at)
            left -= count
    found: dict[int, list[str]] = {}
    for at in sorted(kept):
        found.setdefault(told[at][0], []).append(told[at][1])
    return [*found.values()]


def _holds(sentence: str, wanted: Sequence[str]) -> bool:
    return len(sentence) >= _SHORTEST_QUOTE and any(one in sentence or sentence in one for one in wanted)


def _sentences(line: str, abbreviations: Collection[str]) -> Iterator[str]:
    for one in _split(line, abbreviations):
        words = one.split()
        short = " ".join(words[:_LONGEST]) + ("…" if len(words) > _LONGEST else "")
        if short:
            yield short if len(short) <= _LONGEST_CHARACTERS else short[: _LONGEST_CHARACTERS - 1] + "…"


def _split(line: str, abbreviations: Collection[str]) -> Iterator[str]:
    """Its sentences: "Mill St. 12" and "Dr. Berg" end none."""
    start = 0
    for found in _ENDS.finditer(line):
        word = re.split(r"[\s(]", line[max(start, found.start() - _LONGEST_WORD) : found.start()])[-1].casefold()
        if _INITIALS.fullmatch(word) or word.rstrip(".") in abbreviations or word.endswith(_GLUED):
            continue
        yield line[start : found.end()].strip()
        start = found.end()
    yield line[start:]
