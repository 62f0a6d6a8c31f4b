"""Which one to three questions come next: what is about to be forgotten in other words, and else what is new.

First the side is drawn (bot/lessons/quiz_sides.py), then the idea, then the item: whatever is known of the ideas says
nothing about the side. The same pool, past, moment and wish always give the same questions.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol, TypeVar

from bot.lessons.quiz_past import JUDGE, Answered, Seen, first_judged, seen_in
from bot.lessons.quiz_sides import drawn, has_side, scam_odds, sides
from bot.lessons.quiz_skill import fitting_difficulty

NEEDED = 10  # first judged scams, and as many genuine mails, before a grade says anything
_ROOM_FOR_NEW = 2  # after so many known ideas in a row (anchors apart) comes a new one, unless one was missed
_BETWEEN_ANCHORS = 2  # other questions, where quizzes have one question


class QuestionLike(Protocol):
    """What a choice asks of a question. Ids are unique; `genuine` counts where the kind leaves the side open."""

    @property
    def id(self) -> str: ...
    @property
    def idea(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def genuine(self) -> bool: ...
    @property
    def difficulty(self) -> int: ...
    @property
    def anchor(self) -> bool: ...


Q = TypeVar("Q", bound=QuestionLike)


@dataclass(frozen=True, slots=True)
class QuizWish:
    """What holds for a person."""

    topics: frozenset[str] = frozenset()  # only these; empty: all
    weak: Mapping[str, float] = field(default_factory=dict)  # by topic, 0 to 1: how much it is needed
    seed: str = ""  # two people with different seeds need not get the same


@dataclass(frozen=True, slots=True)
class _Quiz:
    """What is the same for all questions of one quiz."""

    seen: Seen
    due: Sequence[str]  # ideas, the most overdue first
    known: frozenset[str]  # ideas that were met or have a day when they are due
    weak: Mapping[str, float]
    level: int
    few_judged: bool
    anchors: tuple[int, int]  # first judged genuine ones, first judged scams
    chance: Callable[[], float]


@dataclass(frozen=True, slots=True)
class _Turn:
    """What is decided for the next question before any is looked at."""

    scam: bool
    kinds: Sequence[str]  # of the two before it
    anchor: bool  # may it be an anchor that is new to the person?
    tired: bool  # were so many of the last ones repetitions that something new is welcome?


def choose_questions(
    pool: Sequence[Q], past: Sequence[Answered], due: Mapping[str, datetime], now: datetime, count: int, wish: QuizWish
) -> tuple[Q, ...]:
    """So many questions (1 to 3), fewer only where the pool and the wish's topics have fewer; in the order to ask.

    `past` is all that the person answered, oldest first; `due` is when each idea is to come again (bot/lessons/memory).
    A quiz of two or three has at most one anchor that is new to the person; one of one may be one after two others.
    """
    left = sorted((one for one in pool if not wish.topics or one.topic in wish.topics), key=lambda one: one.id)
    quiz = _quiz(past, due, now, wish)
    left = _without_missed(left, quiz.seen)
    odds, latest = scam_odds(past), sides(past)
    kinds = [] if quiz.few_judged else [one.kind for one in past[-2:]]
    anchor = count > 1 or quiz.seen.since_anchor >= _BETWEEN_ANCHORS
    repeated = quiz.seen.repeated
    chosen: list[Q] = []
    while left and len(chosen) < count:
        scam, forced = drawn(odds, latest, quiz.chance())
        ideas = {one.idea for one in chosen}
        among = [one for one in left if one.idea not in ideas] or left
        if forced:
            among = [one for one in among if _side(one) in (None, scam)] or among
        one = _next(among, quiz, _Turn(scam, kinds[-2:], anchor, tired=repeated >= _ROOM_FOR_NEW))
        if _new_anchor(one, quiz.seen):
            anchor = False
        else:
            repeated = repeated + 1 if one.idea in quiz.known else 0
        latest += [not one.genuine] if has_side(one.kind) else []
        kinds.append(one.kind)
        chosen.append(one)
        left.remove(one)
    return tuple(chosen)


def _quiz(past: Sequence[Answered], due: Mapping[str, datetime], now: datetime, wish: QuizWish) -> _Quiz:
    seen, judged = seen_in(past), first_judged(past)
    scams = sum(one.scam for one in judged)
    anchors = [one.scam for one in judged if one.anchor]
    last = f"{past[-1].item}\n{past[-1].at.isoformat()}" if past else ""
    return _Quiz(
        seen=seen,
        due=sorted((idea for idea in due if due[idea] <= now), key=lambda idea: (due[idea], idea)),
        known=frozenset(seen.ideas) | frozenset(due),
        weak=wish.weak,
        level=fitting_difficulty(past),
        few_judged=min(scams, len(judged) - scams) < NEEDED,
        anchors=(anchors.count(False), anchors.count(True)),
        chance=Random(f"{wish.seed}\n{len(past)}\n{last}").random,
    )


def _without_missed(pool: list[Q], seen: Seen) -> list[Q]:
    """Without the very items that were answered last of their idea, and wrong, unless the idea has no other."""
    others = {one.idea for one in pool if not one.anchor and not _just_missed(one, seen)}
    return [one for one in pool if not (_just_missed(one, seen) and one.idea in others)]


def _just_missed(one: QuestionLike, seen: Seen) -> bool:
    return seen.missed(one.idea) and seen.ideas[one.idea].item == one.id


def _next(among: Sequence[Q], quiz: _Quiz, turn: _Turn) -> Q:
    """One question of these (at least one)."""
    among = _other_kinds(among, quiz.seen, turn)
    if turn.anchor and (measured := _anchors(among, quiz, turn.scam)):
        return _best(measured, quiz, lambda one: (quiz.few_judged and one.kind != JUDGE,))
    plain = [one for one in among if not _new_anchor(one, quiz.seen)] or list(among)
    liked = JUDGE if quiz.few_judged else _liked_kind(plain, quiz)
    sided = has_side(liked)  # decided before the side counts: else one side would oftener give way to other kinds
    near = [one for one in plain if _side(one) in (None, turn.scam)]
    best = [one for one in near if has_side(one.kind) == sided]

    def order(one: QuestionLike) -> tuple[float, ...]:
        weak = int(3 * min(0.99, max(0.0, quiz.weak.get(one.topic, 0.0))))  # in three steps: within one, skill decides
        answered = quiz.seen.items.get(one.id, -1)
        return answered, one.kind != liked, -weak, abs(one.difficulty - quiz.level), one.difficulty

    return _best(_in_turn((best, near, plain), quiz, turn.tired), quiz, order)


def _other_kinds(among: Sequence[Q], seen: Seen, turn: _Turn) -> Sequence[Q]:
    """Without a kind that came twice just now, where there is another: one that is new, if these have any new."""

    def has_new(ones: Sequence[Q]) -> bool:
        return any(one.id not in seen.items and (turn.anchor or not one.anchor) for one in ones)

    if len(turn.kinds) < 2 or turn.kinds[0] != turn.kinds[1]:
        return among
    others = [one for one in among if one.kind != turn.kinds[0]]
    return others if others and (has_new(others) or not has_new(among)) else among


def _anchors(among: Sequence[Q], quiz: _Quiz, scam: bool) -> list[Q]:
    """The anchors that may be asked: new to the person, of the side drawn, of the side with fewer so far, and none of
    an idea that waits to be repeated: what is measured must not hang on what was just missed.
    """
    waiting = frozenset(quiz.due)
    new = [
        one
        for one in among
        if _new_anchor(one, quiz.seen) and one.idea not in waiting and not quiz.seen.missed(one.idea)
    ]
    genuine, scams = quiz.anchors
    if genuine != scams:
        fewer = scams < genuine
        new = [one for one in new if _side(one) in (None, fewer)] or new
    return [one for one in new if _side(one) in (None, scam)]


def _liked_kind(plain: Sequence[QuestionLike], quiz: _Quiz) -> str:
    """A kind, by chance and as often as there are items of it; what is new counts, if anything is."""
    ones = [one for one in plain if one.id not in quiz.seen.items] or plain
    return ones[int(quiz.chance() * len(ones))].kind


def _in_turn(choices: Sequence[Sequence[Q]], quiz: _Quiz, tired: bool) -> Sequence[Q]:
    """Those whose turn it is: of an idea that is due, else of a new idea, else what is new, else all.

    A new idea comes first after two repetitions in a row, and where an idea that is known has no other words left; but
    never before what was missed. `choices` go from what has the side that was drawn to all there is. A due idea that
    has the side comes before one that is more overdue and has it not, or else what was missed would give away the side.
    """
    seen = quiz.seen
    fresh = [[one for one in ones if one.id not in seen.items] for ones in choices]
    new = [[one for one in ones if one.idea not in quiz.known] for ones in fresh]
    due: Collection[str] = quiz.due
    if any(new):
        other_words = () if tired else {one.idea for one in fresh[-1] if not one.anchor}
        due = [idea for idea in due if seen.missed(idea) or idea in other_words]
    if again := _again(choices, due, seen):
        return again
    in_order = [ones for both in zip(new, fresh, strict=True) for ones in both]
    return next(ones for ones in (*in_order, *choices) if ones)


def _again(choices: Sequence[Sequence[Q]], due: Collection[str], seen: Seen) -> Sequence[Q]:
    """The items to ask of the idea that is most overdue; anchors never. Empty where no idea is due."""
    found: dict[str, list[Q]] = {idea: [] for idea in due}
    for one in choices[-1]:
        if one.idea in found and not one.anchor:
            found[one.idea].append(one)
    usable = [[one for one in ones if one.id not in seen.items] or ones for ones in found.values()]
    for choice in choices:
        ids = {one.id for one in choice}
        for ones in usable:
            if fitting := [one for one in ones if one.id in ids]:
                return fitting
    return ()


def _best(ones: Sequence[Q], quiz: _Quiz, order: Callable[[Q], tuple[float, ...]]) -> Q:
    """The first in this order; chance decides between equals."""
    orders = [order(one) for one in ones]
    least = min(orders)
    equal = [one for one, its in zip(ones, orders, strict=True) if its == least]
    return equal[int(quiz.chance() * len(equal))]


def _new_anchor(one: QuestionLike, seen: Seen) -> bool:
    return one.anchor and one.id not in seen.items


def _side(one: QuestionLike) -> bool | None:
    """Is it a scam? None for the kinds that give it away."""
    return not one.genuine if has_side(one.kind) else None
