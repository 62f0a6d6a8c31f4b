"""The facts above a tip or a question: what each must look like, and which names there are to choose from."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, datetime
from typing import Any

from bot.library.ideas import Idea
from bot.library.reporting import FITS
from bot.library.seasons import Seasons
from bot.library.sources import Source
from bot.library.topics import Topic

AUDIENCES = ("finance", "hr", "it", "managers", "assistants", "reception", "sales")
_EXAMPLES: Mapping[str, str] = {
    "topic": '"orders"',
    "scams": '["fake-order"]',
    "seasons": '["holidays"]',
    "audience": '["finance"]',
    "report": '["mail"]',
    "sources": '["avanan-2021"]',
    "checked": "2026-11-22",
    "only_in_season": "true",
    "off": "true",
    "of": '"0123456789ab"',
    "kind": '"do"',
    "right": '"app"',
    "idea": '"real-links"',
    "cues": "{ urgency = 1 }",
    "premise": '"high"',
    "misleading": '["urgency"]',
    "anchor": "true",
    "where": '"phone"',
}
_LISTS = ("scams", "seasons", "audience", "report", "sources", "misleading")
_TEXTS = ("topic", "of", "kind", "right", "idea", "premise", "where")
_YES_OR_NO = ("only_in_season", "off", "anchor")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A mistake in a page. Where it `breaks` the page, nothing can be made of it; else only that part is left out."""

    field: str
    write: str
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a page may use."""

    topics: tuple[Topic, ...]
    seasons: Seasons
    sources: Mapping[str, Source]
    ideas: Mapping[str, Idea] = made(default_factory=dict)
    cues: Mapping[str, str] = made(default_factory=dict)  # id: what it means

    def names(self, field: str) -> Collection[str]:
        """What may stand in this list."""
        if field == "scams":
            return {scam for topic in self.topics for scam in topic.scams}
        return {
            "topic": {topic.id for topic in self.topics},
            "seasons": self.seasons.ids,
            "audience": AUDIENCES,
            "report": FITS,
            "sources": self.sources,
            "idea": self.ideas,
            "cues": self.cues,
            "misleading": self.cues,
        }[field]


_WHERE = {
    "topic": "topics.toml has no topic {name!r}; write one of its ids",
    "scams": "no topic in topics.toml has a kind of scam {name!r}; write an id from scams.toml",
    "seasons": "seasons.toml has no season {name!r}; write one of its ids",
    "audience": "{name!r} is nobody we write for; write one of: " + ", ".join(AUDIENCES),
    "report": "{name!r} is no way to report; write one of: " + ", ".join(FITS),
    "sources": "sources.toml has no source {name!r}; add it there, or write one of its ids",
    "idea": "ideas.toml has no idea {name!r}; write one of its ids",
    "cues": "cues.toml has no cue {name!r}; write one of its ids",
    "misleading": "cues.toml has no cue {name!r}; write one of its ids",
}


def fact_flaws(facts: Mapping[str, Any], known: Known, fields: Collection[str]) -> Iterator[Flaw]:
    """What is wrong with the facts of a page that may have these fields."""
    for field, value in facts.items():
        if field not in fields:
            yield Flaw(field, f"nothing reads this; take it out, or write one of: {', '.join(fields)}")
        elif not _fits(field, value):
            yield Flaw(field, f"write {field} = {_EXAMPLES[field]}", breaks=True)
        else:
            yield from _unknown(field, value, known)


def missing(facts: Mapping[str, Any], *fields: str, breaks: bool = False) -> Iterator[Flaw]:
    """A flaw for each of the fields that is not there."""
    for field in fields:
        if field not in facts:
            yield Flaw(field, f"is missing; write {field} = {_EXAMPLES[field]}", breaks)


def named(facts: Mapping[str, Any], field: str, known: Known) -> tuple[str, ...]:
    """Those of the names in a list that there are, each once."""
    names = known.names(field)
    return tuple(dict.fromkeys(one for one in facts.get(field, ()) if one in names))


def _fits(field: str, value: Any) -> bool:
    if field in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if field in _YES_OR_NO:
        return isinstance(value, bool)
    if field in _TEXTS:
        return isinstance(value, str)
    if field == "cues":
        return isinstance(value, dict) and all(type(count) is int and count > 0 for count in value.values())
    return isinstance(value, date) and not isinstance(value, datetime)


def _unknown(field: str, value: Any, known: Known) -> Iterator[Flaw]:
    if field not in _WHERE:
        return
    names = known.names(field)
    for name in [value] if field in _TEXTS else value:
        if name not in names:
            yield Flaw(field, _WHERE[field].format(name=name), breaks=field in _TEXTS)
