"""What travels between the rooms: who asked, where, what they handed over, and what came of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.library.organisation import NO_RULES, Organisation
from bot.mail.email import Mailbox
from bot.reply.reply import Reply


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


@dataclass(frozen=True, slots=True)
class To:
    """Where an answer goes."""

    place: Place
    private_to: str = ""  # a person's id: nobody else at this place may see it
    answer_url: str = ""  # the platform's own way back to a question that was asked where we are no member
    only_there: bool = False  # not to the person directly where that place cannot be reached
    broadcast: bool = False  # below its message, and for all in the channel to see

    @property
    def kept_at(self) -> Place:
        """Where the conversation is kept: what was asked in private is found by nobody else at this place."""
        if not self.private_to:
            return self.place
        return Place(self.place.workspace, f"{self.place.channel}/{self.private_to}", self.place.thread)


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


@dataclass(frozen=True, slots=True)
class Job:
    """Work that an event causes; the payload is the event itself, sealed in the store until the job is done."""

    id: int
    key: str  # the event's id
    workspace: str
    kind: str
    payload: bytes
    attempt: int  # 1, 2, ...: how often it was begun, failed or was cut off
    failures: int
    taken_at: datetime
    ticket: int | None = field(default=None, compare=False)  # by which it was begun; None where there are none


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is written down when a job is done, together with its end."""

    person: Person | None = None  # who asked, where anything is to be kept
    conversation: Conversation | None = None
    how: str = ""
    judged: tuple[Judged, ...] = ()
    feedback: str = ""


NOTHING = Outcome()


class DeliveryState(StrEnum):
    """Where a message to Slack stands. One that died in SENDING may have arrived: look, or never send again."""

    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    LOST = "lost"  # died in SENDING where we cannot look; the person is told at their next word
    TOLD = "told"  # a lost one that the person was told of
    REFUSED = "refused"  # a tip that was not posted, and is not tried again


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the ledger of deliveries."""

    id: int
    key: str  # stands in a block_id of the message, so that it can be found again
    state: DeliveryState
    fresh: bool  # claimed just now: nobody tried to send it before
    since: datetime  # it is in this state
    holder: str = ""  # who claimed it; only the last one to claim it may send it


@dataclass(frozen=True, slots=True)
class Gap:
    """A message that may never have arrived."""

    workspace: str
    target: str  # the channel, or the person
    what: str
    slot: str
    state: str  # a DeliveryState
    since: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for a colleague's answer, and where to tell them."""

    person: Person
    place: Place


@dataclass(frozen=True, slots=True)
class KeptPart:
    """How much of one kind is kept about a person."""

    what: str  # "checks", "conversations": a name of bot.store.privacy.PARTS, or "jobs"
    count: int
    first: datetime | None = None  # None where there is nothing, or no time is kept
    last: datetime | None = None
    lifetime: timedelta | None = None  # how long each is kept; None: until the person deletes it
    stays: bool = False  # it is the company's, and is not deleted with the person


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept about a person, whether there is any of it or not."""

    parts: tuple[KeptPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Installation:
    """A workspace that installed the bot."""

    workspace: str
    name: str
    enterprise: str  # "" outside an organisation of several workspaces
    app: str
    bot_user: str
    bot_id: str
    token: str = field(repr=False)  # "" where no key opens it any more
    scopes: tuple[str, ...]
    installed_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnRules:
    """What a company's own administrators set, apart from what whoever runs the bot set for all."""

    rules: Organisation = NO_RULES
    version: int = 0  # 1, 2, ...: grows with each change
    mark_set_at: datetime | None = None  # of the exercise's mark, which nobody is shown again


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Who changed which rule of a company, and when."""

    at: datetime
    person: str
    name: str  # a field of Organisation
    before: str = field(repr=False)  # as its administrators write it; of the exercise's mark always ""
    after: str = field(repr=False)
