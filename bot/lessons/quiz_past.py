"""What a person answered in quizzes: all that a choice, a memory, a grade or a team's figure is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

JUDGE = "judge"  # "legit or scam?": the only kind that says how well somebody spots and trusts (Canfield 2016)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to one item, with the item's facts of then."""

    item: str
    idea: str
    topic: str
    kind: str  # "judge", "part", "which" or "do"
    scam: bool  # is the item about a scam?
    right: bool
    sure: int | None  # 1 a guess, 2 fairly sure, 3 certain; None where nobody asked
    at: datetime  # with a time zone
    first: bool  # their first answer to this item
    anchor: bool
    difficulty: int  # 1 easy to 3 hard

    @property
    def said_scam(self) -> bool | None:
        """Did they call it a scam? None where they were asked something else."""
        return self.scam == self.right if self.kind == JUDGE else None


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody has met so far."""

    items: Mapping[str, int]  # the place of the last answer to an item: the lower, the longer ago
    ideas: Mapping[str, Answered]  # the last answer to anything of an idea
    repeated: int  # so many of the last answers, one after the other and anchors apart, were to ideas known by then
    since_anchor: int  # answers since the last first answer to an anchor; all where there was none

    def missed(self, idea: str) -> bool:
        """Was the last answer to the idea wrong?"""
        return idea in self.ideas and not self.ideas[idea].right


def seen_in(past: Sequence[Answered]) -> Seen:
    """What was met. `past` is in the order of answering, oldest first, whatever the clock said."""
    items: dict[str, int] = {}
    ideas: dict[str, Answered] = {}
    repeated, anchor = 0, 0
    for place, one in enumerate(past):
        if one.anchor and one.first:
            anchor = place + 1
        else:
            repeated = repeated + 1 if one.idea in ideas else 0
        items[one.item] = place
        ideas[one.idea] = one
    return Seen(items, ideas, repeated, len(past) - anchor)


def first_judged(past: Sequence[Answered]) -> list[Answered]:
    """First answers to "legit or scam?": whoever meets an item again remembers it, so only these measure."""
    return [one for one in past if one.first and one.kind == JUDGE]
