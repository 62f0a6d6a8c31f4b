"""When an idea is about to be forgotten: FSRS, a model of memory, keeps a card for each person and idea.

The gaps are days, since nobody wants three quizzes on one morning; and at most four months, since what is learnt about
scam mails holds four months and is gone by six (Reinheimer 2020).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite

from fsrs import Card, Rating, Scheduler, State

LONGEST = timedelta(days=120)
_CERTAIN, _GUESSED = 3, 1
_FSRS = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST.days,
    enable_fuzzing=False,  # the same answers give the same day; who spreads quizzes over days does it elsewhere
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """The card to keep, and when the idea is to come back: 1 to 120 days after the answer."""

    card: str  # JSON; means something to `reviewed` alone
    due: datetime  # UTC
    anew: bool = False  # the old card could not be read, so this one knows of the last answer alone


def reviewed(card: str, right: bool, sure: int | None, at: datetime) -> Remembered:
    """The card after an answer at a moment (with a time zone). `card` is "" for an idea that was never asked.

    Where the clock was set back since the last answer, that one counts as of today: nobody knows which of the two
    times was wrong, and a due day in a wrong year would never come. A right answer brings the idea back no sooner.
    """
    at = at.astimezone(UTC)
    known = _read(card) if card else None
    before = known or Card(card_id=0, due=at)  # an id of its own would take a millisecond, and nobody asks for it
    set_back = before.last_review is not None and at < before.last_review
    if set_back:
        before.last_review = at
    after, _ = _FSRS.review_card(before, _rating(right, sure), at)
    if set_back and right:
        after.due = max(after.due, min(before.due, at + LONGEST))
    return Remembered(after.to_json(), after.due, anew=bool(card) and known is None)


def _rating(right: bool, sure: int | None) -> Rating:
    """A guess that was lucky is not a thing known, and whoever is certain and right knows it for longer."""
    if not right:
        return Rating.Again
    if sure == _GUESSED:
        return Rating.Hard
    return Rating.Easy if sure == _CERTAIN else Rating.Good


def _read(text: str) -> Card | None:
    """The card, or None where this text is none that a review has written."""
    try:
        card = Card.from_json(text)
        card.due = card.due.astimezone(UTC)
        card.last_review = card.last_review.astimezone(UTC) if card.last_review else None
        whole = _sound(card)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
    return card if whole else None


def _sound(card: Card) -> bool:
    if card.state is not State.Review or card.last_review is None:
        return False
    if card.stability is None or card.difficulty is None:
        return False
    return isfinite(card.stability) and card.stability > 0 and 1 <= card.difficulty <= 10
