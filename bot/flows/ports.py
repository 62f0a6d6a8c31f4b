"""What the stories need from outside: who asked, where, what they handed over; and the doors to the store and the desk.

The rooms above (store, jobs, fronts) give these; the stories ask for nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.flows.check import Asker
from bot.mail.email import Mailbox
from bot.reply.reply import Reply

# ── What a front hands in ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a workspace, by the platform's ids."""

    workspace: str
    id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is: a channel (a direct message is one), and the message it hangs under."""

    workspace: str
    channel: str
    thread: str = ""  # "" where there are no threads: the answer to a shortcut


class How(StrEnum):
    """How something came to us."""

    MESSAGE = "message"  # typed or dropped in a direct message
    MENTION = "mention"
    EMAIL = "email"  # sent into a channel's address
    SHORTCUT = "shortcut"
    COMMAND = "command"
    PASTE_BOX = "paste-box"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that somebody handed over; `problem` names why there is no `data` (a key of [problems] in words.toml)."""

    name: str
    data: bytes = b""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a person said, dropped or pressed."""

    how: How = How.MESSAGE
    text: str = ""  # plain words, not the platform's markup
    files: tuple[Dropped, ...] = ()
    pressed: str = ""  # a button's id: "clicked", "called", "paid", "typed", "opened", "helped", "wrong"
    more_files: int = 0  # handed over beside `files`, and not fetched because they are too many
    overheard: bool = False  # said in a thread that we are part of, perhaps not to us


# ── What a turn of a conversation gives back ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Judged:
    """What is kept about a check: no word of the mail."""

    state: str
    score: float
    scam: str  # "" where there is none
    signals: tuple[str, ...]
    campaign: str  # what makes two copies of a campaign alike; the store keeps only a keyed hash of it
    ms: float


@dataclass(frozen=True, slots=True)
class Turned:
    """One turn: what to say, what to remember, what was judged, and whom the person could ask."""

    reply: Reply | None  # None: nothing needs to be said (a "thanks" was answered once already)
    memory: bytes  # the conversation as its next turn needs it; holds the mail, so it is kept sealed
    judged: tuple[Judged, ...] = ()
    colleague: Mailbox | None = None  # the mail is written in this colleague's name
    feedback: str = ""  # "helped" or "wrong"
    campaign: str = ""  # of the mail that was judged last, for asking the colleague once
    subject: str = ""  # of that mail: a stranger's words


@dataclass(frozen=True, slots=True)
class To:
    """Where an answer goes."""

    place: Place
    private_to: str = ""  # a person's id: nobody else at this place may see it
    answer_url: str = ""  # the platform's own way back to a question that was asked where we are no member

    @property
    def kept_at(self) -> Place:
        """Where the conversation is kept: what was asked in private is found by nobody else at this place."""
        if not self.private_to:
            return self.place
        return Place(self.place.workspace, f"{self.place.channel}/{self.private_to}", self.place.thread)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is written down when a job is done, together with its end."""

    person: Person | None = None  # who asked, where anything is to be kept
    conversation: "Conversation | None" = None
    how: str = ""
    judged: tuple[Judged, ...] = ()
    feedback: str = ""


WRITTEN = Outcome()  # what a handler gives back that has ended its job itself


class NotSent(Exception):
    """The platform said no, and why in its own word: nothing was posted."""


class MaybeSent(Exception):
    """No answer came back: the message may or may not stand there."""


class Later(Exception):
    """Try the job again after so many seconds; that is no failure of it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds


class Messenger(Protocol):
    """How a front speaks."""

    async def thinking(self, to: To, at_it: bool = True) -> None:
        """Show that we are at it, or no longer. Never raises."""

    async def send(self, to: To, person: Person, reply: Reply, key: str, conversation: str) -> str:
        """Post it; its id. Raises NotSent, MaybeSent, Later."""

    async def arrived(self, to: To, key: str) -> str | None:
        """The id of the message with this key, "" where there is none, None where we may not look."""


class TooSlow(Exception):
    """The analysis was stopped at its limit."""


class Analyst(Protocol):
    """Does the thinking, in a process of its own that is killed at its limit."""

    async def turn(self, heard: Heard, memory: bytes, asker: Asker) -> Turned:
        """Take one turn. Raises TooSlow where the process was killed; the next turn is not harmed by it."""


# ── What is stored ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Job:
    """Work that an event causes; the payload is the event itself, sealed in the store until the job is done."""

    id: int
    key: str  # the event's id
    workspace: str
    kind: str
    payload: bytes
    attempt: int  # 1, 2, ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """A submission and what was said about it."""

    id: str
    person: Person
    place: Place
    memory: bytes
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Check:
    """A line of "recent checks"."""

    at: datetime
    state: str
    scam: str
    how: str


class DeliveryState(StrEnum):
    """Where a message to Slack stands. One that died in SENDING may have arrived: look, or never send again."""

    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    LOST = "lost"  # died in SENDING where we cannot look; the person is told at their next word
    TOLD = "told"  # a lost one that the person was told of


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the ledger of deliveries."""

    id: int
    key: str  # stands in a block_id of the message, so that it can be found again
    state: DeliveryState
    fresh: bool  # claimed just now: nobody tried to send it before


class Inbox(Protocol):
    """Events, each once, with the job that each causes."""

    async def take(self, key: str, workspace: str, kind: str, payload: bytes, now: datetime) -> bool:
        """Write the event and its job in one transaction. False: it was here before, and nothing was written."""


class Jobs(Protocol):
    """The queue."""

    async def claim(self, now: datetime, most: int) -> Sequence[Job]: ...
    async def done(self, job: Job, now: datetime, outcome: Outcome = Outcome()) -> None:
        """The job is done, and this is what came of it, in one transaction; the job's payload is deleted."""

    async def again(self, job: Job, at: datetime) -> None: ...
    async def failed(self, job: Job, now: datetime, why: str) -> None:
        """The job is given up; its payload is deleted. `why` holds no word of a mail."""

    async def reclaim(self) -> int:
        """At start: jobs that a killed process was doing are to be done. How many."""


class Deliveries(Protocol):
    """The ledger: never twice, and every gap known."""

    async def claim(self, person: Person, channel: str, what: str, slot: str, now: datetime) -> Delivery:
        """The row with this unique key (workspace, channel, what, slot), made if it is new."""

    async def sending(self, delivery: Delivery, now: datetime) -> None: ...
    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None: ...
    async def refused(self, delivery: Delivery, now: datetime) -> None:
        """Slack said no, so nothing was posted: back to CLAIMED."""

    async def lost(self, delivery: Delivery, now: datetime) -> None: ...
    async def untold(self, person: Person) -> int:
        """How many of this person's answers were lost and not yet told of; they count as told from now on."""


class Conversations(Protocol):
    """Open conversations, sealed."""

    async def at(self, place: Place, now: datetime) -> Conversation | None:
        """The open one at this place."""

    async def latest(self, person: Person, channel: str, now: datetime) -> Conversation | None: ...
    async def by_id(self, conversation_id: str, now: datetime) -> Conversation | None: ...


class Checks(Protocol):
    """What was judged, without its words."""

    async def recent(self, person: Person, most: int) -> Sequence[Check]: ...


class Settings(Protocol):
    """What people chose; and what they saw once already."""

    async def of(self, person: Person) -> Mapping[str, str]: ...
    async def save(self, person: Person, values: Mapping[str, str]) -> None: ...
    async def first_time(self, person: Person, what: str, now: datetime) -> bool:
        """True once for each person and thing (a welcome)."""


class Questions(Protocol):
    """ "Did you send this?", asked of a colleague once for each campaign."""

    async def wait(self, colleague: Person, campaign: str, asker: Person, place: Place, now: datetime) -> bool:
        """This asker waits for the colleague's answer. True: nobody asked before, so the colleague is to be asked."""

    async def answered(self, question: str, colleague: Person, answer: str, now: datetime) -> Sequence["Waiting"]:
        """The colleague's answer ("yes", "no"); those who wait for it, each until `told`. A first answer stays."""

    async def told(self, question: str, person: Person) -> None:
        """This person waits no longer."""

    async def answer(self, colleague: Person, campaign: str) -> str:
        """What the colleague said already: "yes", "no", or "" for nothing yet."""

    async def id(self, colleague: Person, campaign: str) -> str:
        """The question's id, for a button's value: it tells nothing about the campaign."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for a colleague's answer, and where to tell them."""

    person: Person
    place: Place


class Store(Protocol):
    """All tables behind one door."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def checks(self) -> Checks: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def questions(self) -> Questions: ...


class Now(Protocol):
    """What time it is, with its zone."""

    def __call__(self) -> datetime: ...
