"""A question in one language, as all rooms know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.library.quizzes.difficulty import Difficulty, of_genuine, of_scam
from bot.library.quizzes.mails import QuizMail
from bot.library.sources import Source


class Kind(StrEnum):
    """What is asked."""

    JUDGE = "judge"  # is this mail legit, or a scam?
    PART = "part"  # which part of the mail gives it away?
    WHICH = "which"  # which of these two mails is real?
    DO = "do"  # what would you do?


KINDS = tuple(Kind)
SCAM, LEGIT = "scam", "legit"  # the options of JUDGE
FIRST, SECOND = "a", "b"  # those of WHICH


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; `feedback` is for whoever chose it."""

    id: str
    text: str  # "" where the kind says what it is: JUDGE, WHICH
    feedback: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `right` is the id of an option: of JUDGE "scam" or "legit", of WHICH the real one."""

    id: str
    topic: str
    scams: tuple[str, ...]  # () where what it describes is genuine
    right: str
    text: str  # simple Markdown, a line for each paragraph
    options: tuple[Option, ...]
    kind: Kind
    sources: tuple[Source, ...]
    checked: date | None
    language: str  # of the words
    idea: str = ""
    mails: tuple[QuizMail, ...] = ()
    anchor: bool = False  # first answers to these are what is measured over time
    cues: Mapping[str, int] = field(default_factory=dict, hash=False)  # of the scam, how often each
    premise: str = ""  # one of difficulty.PREMISES
    misleading: tuple[str, ...] = ()  # cues of a genuine mail
    where: str = ""  # of DO: "phone", "text", "chat", "person", "mail", "web" (a page or an app)
    own: bool = False  # a company's own
    version: str = ""  # another one where the words or the key have changed

    @property
    def genuine(self) -> bool:
        """Whether what it describes is no scam. (Of two mails one always is.)"""
        return not self.scams

    @property
    def difficulty(self) -> Difficulty:
        """How hard it is: by the Phish Scale, by what misleads, and in the middle where there is no mail."""
        if self.kind is Kind.DO or not (self.premise or self.misleading):
            return Difficulty.MIDDLE
        return of_genuine(self.misleading) if self.genuine else of_scam(self.cues, self.premise)

    def option(self, id: str) -> Option | None:
        """The option of this id."""
        return next((one for one in self.options if one.id == id), None)
