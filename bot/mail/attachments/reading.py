"""What every reader of a file hands back, and what reading one mail's files may cost.

The readers share these two shapes, so that each can be small and none can be made to work for ever.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.mail.email import Form, Link

Cost = Literal["octets", "unpacked", "work", "pages", "pictures", "pixels", "members"]
_LATE_SOURCE = 240_000  # characters
_Item = TypeVar("_Item")


def never() -> bool:
    """It is not late."""
    return False


@dataclass(slots=True)
class Budget:
    """What reading the parts of one mail may still cost. Every reader takes from it; once it is late, in vain."""

    octets: int = 12_000_000  # bytes looked at
    unpacked: int = 24_000_000  # bytes that come out of decompression
    work: int = 300_000  # tokens of PDF pages; some fifty dense pages
    pages: int = 20  # PDF pages
    pictures: int = 24  # pictures searched for codes
    pixels: int = 24_000_000  # of all pictures together
    members: int = 8  # small files read inside archives
    source: int = 100_000_000  # characters of the mail's own text parts
    unopened: int = 60_000  # characters of mails inside that are taken as they stand
    file: int = 100_000_000  # bytes of each file, from its beginning
    kinds: frozenset[str] | None = None  # the only kinds of files that are opened
    late: Callable[[], bool] = never  # whether time runs out
    stopped: bool = False  # something was refused because of that

    def take(self, what: Cost, amount: int = 1) -> bool:
        """True when there was that much left (it is then gone); False changes nothing."""
        left: int = getattr(self, what)
        if amount > left or self.is_late():
            return False
        setattr(self, what, left - amount)
        return True

    def all_of(self, what: Cost, amount: int) -> int:
        """As much of `amount` as is left; that much is then gone."""
        left: int = 0 if self.is_late() else getattr(self, what)
        granted = max(0, min(left, amount))
        setattr(self, what, getattr(self, what) - granted)
        return granted

    def is_late(self) -> bool:
        """Whether nothing more is granted, because time runs out."""
        self.stopped = self.stopped or self.late()
        return self.stopped

    def of_source(self, amount: int) -> int:
        """As much of a text part as may be read: the words of a mail are read even when it is late, but fewer."""
        if self.is_late():
            self.source = min(self.source, _LATE_SOURCE)
        granted = min(self.source, amount)
        self.source -= granted
        return granted

    def of_unopened(self, amount: int) -> int:
        """As much of a mail that is not opened as may be taken, late or not."""
        granted = min(self.unopened, amount)
        self.unopened -= granted
        return granted


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found in one file; the fields mean what they mean in `bot.mail.email.Attachment`."""

    text: str = ""
    hidden_text: str = ""
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    names: tuple[str, ...] = ()
    encrypted: bool = False
    macros: bool = False
    scripts: bool = False
    codes: tuple[str, ...] = ()
    width: int = 0
    height: int = 0
    unread: tuple[str, ...] = ()  # why something was left out: "too large", "damaged", ...


NOTHING = Reading()


def together(readings: Iterable[Reading]) -> Reading:
    """Several readings as one: texts below each other, lists in order, a flag where any has it."""
    several = tuple(readings)
    if len(several) == 1:
        return several[0]
    return Reading(
        text=_lines(one.text for one in several),
        hidden_text=_lines(one.hidden_text for one in several),
        links=_once(link for one in several for link in one.links),
        forms=_once(form for one in several for form in one.forms),
        names=_once(name for one in several for name in one.names),
        encrypted=any(one.encrypted for one in several),
        macros=any(one.macros for one in several),
        scripts=any(one.scripts for one in several),
        codes=_once(code for one in several for code in one.codes),
        width=max((one.width for one in several), default=0),
        height=max((one.height for one in several), default=0),
        unread=_once(why for one in several for why in one.unread),
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _once(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(items))
