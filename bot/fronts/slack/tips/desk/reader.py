"""Who looks at what is for administrators only."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

from bot.flows.shapes import Person
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.listeners.home import zone_of
from bot.fronts.slack.payloads import Body, person_of


@dataclass(frozen=True, slots=True)
class Reader:
    """The administrator who looks, and by which clock."""

    person: Person
    zone: tzinfo
    zone_name: str
    language: str

    @property
    def workspace(self) -> str:
        return self.person.workspace


async def administrator(counter: Counter, body: Body) -> Reader | Literal[False] | None:
    """Whoever pressed, if they are an administrator now; False where not, None where Slack did not say."""
    person = person_of(body)
    allowed = await counter.people.may_change_rules(person)
    if allowed is None:
        return None
    if not allowed:
        return False
    profile = await counter.people.profile(person)
    return Reader(person, zone_of(profile), profile.zone, profile.language)
