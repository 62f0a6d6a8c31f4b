"""What a person is told about themselves: how many scams they spot, how much genuine mail they trust, and how sure.

Only first answers to "legit or scam?" count, and nothing is said before ten of either side: with ten and ten, d' is
known to about 0.6, so people see bands and no figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from bot.lessons.detection import EIGHTY_PERCENT, Band, Detection, band, detection, interval
from bot.lessons.quiz_past import Answered, first_judged

NEEDED = 10
LEVELS = (1, 2, 3)  # a guess, fairly sure, certain
_ENOUGH = 5  # answers before a level of sureness, or a band over time, is shown
_SURELY, _FAIRLY, _GUESSED = 0.9, 0.9, 0.75  # "certain" promises at least this; "fairly sure" and "a guess" at most


@dataclass(frozen=True, slots=True)
class NotYet:
    """Too few first answers for a grade; how many there are."""

    scams: int
    genuine: int
    needed: int = NEEDED  # of each


@dataclass(frozen=True, slots=True)
class Level:
    """How often somebody was right who said how sure they were."""

    answers: int
    right: int


@dataclass(frozen=True, slots=True)
class Sureness:
    """Calibration: `levels` (1 to 3) has those with at least 5 answers."""

    levels: Mapping[int, Level]
    summary: str  # "sure-when-right", "too-sure", "too-unsure" or ""


@dataclass(frozen=True, slots=True)
class Grade:
    """`detection` is for figures; people are shown the rest."""

    detection: Detection
    spotting: Band  # scams that were called scams
    trusting: Band  # genuine mails that were called legit
    lean: str  # "scam", "trust", or "" where c may well be 0
    sureness: Sureness
    scams: int  # first answers
    genuine: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """First answers to anchors in three months of a year; a band only from 5 answers."""

    year: int
    quarter: int  # 1 to 4
    scams: int
    spotted: int
    genuine: int
    trusted: int
    spotting: Band | None
    trusting: Band | None
    detection: Detection


def grade(past: Sequence[Answered]) -> Grade | NotYet:
    """The grade of one person, from all their answers."""
    judged = first_judged(past)
    scams, spotted, genuine, trusted = _counts(judged)
    if scams < NEEDED or genuine < NEEDED:
        return NotYet(scams, genuine)
    found = detection(spotted, scams - spotted, genuine - trusted, trusted)
    return Grade(
        detection=found,
        spotting=band(spotted, scams),
        trusting=band(trusted, genuine),
        lean=_lean(found),
        sureness=sureness(judged),
        scams=scams,
        genuine=genuine,
    )


def sureness(answers: Sequence[Answered]) -> Sureness:
    """Whether "certain" means right. Each word is said only where the answers leave little doubt (80 % intervals):

    too-sure: of those they were certain of, surely fewer than 9 of 10 were right. too-unsure: of their guesses surely
    more than 3 of 4 were right, or of those they were fairly sure of more than 9 of 10; and not too-sure. Otherwise
    sure-when-right: what they were certain of was surely right more often than the rest (where the rest is at least
    5 answers).
    """
    every = {level: _level(answers, level) for level in LEVELS}
    shown = {level: its for level, its in every.items() if its.answers >= _ENOUGH}
    bounds = {level: interval(its.right, its.answers) for level, its in shown.items()}
    too_sure = 3 in bounds and bounds[3][1] < _SURELY
    too_unsure = (1 in bounds and bounds[1][0] > _GUESSED) or (2 in bounds and bounds[2][0] > _FAIRLY)
    if too_sure or too_unsure:
        return Sureness(shown, "too-sure" if too_sure else "too-unsure")
    rest = every[1].answers + every[2].answers
    fits = 3 in bounds and (rest < _ENOUGH or bounds[3][0] > (every[1].right + every[2].right) / rest)
    return Sureness(shown, "sure-when-right" if fits else "")


def over_time(past: Sequence[Answered]) -> tuple[Quarter, ...]:
    """The quarters (of UTC) that have first answers to anchors of kind "judge", in order.

    The anchors are the same for all, and everybody meets them in an order of their own: so a change from one quarter
    to the next is one of people, not of questions.
    """
    by_quarter: dict[tuple[int, int], list[Answered]] = {}
    for one in first_judged(past):
        if one.anchor:
            day = one.at.astimezone(UTC)
            by_quarter.setdefault((day.year, (day.month + 2) // 3), []).append(one)
    return tuple(_quarter(*when, by_quarter[when]) for when in sorted(by_quarter))


def _quarter(year: int, quarter: int, answers: Sequence[Answered]) -> Quarter:
    scams, spotted, genuine, trusted = _counts(answers)
    return Quarter(
        year, quarter, scams, spotted, genuine, trusted,
        spotting=band(spotted, scams) if scams >= _ENOUGH else None,
        trusting=band(trusted, genuine) if genuine >= _ENOUGH else None,
        detection=detection(spotted, scams - spotted, genuine - trusted, trusted),
    )  # fmt: skip


def _counts(answers: Sequence[Answered]) -> tuple[int, int, int, int]:
    """Scams, those spotted; genuine ones, those trusted."""
    scams = [one.right for one in answers if one.scam]
    genuine = [one.right for one in answers if not one.scam]
    return len(scams), sum(scams), len(genuine), sum(genuine)


def _lean(found: Detection) -> str:
    if abs(found.c) <= EIGHTY_PERCENT * found.c_error:
        return ""
    return "scam" if found.c < 0 else "trust"


def _level(answers: Sequence[Answered], level: int) -> Level:
    right = [one.right for one in answers if one.sure == level]
    return Level(len(right), sum(right))
