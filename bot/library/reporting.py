"""Where to report a scam (`messages/reporting.toml`), and the steps that kinds of scam share (`scams.toml`)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import tomli

SOURCE_LANGUAGE = "en"
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
def regions(root: Path, language: str = SOURCE_LANGUAGE) -> Mapping[str, Region]:
    """The regions by id ("gb", "amazon"), each in this language as far as its words are there, and else in English."""
    data = tomli.loads((root / FILE).read_text("utf-8"))
    words = _words(root, language)
    return {one["id"]: _region(one | words.get(one["id"], {})) for one in data["region"]}


def _words(root: Path, language: str) -> Mapping[str, Mapping[str, Any]]:
    """Name and lines by the region's id; where a language says less of a region than English, it says all it has."""
    path = root / language / FILE
    if language == SOURCE_LANGUAGE or not language.isalnum() or not path.is_file():
        return {}
    return {one["id"]: one for one in tomli.loads(path.read_text("utf-8")).get("region", ())}


def _region(data: Mapping[str, Any]) -> Region:
    by = {one: tuple(data[one]) for one in FITS if one in data}
    return Region(data["id"], data["name"], tuple(data["do"]), data["checked"], by)


def reporting_mistakes(root: Path) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the lines for mail, text, call and the like: (file, field, what to write instead)."""
    known: dict[str, Mapping[str, Any]] = {}
    for path in (root / FILE, *sorted(root.glob(f"*/{FILE}"))):
        file = path.relative_to(root).as_posix()
        try:
            data = tomli.loads(path.read_text("utf-8"))
        except (OSError, tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            if file != FILE:  # that one is told of where the whole file is looked at
                yield file, "-", f"this is not readable as TOML ({type(error).__name__})"
            continue
        for one in data.get("region", ()):
            id_ = str(one.get("id", "?"))
            yield from (
                (file, f"{id_}.{name}", write) for name, write in _mistaken(one, known.get(id_, {}), file == FILE)
            )
            if file == FILE:
                known[id_] = one


def _mistaken(one: Mapping[str, Any], english: Mapping[str, Any], source: bool) -> Iterator[tuple[str, str]]:
    for name in FITS:
        lines = one.get(name, ["-"])
        if not isinstance(lines, list) or not lines or not all(isinstance(line, str) and line for line in lines):
            yield name, 'write a list of lines: ["one", "two"]'
    if not source:
        for name in sorted({*FITS, "do", "name"} & ({*one} ^ {*english})):
            yield name, "write the same fields as messages/reporting.toml has for this region"


@cache
def steps(root: Path) -> Mapping[str, tuple[str, ...]]:
    """The lists of steps that scams share, by name ("clicked", "card")."""
    data = tomli.loads((root / "scams.toml").read_text("utf-8"))
    return {name: tuple(lines) for name, lines in data["steps"].items()}
