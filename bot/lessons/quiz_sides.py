"""Is the next mail a scam or genuine? Whoever could tell without reading it would learn to count, not to look.

So the side is drawn before anything else is chosen, and what was answered changes the odds alone.
"""

from collections.abc import Sequence

from bot.lessons.quiz_past import JUDGE, Answered

SIDED = frozenset({JUDGE, "do"})  # "which part gives it away?" and "which is real?" say themselves that there is a scam
LONGEST_RUN = 3
HALF = 0.5
# The odds that a draw gives a scam. The rule about runs draws every share towards a half, so these are further out
# than what people meet in the end: 1 scam in 3, and 58 in 100 (never over 60).
FEWEST, MOST = 0.2, 0.65
_LATEST = 12  # answers on either side that say where somebody leans now
_ENOUGH = 4
_BY_CHANCE, _WHOLLY = 0.25, 0.6


def has_side(kind: str) -> bool:
    """Does an item of this kind leave open whether there is a scam at all?"""
    return kind in SIDED


def sides(past: Sequence[Answered]) -> list[bool]:
    """What the last answers were about, oldest first, as many as a run may be long: True is a scam."""
    latest: list[bool] = []
    for one in reversed(past):
        if len(latest) == LONGEST_RUN:
            break
        if has_side(one.kind):
            latest.append(one.scam)
    return latest[::-1]


def scam_odds(past: Sequence[Answered]) -> float:
    """The odds that the next one is a scam: a half, less for whoever calls genuine mail a scam, more for the trusting.

    Compared are the part of genuine mails that were called scams and the part of scams that were missed, of the last
    12 judged on either side (each with half an answer added to both outcomes, so that few answers say little). Chance
    alone moves twelve apart by 0.16 to 0.2, so up to 0.25 nothing changes; from there the odds follow, until 0.6. More
    genuine mails show an over-careful person where the care is wasted (studies: more scams in training bring more hits
    and more false alarms), and the trusting one needs scams to learn from.
    """
    flagged, missed = _wrong(past, scam=False), _wrong(past, scam=True)
    if flagged is None or missed is None:
        return HALF
    lean = flagged - missed
    part = min(1.0, max(0.0, (abs(lean) - _BY_CHANCE) / (_WHOLLY - _BY_CHANCE)))
    return HALF + part * ((FEWEST if lean > 0 else MOST) - HALF)


def drawn(odds: float, before: Sequence[bool], chance: float) -> tuple[bool, bool]:
    """Is it a scam, and must it be so, since more than three of one side would follow each other? Chance: 0 to 1."""
    run = before[-LONGEST_RUN:]
    if len(run) == LONGEST_RUN and len(set(run)) == 1:
        return not run[0], True
    return chance < odds, False


def _wrong(past: Sequence[Answered], scam: bool) -> float | None:
    """The part of the last judged ones on this side that was wrong; None where there were too few."""
    wrong = answers = 0
    for one in reversed(past):
        if answers == _LATEST:
            break
        if one.kind == JUDGE and one.scam == scam:
            answers += 1
            wrong += not one.right
    return (wrong + 0.5) / (answers + 1) if answers >= _ENOUGH else None
