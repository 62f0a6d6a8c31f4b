"""What a team is told about itself, so that nobody in it can be told apart: five people in whatever can be worked out.

One call is one month that is over, computed once and kept. Months share no answers, so no two figures differ by the
answers of one who left (or came, or was forgotten since): there is no figure of "the same, without Ann" to subtract.
Computing a month again after somebody left would make one; so would periods that overlap.

Within a month a rate is shown where at least five people answered, and only if no sum or difference of what is shown
then stands on the answers of fewer than five (bot/lessons/suppression.py). Rates are rounded to 5 %.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.lessons.quiz_past import Answered, first_judged
from bot.lessons.suppression import ANCHORS, FEWEST, Cell, Group, shown_cells


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """An answer of a member; `person` tells people apart, and goes no further than this."""

    person: str
    answered: Answered


@dataclass(frozen=True, slots=True)
class Rate:
    """What part was right. 5 stands for "5 or less", 95 for "95 or more": a team where all failed is not told so."""

    percent: int  # 5, 10, ... 95
    people: int  # who answered; at least 5


@dataclass(frozen=True, slots=True)
class Rates:
    """Of one side: scams that were spotted, or genuine mails that were trusted. What is missing is not shown.

    Anchors are the yardstick from month to month, and have a figure of their own. Topics and difficulties are of the
    other questions, so that the figures overlap less and more of them can be shown.
    """

    overall: Rate | None  # all
    anchors: Rate | None
    by_topic: Mapping[str, Rate]
    by_difficulty: Mapping[int, Rate]  # 1 easy to 3 hard


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A team's month. `people` and `answers` (of every kind, repeated ones too) are None below five people."""

    people: int | None
    answers: int | None
    spotting: Rates
    trusting: Rates


def group_figures(answers: Sequence[GroupAnswer]) -> GroupFigures:
    """The figures of one closed month. Rates are of first answers to "legit or scam?", each answer counting alike."""
    people = len({one.person for one in answers})
    enough = people >= FEWEST
    return GroupFigures(
        people=people if enough else None,
        answers=len(answers) if enough else None,
        spotting=_rates(answers, scam=True),
        trusting=_rates(answers, scam=False),
    )


def group_of(one: Answered) -> Group:
    """Where an answer counts."""
    return ANCHORS if one.anchor else Group(one.topic, one.difficulty)


def _rates(answers: Sequence[GroupAnswer], scam: bool) -> Rates:
    counted = [one for one in answers if one.answered.scam == scam and first_judged([one.answered])]
    groups: dict[Group, list[GroupAnswer]] = defaultdict(list)
    for one in counted:
        groups[group_of(one.answered)].append(one)
    shown = {
        cell: _rate([one for group, its in groups.items() if group in cell for one in its])
        for cell in shown_cells({group: {one.person for one in its} for group, its in groups.items()})
    }
    return Rates(
        overall=shown.get(Cell()),
        anchors=shown.get(Cell(anchors=True)),
        by_topic={cell.topic: rate for cell, rate in shown.items() if cell.topic is not None},
        by_difficulty={cell.difficulty: rate for cell, rate in shown.items() if cell.difficulty is not None},
    )


def _rate(answers: Sequence[GroupAnswer]) -> Rate:
    right = sum(one.answered.right for one in answers)
    percent = 5 * ((40 * right + len(answers)) // (2 * len(answers)))  # to the nearest 5, halves up
    return Rate(min(95, max(5, percent)), len({one.person for one in answers}))
