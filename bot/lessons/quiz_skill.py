"""How hard the next question may be: so that about three of four are right. What is too easy or too hard bores."""

from collections.abc import Sequence

from bot.lessons.quiz_past import Answered

EASY, MIDDLE, HARD = 1, 2, 3
_LATEST = 8
_ENOUGH = 4  # until then: easy, since nobody comes back to a quiz that began with failing
_RIGHT, _WRONG = 0.5, -1.5  # three right and one wrong leave somebody where they are


def fitting_difficulty(past: Sequence[Answered]) -> int:
    """1 easy to 3 hard, from the last 8 first answers: each is worth its difficulty and more, or less if wrong.

    As chess players are rated by the opponents they met: all of eight easy ones right is worth a middle one.
    """
    latest: list[float] = []
    for one in reversed(past):
        if len(latest) == _LATEST:
            break
        if one.first:
            latest.append(one.difficulty + (_RIGHT if one.right else _WRONG))
    if len(latest) < _ENOUGH:
        return EASY
    skill = sum(latest) / len(latest)
    return EASY if skill < MIDDLE - 0.5 else MIDDLE if skill < HARD - 0.5 else HARD
