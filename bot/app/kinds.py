"""What a setting may be, and what to write where it is something else."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol, TypeVar

from bot.library.hiding import hidden
from bot.library.organisation import Party
from bot.library.wrong import Problem, Wrong, shown

T = TypeVar("T")
Check = Callable[[str], str]
"""A text in its one spelling. Raises Wrong."""

_LONGEST_NAME = 100


class Kind(Protocol):
    """What one setting may be."""

    @property
    def words(self) -> str:
        """What to write, as the object of "write"."""

    def read(self, given: object) -> Any:
        """The setting's value for what a file holds. Raises Wrong."""

    def of_text(self, text: str) -> object:
        """What a file would hold, where an environment variable holds this text."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within its limits."""

    least: int
    most: int

    @property
    def words(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def read(self, given: object) -> int:
        if isinstance(given, bool) or not isinstance(given, int) or not self.least <= given <= self.most:
            raise Wrong(f"write {self.words}; now it is {shown(given)}")
        return given

    def of_text(self, text: str) -> object:
        return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else text


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a few."""

    options: tuple[str, ...]

    @property
    def words(self) -> str:
        return "one of " + ", ".join(json.dumps(one) for one in self.options)

    def read(self, given: object) -> str:
        if not isinstance(given, str) or given.lower() not in self.options:
            near = nearest(given, self.options) if isinstance(given, str) else ""
            raise Wrong(f"write {self.words}; now it is {shown(given)}{near}")
        return given.lower()

    def of_text(self, text: str) -> object:
        return text


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is checked; an empty one says that the setting is not set."""

    words: str
    check: Check

    def read(self, given: object) -> str:
        if not isinstance(given, str):
            raise Wrong(f"write {self.words}, in quotes; now it is {shown(given)}")
        return self.check(given.strip()) if given.strip() else ""

    def of_text(self, text: str) -> object:
        return text


@dataclass(frozen=True, slots=True)
class Listed:
    """Texts that are checked one by one; the same one twice is a mistake."""

    words: str
    check: Check

    def read(self, given: object) -> tuple[str, ...]:
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise Wrong(f"write {self.words}; now it is {shown(given)}")
        return _each(given, self.check)

    def of_text(self, text: str) -> object:
        return [one.strip() for one in text.split(",") if one.strip()]


@dataclass(frozen=True, slots=True)
class Parties:
    """Tables of a name with a list: suppliers with domains, people with addresses. They stand in a file only."""

    field: str  # "domains" or "addresses"
    check: Check
    example: tuple[str, str]  # a name, and what the list may hold

    @property
    def words(self) -> str:
        return f"a table with name and {self.field} for each"

    def read(self, given: object) -> tuple[Party, ...]:
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise Wrong(f"write {self.words}, below a heading in double brackets; now it is {shown(given)}")
        problems: list[Problem] = []
        parties: list[Party] = []
        for number, table in enumerate(given, 1):
            try:
                parties.append(self._party(table))
            except Wrong as wrong:
                problems += (Problem(one.write, f" {number}{one.at}") for one in wrong.problems)
        names = [one.name.casefold() for one in parties]
        problems += (
            Problem(f"{shown(one.name)} stands twice: write all its {self.field} into one table")
            for place, one in enumerate(parties)
            if one.name.casefold() in names[:place]
        )
        if problems:
            raise Wrong(*problems)
        return tuple(parties)

    def of_text(self, text: str) -> object:
        raise NotImplementedError("a table has no environment variable")

    def _party(self, table: Mapping[str, object]) -> Party:
        problems = [
            Problem(f"there is no such name here: write name and {self.field}", f".{hidden(name)}")
            for name in table
            if name not in ("name", self.field)
        ]
        name, ones = table.get("name"), table.get(self.field)
        if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME or not name.isprintable():
            problems.append(Problem(f"write name = {json.dumps(self.example[0])}", ".name"))
        found: tuple[str, ...] = ()
        if not isinstance(ones, list) or not ones or not all(isinstance(one, str) for one in ones):
            problems.append(Problem(f"write {self.field} = [{json.dumps(self.example[1])}]", f".{self.field}"))
        else:
            try:
                found = _each(ones, self.check)
            except Wrong as wrong:
                problems += (Problem(one.write, f".{self.field}") for one in wrong.problems)
        if problems:
            raise Wrong(*problems)
        return Party(" ".join(str(name).split()), **{self.field: frozenset(found)})


def _each(given: list[str], check: Check) -> tuple[str, ...]:
    """Each text checked. Different spellings of one thing are one; the same writing twice is a slip."""
    problems, found, seen = list[Problem](), dict[str, None](), set[str]()
    for one in given:
        written = one.strip().casefold()
        if written in seen:
            problems.append(Problem(f"{shown(one)} stands twice: take one of them out"))
            continue
        seen.add(written)
        try:
            found[check(one.strip())] = None
        except Wrong as wrong:
            problems += wrong.problems
    if problems:
        raise Wrong(*problems)
    return tuple(found)


def nearest(name: str, known: tuple[str, ...]) -> str:
    """A piece of a sentence with the known name that was meant, or nothing."""
    found = next(_near(name, known), None)
    return f" (did you mean {found}?)" if found else ""


def _near(name: str, known: tuple[str, ...]) -> Iterator[str]:
    lower = {one.lower(): one for one in reversed(known)}
    for one in get_close_matches(name.lower(), lower, n=1, cutoff=0.6):
        yield lower[one]
