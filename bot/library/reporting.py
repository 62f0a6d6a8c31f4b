"""Where to report a scam (`messages/reporting.toml`), and the steps that kinds of scam share (`scams.toml`)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import tomli

FILE = "reporting.toml"
FITS = ("mail", "text", "call", "money", "papers")
"""What a line can be for: the way by which the scam came, or what is at stake."""


@dataclass(frozen=True, slots=True)
class Region:
    """Who helps in a country, or beside a brand."""

    id: str
    name: str
    do: tuple[str, ...]  # whatever it was
    checked: date  # when its source was last read
    by: Mapping[str, tuple[str, ...]]  # of FITS: only for what came that way

    def lines(self, fits: Collection[str]) -> tuple[str, ...]:
        """What to do about something that came by these ways, each line once."""
        own = (line for one in FITS if one in fits for line in self.by.get(one, ()))
        return tuple(dict.fromkeys((*own, *self.do)))


@cache
def regions(root: Path) -> Mapping[str, Region]:
    """The regions by id ("gb", "amazon")."""
    data = tomli.loads((root / FILE).read_text("utf-8"))
    return {one["id"]: _region(one) for one in data["region"]}


def _region(data: Mapping[str, Any]) -> Region:
    by = {one: tuple(data[one]) for one in FITS if one in data}
    return Region(data["id"], data["name"], tuple(data["do"]), data["checked"], by)


def reporting_mistakes(root: Path) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the lines for mail, text, call and the like: (file, field, what to write instead)."""
    try:
        data = tomli.loads((root / FILE).read_text("utf-8"))
    except (OSError, tomli.TOMLDecodeError, UnicodeDecodeError):  # told where the whole file is looked at
        return
    for one in data.get("region", ()):
        for name in FITS:
            lines = one.get(name, ["-"])
            if not isinstance(lines, list) or not lines or not all(isinstance(line, str) and line for line in lines):
                yield FILE, f"{one.get('id', '?')}.{name}", 'write a list of lines: ["one", "two"]'


@cache
def steps(root: Path) -> Mapping[str, tuple[str, ...]]:
    """The lists of steps that scams share, by name ("clicked", "card")."""
    data = tomli.loads((root / "scams.toml").read_text("utf-8"))
    return {name: tuple(lines) for name, lines in data["steps"].items()}
