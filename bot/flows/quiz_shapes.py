"""What travels about quizzes: which questions somebody was asked, what they said, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.flows.shapes import Person
from bot.lessons.quiz_past import Answered
from bot.library.quizzes import Question

MOST = 3  # questions in a quiz: ninety seconds
QUIZ, WEEK = "quiz", "week"
"""How a question came: in a person's own quiz, or as the one that a whole channel is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was chosen, as it was then."""

    item: str
    version: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """A person's quiz. A place whose question was answered is behind `at`; at the end it is behind the last."""

    id: str
    person: Person
    asked: tuple[Asked, ...]
    at: int
    ended: bool  # answered to the end, or left
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said to one question. The first word counts: it is never written over."""

    quiz: str  # the quiz's id, or that of the week's question
    place: int
    item: str
    version: str
    option: str
    right: bool
    sure: int | None  # 1 to 3, where it was asked
    first: bool  # their first answer to this item at all
    at: datetime


@dataclass(frozen=True, slots=True)
class NewSaid:
    """What is to be written down of an answer: what was said, and what kind of question that was."""

    quiz: str
    place: int
    how: str  # QUIZ or WEEK
    question: Question
    option: str
    sure: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """What a person answered, the oldest first, and when each idea is due again."""

    answered: tuple[Answered, ...] = ()
    due: Mapping[str, datetime] | None = None


# ── What comes next ─────────────────────────────────────────────────────────────────────────────────────────


class Came(StrEnum):
    """How somebody came to a question when they opened a quiz."""

    NEW = ""
    GOES_ON = "goes_on"  # they were in the middle of it
    ANEW = "anew"  # they were in the middle of another one, too long ago


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to answer: number `place` + 1 of so many."""

    quiz: Quiz
    place: int
    question: Question
    changed: bool = False  # another one stands here now, as that one was edited or taken out
    came: Came = Came.NEW


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer was worth. `before`: it had been answered already, and that answer stays."""

    quiz: Quiz
    place: int
    question: Question
    said: Said
    before: bool = False

    @property
    def last(self) -> bool:
        """Whether nothing comes after it."""
        return self.place + 1 >= len(self.quiz.asked)


@dataclass(frozen=True, slots=True)
class Over:
    """The quiz is over. So many were answered, and so many of these right."""

    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no question to ask: there are none, or not in the topics that somebody chose."""


Step = Ask | Told | Over | Nothing
