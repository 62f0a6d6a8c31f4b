"""A company's rules as its administrators write them, and back: one spelling, and one word for a mistake."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from bot.library import spelling
from bot.library.organisation import SHORTEST_MARK, Organisation, Party
from bot.library.wrong import Wrong

NAMES = tuple(one.name for one in fields(Organisation))
MARK = "exercise_mark"
LONGEST_TEXT = 3_000  # characters of one rule, which Slack lets a person type into one field
MOST_ENTRIES = 100  # of one list
_LONGEST_NAME = 100
_LONGEST_MARK = 200
_BETWEEN = re.compile(r"[\s,;]+")


class NotARule(Exception):
    """What was written cannot be taken: why, in one word, and the piece that is meant ("" for all of it)."""

    def __init__(self, why: str, piece: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.piece = piece


def written(rules: Organisation, name: str) -> str:
    """A rule as text, with a line for each entry; of the exercise's mark nothing, whatever it is."""
    value = "" if name == MARK else getattr(rules, name)
    if isinstance(value, str):
        return value
    lines = [_line(one) if isinstance(one, Party) else str(one) for one in value]
    return "\n".join(lines if isinstance(value, tuple) else sorted(lines))


def with_rule(rules: Organisation, name: str, text: str) -> Organisation:
    """The rules with this one as it is written here; an empty text takes it away. Raises NotARule."""
    changed = replace(rules, **{name: _READERS[name](text.strip())})
    if len(written(changed, name)) > LONGEST_TEXT:
        raise NotARule("too-long")
    return changed


def _line(party: Party) -> str:
    return f"{party.name}: {', '.join(sorted(party.domains | party.addresses))}"


def _listed(check: Callable[[str], str]) -> Callable[[str], Any]:
    def read(text: str) -> tuple[str, ...]:
        pieces = [one for one in _BETWEEN.split(text) if one]
        if len(pieces) > MOST_ENTRIES:
            raise NotARule("too-many")
        return tuple(dict.fromkeys(_checked(one, check) for one in pieces))

    return read


def _set(check: Callable[[str], str]) -> Callable[[str], Any]:
    read = _listed(check)
    return lambda text: frozenset(read(text))


def _parties(field: str, check: Callable[[str], str]) -> Callable[[str], Any]:
    read = _set(check)

    def parties(text: str) -> tuple[Party, ...]:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_ENTRIES:
            raise NotARule("too-many")
        found: dict[str, Party] = {}
        for line in lines:
            name, colon, rest = line.partition(":")
            name, listed = " ".join(name.split()), read(rest)
            if not colon or not listed or not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
                raise NotARule("party", line)
            if name.casefold() in found:
                raise NotARule("twice", name)
            found[name.casefold()] = Party(name, **{field: listed})
        return tuple(found.values())

    return parties


def _mark(text: str) -> str:
    """A secret: what a scammer's mail may hold by chance, or can be guessed, would make it an exercise."""
    telling = any(map(str.isalpha, text)) and any(map(str.isdecimal, text))
    if text and not (SHORTEST_MARK <= len(text) <= _LONGEST_MARK and text.isprintable() and telling):
        raise NotARule("mark")
    return text


def _checked(piece: str, check: Callable[[str], str]) -> str:
    try:
        return check(piece)
    except Wrong as wrong:
        raise NotARule(wrong.problems[0].why, piece) from None


def _alone(check: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: _checked(text, check) if text else ""


_READERS: Mapping[str, Callable[[str], Any]] = {
    "own_domains": _set(spelling.domain),
    "trusted_servers": _listed(spelling.server),
    "trusted_senders": _set(spelling.sender),
    "suppliers": _parties("domains", spelling.domain),
    "impersonated": _parties("addresses", spelling.address),
    MARK: _mark,
    "exercise_senders": _set(spelling.sender),
    "security_channel": _alone(spelling.channel),
    "security_words": _alone(spelling.sentences),
}
