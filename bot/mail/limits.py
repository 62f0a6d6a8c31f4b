"""How much of a mail is read: all of it, or only its beginning, where all of it was too much once.

An attacker can make a mail that takes too long or too much memory. It is judged by what was read of it, and what
was left out is named as too heavy.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.mail.attachments.reading import Budget, never

_BRIEF_KINDS = frozenset({"text", "script", "html", "calendar", "vcard", "url"})  # read by our own code alone


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one mail may cost; the defaults read everything that is ever read."""

    late: Callable[[], bool] = field(default=never, compare=False)  # time runs out: what is not open yet stays closed
    brief: bool = False
    text: int = 200_000  # characters of a body that are judged, from its beginning
    tail: int = 50_000  # and from its end, so that padding cannot push a lure out
    source: int = 100_000_000  # characters of the source of all text parts
    mails: int = 1_000  # mails side by side that are opened

    def budget(self) -> Budget:
        """What reading the parts of one mail may cost."""
        if not self.brief:
            return Budget(late=self.late, source=self.source)
        return Budget(
            late=self.late, source=self.source, kinds=_BRIEF_KINDS, file=self.text, octets=4 * self.text,
            unpacked=self.text, work=0, pages=0, pictures=0, pixels=0, members=0,
        )  # fmt: skip

    def inside(self) -> "Limits":
        """For each of several mails inside one: together they may not cost more than the one around them."""
        return replace(self, source=self.source // self.mails) if self.brief else self


WHOLE = Limits()


def briefly(late: Callable[[], bool] = never) -> Limits:
    """The headers, the beginning and the end of the text, and of the files little more than their names."""
    return Limits(late, brief=True, text=60_000, tail=15_000, source=240_000, mails=6)
