"""Taking pieces out of a text one kind after the other: what was put in is a mark until the end, and is not read again.

So the number that takes the place of a phone number is not taken for an order's, and a name is replaced once.
"""

import re
import unicodedata
from dataclasses import dataclass, field

PEOPLE, ADDRESSES, PHONES, ACCOUNTS, NUMBERS, LINKS, HOSTS, PLACES, COMPANY = KINDS = (
    "people", "addresses", "phones", "accounts", "numbers", "links", "hosts", "places", "company",
)  # fmt: skip
_MARKS = range(0xF0000, 0xFFFFE)  # a plane for private use: no letters, no digits
_MARK = re.compile(f"[{chr(_MARKS[0])}-{chr(_MARKS[-1])}]")
NO_MARK = f"{chr(_MARKS[0])}-{chr(_MARKS[-1])}"  # for a set of characters that must not hold one
_DROPPED = ("Cc", "Cf", "Co", "Cs", "Cn")


@dataclass(slots=True)
class Replacing:
    """What was replaced in the parts of one mail: the same piece by the same one, everywhere."""

    counts: dict[str, set[str]] = field(default_factory=dict)  # kind: what was replaced, in lower case
    _put: list[str] = field(default_factory=list)

    def mark(self, kind: str, before: str, after: str) -> str:
        """What stands for `after` until `expanded`; it counts where it is another text. `kind` "" never counts."""
        if kind and before.casefold() != after.casefold():
            self.counts.setdefault(kind, set()).add(before.casefold())
        self._put.append(after)
        return chr(_MARKS[len(self._put) - 1])

    def expanded(self, text: str) -> str:
        """The text with all that was put in."""
        while _MARK.search(text):  # one may stand inside another
            text = _MARK.sub(lambda found: self._put[ord(found[0]) - _MARKS[0]], text)
        return text

    @property
    def full(self) -> bool:
        """Whether no more can be put in; no mail that is cut to a hundred words comes near."""
        return len(self._put) >= len(_MARKS) - 1


def plainly_written(text: str) -> str:
    """The text with ordinary letters and digits for those of other looks, and without anything invisible."""
    kept = (one for one in unicodedata.normalize("NFKC", text) if one == "\n" or _is_seen(one))
    return "".join(_ordinary(one) for one in kept)


def squashed(text: str) -> str:
    """Its letters and digits alone, without marks above them and without case: as it reads however it is split."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if one.isalnum())


def _ordinary(one: str) -> str:
    number = unicodedata.decimal(one, None)
    return " " if one == "\t" else one if number is None else str(number)


def _is_seen(one: str) -> bool:
    return one == "\t" or unicodedata.category(one) not in _DROPPED
