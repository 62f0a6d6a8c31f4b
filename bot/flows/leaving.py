"""A message may wait for its turn after the ledger said that it is being sent: whoever lets it go says so here.

So what is looked for later is known to have left late; nothing leaves that somebody else took over meanwhile; and what
was cut off while it waited is known to stand nowhere.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Departure:
    """Of one message."""

    goes: Callable[[], Awaitable[None]]  # called right before it leaves; where that raises, it does not
    held: bool = False  # by somebody who will say when it leaves
    left: bool = False

    @property
    def never_left(self) -> bool:
        """Whether it certainly was not sent."""
        return self.held and not self.left


_current: ContextVar[Departure | None] = ContextVar("departure", default=None)


@contextmanager
def departure(goes: Callable[[], Awaitable[None]]) -> Iterator[Departure]:
    """What is sent inside is this message."""
    one = Departure(goes)
    token = _current.set(one)
    try:
        yield one
    finally:
        _current.reset(token)


def held() -> None:
    """What is being sent waits, until it is let go."""
    if one := _current.get():
        one.held = True


async def let_go() -> None:
    """It leaves now. Raises Superseded where it must not."""
    if one := _current.get():
        await one.goes()
        one.left = True
