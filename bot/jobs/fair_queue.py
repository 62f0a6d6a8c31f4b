"""Whose turn it is: workspace by workspace, within one person by person, and nobody is served twice at once.

So a burst of five hundred mails makes nobody else wait for more than the one that is being read, and whoever sends
mails that hang, through however many channels, takes one seat and no second one.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

from bot.flows.shapes import Person

Key = TypeVar("Key", bound=Hashable)
Ticket = TypeVar("Ticket", bound=Hashable)


class Rounds(Generic[Key]):
    """Takes those that wait in rounds: each is taken once before any is taken again. Every step costs the same.

    Who comes new is still in this round; who was taken in it and comes back waits for the next one.
    """

    def __init__(self) -> None:
        self._now: OrderedDict[Key, None] = OrderedDict()
        self._next: OrderedDict[Key, None] = OrderedDict()
        self._taken: set[Key] = set()  # in this round

    def __len__(self) -> int:
        return len(self._now) + len(self._next)

    def add(self, key: Key) -> None:
        """It waits; nothing changes for one that waits already."""
        if key not in self._now and key not in self._next:
            (self._next if key in self._taken else self._now)[key] = None

    def remove(self, key: Key) -> None:
        """It waits no longer."""
        self._now.pop(key, None)
        self._next.pop(key, None)

    def take(self) -> Key:
        """The next one, which waits no longer. Raises KeyError where nobody waits."""
        if not self._now:
            self._now, self._next = self._next, self._now
            self._taken.clear()
        key, _ = self._now.popitem(last=False)
        self._taken.add(key)
        return key


class FairQueue(Generic[Ticket]):
    """Tickets of people who wait. Whoever is served holds everybody else of their name back until `done`."""

    def __init__(self) -> None:
        self._waiting: dict[Person, OrderedDict[Ticket, None]] = {}
        self._served: set[Person] = set()
        self._workspaces: Rounds[str] = Rounds()
        self._people: dict[str, Rounds[Person]] = {}  # by workspace: those who wait and are not served

    def __len__(self) -> int:
        """How many tickets wait."""
        return sum(map(len, self._waiting.values()))

    def join(self, ticket: Ticket, person: Person, *, first: bool = False) -> None:
        """The ticket waits behind the person's others; before them where it is `first`."""
        tickets = self._waiting.setdefault(person, OrderedDict())
        tickets[ticket] = None
        if first:
            tickets.move_to_end(ticket, last=False)
        self._admit(person)

    def leave(self, ticket: Ticket, person: Person) -> None:
        """The ticket waits no longer; nothing changes where it did not wait."""
        tickets = self._waiting.get(person)
        if tickets is not None and ticket in tickets:
            del tickets[ticket]
            if not tickets:
                del self._waiting[person]
                self._dismiss(person)

    def next(self) -> tuple[Ticket, Person] | None:
        """Who is served now, until `done`. None where nobody may be served."""
        if not len(self._workspaces):
            return None
        workspace = self._workspaces.take()
        person = self._people[workspace].take()
        tickets = self._waiting[person]
        ticket, _ = tickets.popitem(last=False)
        if not tickets:
            del self._waiting[person]
        self._served.add(person)
        self._settle(workspace)
        return ticket, person

    def done(self, person: Person) -> None:
        """The person is served no longer."""
        self._served.discard(person)
        self._admit(person)

    def drained(self) -> list[Ticket]:
        """All tickets, which wait no longer."""
        tickets = [ticket for waiting in self._waiting.values() for ticket in waiting]
        self._waiting, self._workspaces, self._people = {}, Rounds(), {}
        return tickets

    def _admit(self, person: Person) -> None:
        if person in self._waiting and person not in self._served:
            self._people.setdefault(person.workspace, Rounds()).add(person)
            self._workspaces.add(person.workspace)

    def _dismiss(self, person: Person) -> None:
        if people := self._people.get(person.workspace):
            people.remove(person)
            self._settle(person.workspace)

    def _settle(self, workspace: str) -> None:
        """A workspace waits as long as one of its people does."""
        if self._people[workspace]:
            self._workspaces.add(workspace)
        else:
            del self._people[workspace]
            self._workspaces.remove(workspace)
