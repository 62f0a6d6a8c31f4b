"""Reads how long tips are to pause from what somebody wrote: "until 3 December", "2 weeks", "until Monday"."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = timedelta(days=366)
_TOKEN = re.compile(r"(\d{4}-\d\d?-\d\d?)|(\d+)(?:st|nd|rd|th|\.)?|([^\W\d_]+)|(\S)")


class PauseUnclear(Exception):
    """`why` is a key of [tips_mistakes] in slack.toml."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class PauseWords:
    """The words of a language, in lower case."""

    fillers: Sequence[str]  # "until", "for", "the"
    tomorrow: Sequence[str]
    numbers: Mapping[str, int]  # "a", "one", "two"
    units: Mapping[str, str]  # a word, and which of "day", "week" and "month" it is
    months: Sequence[str]  # all twelve
    weekdays: Mapping[str, int]  # "monday": 0


def pause_end(text: str, today: date, words: PauseWords) -> date:
    """The first day on which tips come again. Raises PauseUnclear."""
    tokens = [found for found in _TOKEN.findall(text.casefold()) if found[2] not in words.fillers or not found[2]]
    tokens = [found for found in tokens if found[3] not in (",", ".")]
    if not tokens:
        raise PauseUnclear("pause-empty")
    if any(found[3] for found in tokens):
        raise PauseUnclear("pause")
    end = _end([found[0] or found[1] or found[2] for found in tokens], today, words)
    if end is None:
        raise PauseUnclear("pause")
    return checked(end, today)


def checked(end: date, today: date) -> date:
    """The day, where a pause may end then. Raises PauseUnclear."""
    if end <= today:
        raise PauseUnclear("past")
    if end - today > LONGEST:
        raise PauseUnclear("too-long")
    return end


def later(today: date, number: int, unit: str) -> date:
    """So many days, weeks or months later. Raises PauseUnclear."""
    if not 0 < number <= 400:
        raise PauseUnclear("too-long" if number else "past")
    if unit != "month":
        return today + timedelta(days=number * (7 if unit == "week" else 1))
    years, month = divmod(today.month - 1 + number, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _end(tokens: Sequence[str], today: date, words: PauseWords) -> date | None:
    if len(tokens) == 1:
        return _one(tokens[0], today, words)
    if len(tokens) == 2 and tokens[1] in words.units:
        number = int(tokens[0]) if tokens[0].isdecimal() else words.numbers.get(tokens[0])
        return None if number is None else later(today, number, words.units[tokens[1]])
    if tokens[0] in words.weekdays and len(tokens) > 2:
        tokens = tokens[1:]  # "Thursday 3 December": the date counts
    return _dated(tokens, today, words)


def _one(token: str, today: date, words: PauseWords) -> date | None:
    if "-" in token:
        return _date(*map(int, token.split("-")))
    if token in words.tomorrow:
        return today + timedelta(days=1)
    if token in words.units:
        return later(today, 1, words.units[token])
    if token in words.weekdays:
        return today + timedelta(days=(words.weekdays[token] - today.weekday() - 1) % 7 + 1)
    month = _month(token, words)
    return _coming(1, month, today) if month else None


def _dated(tokens: Sequence[str], today: date, words: PauseWords) -> date | None:
    """ "3 December", "December 3", either with a year behind it."""
    if len(tokens) not in (2, 3):
        return None
    first, second = tokens[:2]
    day, month = (first, second) if first.isdecimal() else (second, first)
    named = _month(month, words)
    if not day.isdecimal() or not named:
        return None
    if len(tokens) == 2:
        return _coming(int(day), named, today)
    return _date(int(tokens[2]), named, int(day)) if tokens[2].isdecimal() and len(tokens[2]) == 4 else None


def _coming(day: int, month: int, today: date) -> date | None:
    this = _date(today.year, month, day)
    return _date(today.year + 1, month, day) if this is None or this <= today else this


def _month(word: str, words: PauseWords) -> int | None:
    """1 to 12 for a month's name, or its first three letters and more."""
    found = [number for number, name in enumerate(words.months, 1) if len(word) > 2 and name.startswith(word)]
    return found[0] if len(found) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
