"""How hard a question is: for a scam by the NIST Phish Scale, for a genuine mail by what in it may mislead.

NIST TN 2276 (Dawkins and Jacobs, 2023): few cues are hard to notice, and a mail that fits one's work is easy to
believe. Rozema and Davis (2025, n = 12,511) found that the scale foretells clicks: 7 % of the easy, 15 % of the hard.
"""

from collections.abc import Collection, Mapping
from enum import IntEnum

PREMISES = ("high", "medium", "low")  # how well the mail fits what its reader expects
SOME, MANY = 9, 15  # cues, as the scale counts them: every instance


class Difficulty(IntEnum):
    """The scale's "least", "moderately" and "very difficult"."""

    EASY = 1
    MIDDLE = 2
    HARD = 3


_SCALE: Mapping[str, tuple[Difficulty, Difficulty, Difficulty]] = {  # with few, some, many cues
    "high": (Difficulty.HARD, Difficulty.HARD, Difficulty.MIDDLE),
    "medium": (Difficulty.HARD, Difficulty.MIDDLE, Difficulty.MIDDLE),
    "low": (Difficulty.MIDDLE, Difficulty.EASY, Difficulty.EASY),
}


def of_scam(cues: Mapping[str, int], premise: str) -> Difficulty:
    """By how often each cue stands in the mail, and one of PREMISES."""
    count = sum(cues.values())
    return _SCALE[premise][(count >= SOME) + (count >= MANY)]


def of_genuine(misleading: Collection[str]) -> Difficulty:
    """By how many kinds of cues in it could make somebody take it for a scam."""
    return Difficulty(min(3, max(1, len(misleading))))
