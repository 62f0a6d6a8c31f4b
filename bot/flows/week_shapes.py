"""What travels about the question that a whole channel is asked: which it is, until when, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

QUESTION, RESULT = "question", "question-result"
"""What a delivery is: the question for a channel, and what tells its answer there."""
QUESTION_TIP, RESULT_TIP, INVITATION = "question:", "result:", "quiz"
"""How these are called where it is kept which tip stood where: the first two stand before the question's id."""
WEEK_QUIZ = "week:"  # before a question's id: which quiz an answer belongs to


def of_quiz(tip: str) -> str:
    """What stood there under this name: "question", "result", "invitation"; "" for a tip."""
    if tip == INVITATION:
        return "invitation"
    kinds = {"question": QUESTION_TIP, "result": RESULT_TIP}
    return next((name for name, start in kinds.items() if tip.startswith(start)), "")


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question that was chosen for a channel, as it is now."""

    item: str
    version: str
    language: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class WeekQuestion:
    """A question that a channel was asked."""

    id: str  # the key of its delivery
    workspace: str
    channel: str
    item: str
    version: str
    language: str
    message: str  # "" until it is known to stand there
    asked_at: datetime
    closes_at: datetime
    told: bool = False  # its result may stand there by now

    def is_over(self, now: datetime) -> bool:
        """Whether no answer counts any more. (A clock that was set back opens nothing.)"""
        return self.told or now >= self.closes_at


@dataclass(frozen=True, slots=True)
class Stood:
    """A question that stood in a channel."""

    item: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answers:
    """How many answered, and how many of these right."""

    count: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """What a due question, result or invitation needs."""

    stood: tuple[Stood, ...] = ()  # in this channel, the oldest first
    question: WeekQuestion | None = None  # whose result is due
    answers: Answers = Answers()
    quiz_open: bool = False  # this person is in the middle of a quiz
