"""A hundred words of a mail: how it begins, what the verdict quotes, and what can be pressed."""

import re
from collections.abc import Iterator, Sequence

from bot.library.anonymous.replacing import squashed
from bot.library.wording import words_in

MOST_WORDS = 100
_MOST_READ = 30_000  # characters
_MOST_SENTENCES = 400
_LONGEST = 45  # words of one sentence
_LONGEST_CHARACTERS = 600
_ENDS = re.compile(r"(?<=[.!?…。])[\"'»”’)\]]*\s+(?=\S)")
_SHORTEST_QUOTE = 4  # letters and digits

Paragraphs = list[list[str]]


def chosen(text: str, quotes: Sequence[str], links: Sequence[str]) -> Paragraphs:
    """Its sentences by paragraph: the first two, those with a quote or a link's text, then the others in order."""
    lines = [one.strip() for one in text[:_MOST_READ].splitlines() if one.strip()]
    told = [(number, one) for number, line in enumerate(lines) for one in _sentences(line)][:_MOST_SENTENCES]
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


def _sentences(line: str) -> Iterator[str]:
    for one in _ENDS.split(line):
        words = one.split()
        short = " ".join(words[:_LONGEST]) + ("…" if len(words) > _LONGEST else "")
        if short:
            yield short if len(short) <= _LONGEST_CHARACTERS else short[: _LONGEST_CHARACTERS - 1] + "…"
