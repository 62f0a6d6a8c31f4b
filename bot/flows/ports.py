"""What the stories need from outside: an analyst, a messenger, a clock; and a store (see bot.flows.keeping).

The rooms above (store, jobs, fronts) give these; the stories ask for nothing else.
"""

from datetime import datetime
from typing import Protocol

from bot.flows.check import Asker
from bot.flows.shapes import Heard, Person, To, Turned
from bot.reply.reply import Reply


class NotSent(Exception):
    """The platform said no, and why in its own word: nothing was posted."""


class MaybeSent(Exception):
    """No answer came back: the message may or may not stand there."""


class Later(Exception):
    """Try the job again after so many seconds; that is no failure of it.

    `planned`: there is nothing to do before, so nobody's patience is used up by waiting.
    """

    def __init__(self, seconds: float, *, planned: bool = False) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds
        self.planned = planned


class Superseded(Exception):
    """Somebody else took this over, or it is over: it must not be sent now."""


class Messenger(Protocol):
    """How a front speaks."""

    async def thinking(self, to: To, at_it: bool = True) -> None:
        """Show that we are at it, or no longer. Never raises."""

    async def send(self, to: To, person: Person, reply: Reply, key: str, conversation: str) -> str:
        """Post it; its id. Raises NotSent, MaybeSent, Later."""

    def held(self, to: To) -> float:
        """Seconds for which nothing can be sent there, so that no answer need be thought of; 0 where it can."""

    async def arrived(self, to: To, key: str, since: datetime | None = None) -> str | None:
        """The id of the message with this key, "" where there is none, None where we may not look.

        `since`: it was sent then; where so much was said since that we cannot look through it, that is None, too.

        Raises Later where the platform cannot be asked now.
        """


class TooSlow(Exception):
    """The analysis was stopped at its limits, and so was that of the mail's beginning alone."""


class Analyst(Protocol):
    """Does the thinking, in a process of its own that is killed at its limit; people are served in fair turns."""

    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Person) -> Turned:
        """Take one turn for this person. What is too heavy to be read whole is judged by a part of it.

        Raises TooSlow where even that part was too much; the next turn is not harmed by it.
        """


class Now(Protocol):
    """What time it is, with its zone."""

    def __call__(self) -> datetime: ...
