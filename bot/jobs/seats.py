"""Gives the processes that read mails to those who wait for one, in fair turns; a seat is never lost on the way."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from bot.flows.shapes import Person
from bot.jobs.fair_queue import FairQueue


class Seat(Protocol):
    """What one person at a time can have."""

    @property
    def gone(self) -> bool: ...


AnySeat = TypeVar("AnySeat", bound=Seat)


class Closed(Exception):
    """There will be no seat any more."""


class Seats(Generic[AnySeat]):
    """The free seats and those who wait. Whoever got one gives it back with `free` or says that it is `lost`."""

    def __init__(self, broken: Callable[[AnySeat], None]) -> None:
        """`broken` is told of a seat that was found gone when its turn came."""
        self._broken = broken
        self._free: deque[AnySeat] = deque()
        self._queue: FairQueue[asyncio.Future[AnySeat]] = FairQueue()
        self._closed = False

    async def taken(self, person: Person, *, first: bool = False) -> AnySeat:
        """A seat for this person, before what they asked else where it is `first`. Raises Closed."""
        if self._closed:
            raise Closed
        ticket: asyncio.Future[AnySeat] = asyncio.get_running_loop().create_future()
        self._queue.join(ticket, person, first=first)
        self._serve()
        try:
            return await ticket
        except asyncio.CancelledError:
            if ticket.done() and not ticket.cancelled() and ticket.exception() is None:
                self._free.append(ticket.result())  # it came in the same moment
                self._queue.done(person)
            self._queue.leave(ticket, person)
            self._serve()
            raise

    def free(self, seat: AnySeat, person: Person) -> None:
        """This person gives the seat back."""
        self._free.append(seat)
        self.lost(person)

    def lost(self, person: Person) -> None:
        """This person's seat is not there any more."""
        self._queue.done(person)
        self._serve()

    def add(self, seat: AnySeat) -> None:
        """A new seat."""
        self._free.append(seat)
        self._serve()

    def close(self) -> None:
        """Whoever waits is told, and whoever comes."""
        self._closed = True
        self._free.clear()
        for ticket in self._queue.drained():
            if not ticket.done():
                ticket.set_exception(Closed())

    def _serve(self) -> None:
        while self._free and not self._closed:
            if self._free[0].gone:  # the system ended it while it had nothing to do
                self._broken(self._free.popleft())
            elif (chosen := self._queue.next()) is None:
                return
            elif chosen[0].done():  # its person went away
                self._queue.done(chosen[1])
            else:
                chosen[0].set_result(self._free.popleft())
