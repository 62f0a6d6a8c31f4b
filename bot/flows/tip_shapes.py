"""What travels about tips: who gets them and when, which are due, and what became of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.flows.week_shapes import QUESTION, RESULT, NewQuestion, Week
from bot.lessons.choose import Shown
from bot.schedules import Calendar, Slot, When

TIP, PROACTIVE, GOING_ROUND = "tip", "proactive", "going-round"
"""What a delivery is, beside QUESTION and RESULT. All that we send a person unasked is PROACTIVE, with the day as its
slot: one a day at most.
"""
TIPS, QUIZ = "tips", "quiz"
"""What a subscription brings: tips, or a question each time (to a channel) and a short quiz (to a person)."""
STOPPED = "stopped"  # why a tip was refused: nobody wants it any more
ONE_A_DAY = "one_a_day"  # or the person had another one on that day


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wishes: when tips come, in which language, and about what."""

    when: When
    calendar: Calendar
    own_zone: bool = False  # the zone is the person's own, as the platform tells it, and follows them
    language: str = "en"
    topics: frozenset[str] = frozenset()  # empty: all
    audience: frozenset[str] = frozenset()  # empty: what is for everybody
    content: str = TIPS  # or QUIZ


@dataclass(frozen=True, slots=True)
class Subscription:
    """Tips, or a quiz, for a channel or a person."""

    id: int
    workspace: str
    target: str  # a channel's id; a person's where it is `direct`
    direct: bool
    setter: str  # who set it up, and is told where it cannot go on
    wanted: Wanted
    active: bool
    why: str  # why it stopped: the platform's word; "" where somebody wished it
    paused_until: datetime | None
    next: Slot | None  # None where it is stopped
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DueTip:
    """A tip that is to be sent: a row of the ledger, and what is needed to choose the tip."""

    id: int
    key: str  # stands in a block_id of the message
    workspace: str
    target: str
    direct: bool
    what: str  # TIP, PROACTIVE, GOING_ROUND, QUESTION or RESULT
    due_at: datetime
    tip: str  # chosen before; "" where it is still to be chosen; of a RESULT: its question
    subscription: Subscription | None  # None where somebody sent it by hand
    shown: tuple[Shown, ...] = ()  # at this target, the oldest first
    week: Week | None = None  # of a quiz

    @property
    def goes_round(self) -> bool:
        """Whether it warns of what people asked about: chosen before, for those who get tips anyway."""
        return self.tip != "" and self.subscription is not None and self.what != RESULT

    @property
    def is_quiz(self) -> bool:
        """Whether it is no tip, but a question, its result, or an invitation to a quiz."""
        wanted = self.subscription.wanted if self.subscription else None
        return self.what in (QUESTION, RESULT) or bool(not self.tip and wanted and wanted.content == QUIZ)

    @property
    def thread(self) -> str:
        """The message below which it belongs; "" for none."""
        return self.week.question.message if self.week and self.week.question else ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A due tip, and which it will be."""

    due: DueTip
    tip: str
    topic: str
    question: NewQuestion | None = None  # where it is one for a channel

    @property
    def value(self) -> str:
        """What its buttons carry."""
        return self.due.key if self.question else self.tip


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands there, as this message."""

    id: int
    message: str


@dataclass(frozen=True, slots=True)
class Delayed:
    """Nothing was posted; it may be tried again at `ready_at`."""

    id: int
    ready_at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was posted, and it is not tried again: the platform's word, or ours."""

    id: int
    why: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may stand there, and nobody can look."""

    id: int


@dataclass(frozen=True, slots=True)
class Unheard:
    """Slack answered with an error, or not at all: it may stand there, and is looked for once more."""

    id: int


TipEnd = Sent | Delayed | Refused | InDoubt | Unheard


@dataclass(frozen=True, slots=True)
class CutOff:
    """A tip of which nobody knows yet whether it stands there."""

    id: int
    key: str
    target: str
    direct: bool
    since: datetime  # when it was sent
    unheard: bool  # Slack did not take it, as far as we heard; otherwise its process died
    thread: str = ""  # the message below which it belongs


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a look at the clock brought."""

    looked_at: int = 0  # subscriptions whose time had come
    due: int = 0  # tips that are to be sent now
    workspaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be sent in a workspace: how much now, and when the next of the rest may be tried."""

    ready: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class WasSent:
    """A line of "what was sent"."""

    at: datetime
    target: str
    direct: bool
    tip: str
    topic: str
    arrived: bool


@dataclass(frozen=True, slots=True)
class Round:
    """A kind of scam that goes round: so many people asked about one within a day, or a campaign was reported."""

    workspace: str
    scam: str
    people: int
