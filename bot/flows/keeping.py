"""What the stories have kept for them: the tables of the store, each as the port behind which it stands.

The room `store` gives these, on SQLite and on PostgreSQL alike; who tells a story knows no database.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.flows.own_pages import OwnPages
from bot.flows.quiz_figures import QuizFigures
from bot.flows.quiz_keeping import Quizzes
from bot.flows.shapes import (
    NOTHING,
    Check,
    Conversation,
    Delivery,
    Gap,
    Installation,
    Job,
    Kept,
    Outcome,
    OwnRules,
    Person,
    Place,
    RuleChange,
    Waiting,
)
from bot.flows.tip_keeping import Subscriptions, TipCounts, Tips
from bot.flows.tip_shapes import Round
from bot.flows.week_keeping import WeekQuestions
from bot.library.organisation import Organisation


class Inbox(Protocol):
    """Events, each once, with the job that each causes."""

    async def take(
        self, key: str, workspace: str, kind: str, payload: bytes, now: datetime, *, line: str = "", about: str = ""
    ) -> bool:
        """Write the event and its job in one transaction. False: it was here before, and nothing was written.

        Jobs of one line are done one after the other, in the order they came. `about` is the platform's id of what
        was said, by which `Jobs.note` finds it.
        """

    def hidden(self, *parts: str) -> str:
        """A name made of these parts with the store's own secret: the same each time, and it tells nothing of them."""


class Jobs(Protocol):
    """The queue."""

    async def claim(self, now: datetime, most: int) -> Sequence[Job]:
        """The next jobs to do, which are ours from now on: for an engine that looks for jobs itself."""

    async def begin(self, job_id: int, ticket: int, now: datetime) -> Job | None:
        """The job behind a ticket, which is ours from now on; None where it is over, or somebody is at it."""

    async def done(self, job: Job, now: datetime, outcome: Outcome = NOTHING) -> None:
        """The job is done, and this is what came of it, in one transaction; the job's payload is deleted.

        Writes nothing where the job was given to somebody else meanwhile; `again` and `failed` likewise.
        """

    async def again(self, job: Job, now: datetime, seconds: float, *, failed: bool, fresh: bool = False) -> None:
        """The job is to be done once more, in so many seconds; `failed` counts against it.

        `fresh`: it is as if it were taken only then, so that all patience is left.
        """

    async def failed(self, job: Job, now: datetime, why: str) -> None:
        """The job is given up; its payload is deleted. `why` holds no word of a mail."""

    async def reclaim(self) -> int:
        """All jobs that a killed process was doing are to be done. How many."""

    async def take_over(self, dead_seconds: float, gone_seconds: float) -> int:
        """What workers were at that are dead is to be done by the living. How many.

        A worker is dead after so many seconds without a heartbeat; where its connection broke, too, after fewer.
        """

    async def hurry(self, now: datetime) -> int:
        """The clock went back: what was put off by the old one is due now. How many."""

    async def rescue(self, before: datetime) -> int:
        """Jobs that were due before then, and that nobody was told of, are told of again. How many."""

    async def note(self, workspace: str, about: str, became: str) -> bool:
        """What was said was "edited" or "deleted". False where no job about it is left."""

    async def became(self, job: Job) -> str:
        """ "edited" or "deleted", where what was said did not stay as it was; else ""."""

    async def waiting(self, now: datetime) -> tuple[int, float]:
        """How many jobs are due that nobody is at, and for how many seconds the oldest has been."""

    async def under_way(self, now: datetime) -> int:
        """How many jobs are due or being done."""


class Deliveries(Protocol):
    """The ledger: never twice, and every gap known."""

    async def claim(self, person: Person, channel: str, what: str, slot: str, now: datetime) -> Delivery:
        """The row with this unique key (workspace, channel, what, slot), made if it is new.

        Whoever claimed it before can send it no longer.
        """

    async def sending(self, delivery: Delivery, now: datetime) -> None:
        """From now on it may have arrived. Raises Superseded where it is over, or was claimed by somebody else."""

    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None: ...
    async def refused(self, delivery: Delivery, now: datetime) -> None:
        """Slack said no, so nothing was posted: back to CLAIMED."""

    async def lost(self, delivery: Delivery, now: datetime) -> None: ...
    async def untold(self, person: Person) -> int:
        """How many of this person's answers were lost and not yet told of; they count as told from now on."""

    async def gaps(self, now: datetime, most: int = 1000, workspace: str = "") -> Sequence[Gap]:
        """What may never have arrived, newest first; in one workspace, where one is named."""

    async def open_gaps(self, now: datetime) -> int:
        """How many of them nobody was told of yet."""


class Conversations(Protocol):
    """Open conversations, sealed."""

    async def at(self, place: Place, now: datetime) -> Conversation | None:
        """The open one at this place."""

    async def latest(self, person: Person, channel: str, now: datetime) -> Conversation | None: ...
    async def by_id(self, conversation_id: str, now: datetime) -> Conversation | None: ...


class Checks(Protocol):
    """What was judged, without its words."""

    async def recent(self, person: Person, most: int) -> Sequence[Check]: ...
    async def people_with(self, workspace: str, state: str, since: datetime) -> int:
        """How many people there asked about a mail that was judged so; a number, and no names."""

    async def asked_about(self, workspace: str, since: datetime) -> Mapping[str, int]:
        """How many people there asked about each kind of scam."""

    async def rounds(self, since: datetime, people: int) -> Sequence[Round]:
        """Kinds of scam about which at least so many people of a workspace asked."""


class Settings(Protocol):
    """What people chose; and what they saw once already."""

    async def of(self, person: Person) -> Mapping[str, str]: ...
    async def save(self, person: Person, values: Mapping[str, str]) -> None: ...
    async def first_time(self, person: Person, what: str, now: datetime) -> bool:
        """True once for each person and thing (a welcome)."""


class Rules(Protocol):
    """What companies say about themselves: each its own, never another's."""

    async def of(self, workspace: str) -> OwnRules:
        """As they are in this moment, whichever process changed them."""

    async def save(self, person: Person, rules: Organisation, seen: int, now: datetime) -> Sequence[str] | None:
        """Write the rules of this person's workspace, and who changed what. The names of what changed.

        None, and nothing written, where they are not what the person saw (OwnRules.version) any more.
        """

    async def changes(self, workspace: str, most: int) -> Sequence[RuleChange]:
        """The last ones, newest first."""


class Questions(Protocol):
    """ "Did you send this?", asked of a colleague once for each campaign."""

    async def wait(self, colleague: Person, campaign: str, asker: Person, place: Place, now: datetime) -> bool:
        """This asker waits for the colleague's answer. True: nobody asked before, so the colleague is to be asked."""

    async def crowded(self, colleague: Person, campaign: str, now: datetime) -> bool:
        """Whether this would be a new question, and the colleague has left enough of the last day's unanswered."""

    async def answered(self, question: str, colleague: Person, answer: str, now: datetime) -> Sequence[Waiting]:
        """The colleague's answer ("yes", "no"); those who wait for it, each until `told`. A first answer stays."""

    async def told(self, question: str, person: Person) -> None:
        """This person waits no longer."""

    async def answer(self, colleague: Person, campaign: str) -> str:
        """What the colleague said already: "yes", "no", or "" for nothing yet."""

    async def id(self, colleague: Person, campaign: str) -> str:
        """The question's id, for a button's value: it tells nothing about the campaign."""


Whose = Callable[[str, bytes], Person | None]  # who asked for a job, by its kind and payload


def nobodys(_kind: str, _payload: bytes) -> Person | None:
    """Where there is nobody who could read whose a job is."""
    return None


class Privacy(Protocol):
    """What is kept about somebody, and forgetting it."""

    async def kept(self, person: Person, whose: Whose = nobodys) -> Kept:
        """How much of what, and from when to when."""

    async def forget(self, person: Person, now: datetime, whose: Whose = nobodys) -> Kept:
        """Delete all of it, and its traces at once. What there was; of parts that `stay` nothing was deleted."""

    async def forget_workspace(self, workspace: str) -> int:
        """Delete everything of a workspace that we left. How many rows. Cut off, it may be begun again."""


class Installations(Protocol):
    """The workspaces that installed the bot by themselves, with their tokens, sealed."""

    async def save(self, installation: Installation) -> None:
        """Write it; a workspace that installed the bot before has the new token and permissions from now on."""

    async def find(self, workspace: str) -> Installation | None:
        """The installation; with the token "" where no key opens it."""

    async def all(self) -> Sequence[Installation]:
        """All of them, by workspace; also those whose token no key opens."""

    async def delete(self, workspace: str) -> bool:
        """Delete the row alone. False: there was none."""

    async def reseal(self) -> int:
        """Tokens that an older key opens are sealed with the newest one. How many."""

    async def begun(self, state: str, browser: str, now: datetime) -> None:
        """Somebody goes to the platform's page with this state, from a browser with this secret."""

    async def ended(self, state: str, browser: str, now: datetime) -> bool:
        """Whether this browser went there with this state a short while ago; true once."""


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
    def rules(self) -> Rules: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def privacy(self) -> Privacy: ...
    @property
    def installations(self) -> Installations: ...
    @property
    def subscriptions(self) -> Subscriptions: ...
    @property
    def tips(self) -> Tips: ...
    @property
    def tip_counts(self) -> TipCounts: ...
    @property
    def own_tips(self) -> OwnPages: ...
    @property
    def quizzes(self) -> Quizzes: ...
    @property
    def own_questions(self) -> OwnPages: ...
    @property
    def quiz_figures(self) -> QuizFigures: ...
    @property
    def week_questions(self) -> WeekQuestions: ...
