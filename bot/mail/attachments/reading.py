"""What every reader of a file hands back, and what reading one mail's files may cost.

The readers share these two shapes, so that each can be small and none can be made to work for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal

from bot.mail.email import Form, Link

Cost = Literal["octets", "unpacked", "work", "pages", "pictures", "pixels", "members"]


@dataclass(slots=True)
class Budget:
    """What reading the attachments of one mail may still cost. Every reader takes from it; it never refills."""

    octets: int = 12_000_000  # bytes looked at
    unpacked: int = 24_000_000  # bytes that come out of decompression
    work: int = 600_000  # tokens of PDF pages; about one second when all is spent
    pages: int = 20  # PDF pages
    pictures: int = 24  # pictures searched for codes
    pixels: int = 24_000_000  # of all pictures together
    members: int = 8  # small files read inside archives

    def take(self, what: Cost, amount: int = 1) -> bool:
        """True when there was that much left (it is then gone); False changes nothing."""
        left: int = getattr(self, what)
        if amount > left:
            return False
        setattr(self, what, left - amount)
        return True

    def all_of(self, what: Cost, amount: int) -> int:
        """As much of `amount` as is left; that much is then gone."""
        left: int = getattr(self, what)
        granted = max(0, min(left, amount))
        setattr(self, what, left - granted)
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
    return Reading(**{field.name: _joined([getattr(one, field.name) for one in several]) for field in fields(Reading)})


def _joined(values: list[object]) -> object:
    first = values[0] if values else ""
    if isinstance(first, str):
        return "\n".join(str(value) for value in values if value)
    if isinstance(first, bool):
        return any(values)
    if isinstance(first, int):
        return max(value for value in values if isinstance(value, int))
    return tuple(dict.fromkeys(item for value in values if isinstance(value, tuple) for item in value))
