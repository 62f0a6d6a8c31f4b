"""Which question a channel is asked: one that did not stand there for a year, a scam as often as a genuine thing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from bot.lessons.quiz_choice import QuestionLike, QuizWish, choose_questions
from bot.lessons.quiz_past import JUDGE, Answered
from bot.lessons.quiz_sides import has_side

A_YEAR = timedelta(days=365)
_JUDGED = 0.6  # of so many in a row that ask "legit or scam?"; the others ask what to do
Q = TypeVar("Q", bound=QuestionLike)


def choose_for_channel(
    pool: Sequence[Q], stood: Sequence[tuple[str, datetime]], now: datetime, wish: QuizWish
) -> Q | None:
    """The question to ask now; None where none fits the wish.

    `stood` is which items stood there and when, oldest first. Items that are measured over time (anchors) are left to
    people's own quizzes. Kinds that say themselves that there is a scam come only where nothing else is left.
    """
    fitting = [one for one in pool if not one.anchor and (not wish.topics or one.topic in wish.topics)]
    lately = {item for item, at in stood if now - at < A_YEAR}
    new = [one for one in fitting if one.id not in lately]
    sided = [one for one in new if has_side(one.kind)]
    among = _of_one_kind(sided, stood, wish.seed) or new or fitting
    found = choose_questions(among, _past(fitting, stood), {}, now, 1, wish)
    return found[0] if found else None


def _of_one_kind(ones: list[Q], stood: Sequence[tuple[str, datetime]], seed: str) -> list[Q]:
    """A mail to judge, or what to do, by chance, where there are both."""
    judged = Random(f"{seed}\n{len(stood)}\nkind").random() < _JUDGED
    return [one for one in ones if (one.kind == JUDGE) == judged] or ones


def _past(pool: Sequence[QuestionLike], stood: Sequence[tuple[str, datetime]]) -> list[Answered]:
    """What stood there, as a choice reads the past of a person who errs on either side as often.

    Nobody asks how hard a channel finds them: with three of four right on either side, side and difficulty stay.
    """
    known: Mapping[str, QuestionLike] = {one.id: one for one in pool}
    met: set[str] = set()
    past: list[Answered] = []
    times = {False: 0, True: 0}
    for item, at in stood:
        one = known.get(item)
        if one is None:
            continue
        scam = not one.genuine
        times[scam] += 1
        past.append(Answered(
            item=item, idea=one.idea, topic=one.topic, kind=one.kind, scam=scam, right=times[scam] % 4 != 0, sure=None,
            at=at, first=item not in met, anchor=False, difficulty=one.difficulty,
        ))  # fmt: skip
        met.add(item)
    return past
