"""A press below a tip, out of what Slack sends: who, which, where the answer goes; and names that tell nobody who."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.flows.shapes import Person, Place, To
from bot.fronts.slack import names
from bot.fronts.slack.payloads import (
    Body,
    answer_url_of,
    channel_of,
    part,
    person_of,
    used,
    value_of,
)
from bot.fronts.slack.tips.names import PREVIEW

_DOUBLE = 60  # seconds: who presses the same button again later wants to see the answer again


@dataclass(frozen=True, slots=True)
class Press:
    """One press. What is private stays so: in a channel the answer is for this person alone."""

    person: Person
    to: To
    which: str  # the button's id
    value: str
    message: str  # the ts of the message with the button
    at: str  # Slack's own time of the press
    trigger: str  # Slack's own, known to nobody else
    hidden: Callable[..., str] = field(repr=False)  # a name made of these parts, from which nobody finds them

    @property
    def channel(self) -> str:
        return self.to.place.channel

    @property
    def is_direct(self) -> bool:
        return self.channel.startswith("D")

    @property
    def is_preview(self) -> bool:
        """Whether it is below a tip that was shown to an administrator alone: it does not count."""
        return self.value.startswith(PREVIEW)

    @property
    def tip(self) -> str:
        """The tip's id, below a tip."""
        return self.value.removeprefix(PREVIEW)

    @property
    def once(self) -> str:
        """Of this person at this message, whichever button."""
        return f"{self.channel}:{self.message}:{self.person.id}"

    @property
    def key(self) -> str:
        """Under which it is taken in: a double press has the same. It does not tell who pressed what."""
        return self.hidden(self.person.workspace, self.once, self.which, _minute(self.at))

    @property
    def slot(self) -> str:
        """Under which it is answered. The ledger keeps it beside the person, so it tells nothing."""
        return self.hidden(self.trigger, self.at, self.which)


def press(body: Body, hidden: Callable[..., str]) -> Press:
    """The press that Slack tells of. `hidden` makes a name of parts (bot.flows.keeping.Inbox.hidden)."""
    person, channel = person_of(body), channel_of(body)
    message, container = part(body, "message"), part(body, "container")
    action = used(body)
    ts = str(message.get("ts") or container.get("message_ts") or "")
    thread = str(message.get("thread_ts") or container.get("thread_ts") or "")
    direct = channel.startswith("D")
    place = Place(person.workspace, channel, thread or (ts if direct else ""))
    to = To(place) if direct else To(place, person.id, answer_url_of(body))
    return Press(
        person=person, to=to, which=str(action.get("action_id") or "").removeprefix(names.PRESSED),
        value=value_of(body), message=ts, at=str(action.get("action_ts") or ""),
        trigger=str(body.get("trigger_id") or ""), hidden=hidden,
    )  # fmt: skip


def _minute(at: str) -> str:
    try:
        return str(int(float(at)) // _DOUBLE)
    except (ValueError, OverflowError):
        return at
