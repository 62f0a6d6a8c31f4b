"""The hour in a sentence: "10:00", "4pm", "at 9", "10 o'clock", "9 in the evening", "half past 9", "noon"."""

import re
from datetime import time

from bot.schedules.problems import Refused
from bot.schedules.sentence import Sentence, Token

PARTS = {"i": time(9), "j": time(14), "v": time(18)}  # morning, afternoon, evening, where that is all that is said
_EXACT = (
    re.compile(r"@?(?P<hour>[cn]h?)?(?P<part>[xz])"),  # noon, 12 noon
    re.compile(
        r"(?P<part>[apijv])?@?(?P<half>[su])?(?P<hour>[cnN])(?:h(?P<minute>n)?)?(?P<more>&?s)?(?P<late>[apijv])?"
    ),
)
_SIGNS = set("c@hsuapijvxz")  # what makes a number an hour
_BARE = re.compile(r"[dwWYqNk].*n|n.*n")  # a number that stands alone behind days, or behind another number


def hour(said: Sentence) -> time | None:
    """The hour that is said, taken out of the sentence; None where there is none. Raises `Refused`."""
    found = [one for pattern in _EXACT for one in _matches(said, pattern)]
    if len(found) > 1:
        raise Refused("times")
    if found:
        return found[0]
    if bare := _BARE.search(said.row):
        (token,) = said.take_out(bare.end() - 1, bare.end())
        return _time(token.value, 0)
    part = said.take("[ijv]")
    return PARTS[part[0].letter] if part else None


def _matches(said: Sentence, pattern: re.Pattern[str]) -> list[time]:
    found = []
    for match in pattern.finditer(said.row):
        if _SIGNS & set(match[0]):
            tokens = dict(_named(match, said))
            said.take_out(*match.span())
            found.append(_meant(tokens))
    return found


def _named(match: re.Match[str], said: Sentence) -> list[tuple[str, Token]]:
    return [(name, said.at(*match.span(name))[0]) for name, group in match.groupdict().items() if group]


def _meant(tokens: dict[str, Token]) -> time:
    part = tokens.get("late") or tokens.get("part")
    letter = part.letter if part else ""
    if letter in ("x", "z"):
        named = tokens.get("hour")
        if named and named.value not in (12, 1200, 0, 24):
            raise Refused("time")
        return time(12 if letter == "x" else 0)
    said = tokens["hour"]
    hours, minutes = divmod(said.value, 100) if said.letter == "c" else (said.value, 0)
    if "minute" in tokens:
        minutes = tokens["minute"].value
    half = tokens.get("half")
    minutes += 30 if "more" in tokens or (half and half.letter == "s") else 0
    hours = _of_day(hours, letter)
    return _time(hours - 1, 30) if half and half.letter == "u" else _time(hours, minutes)


def _of_day(hours: int, part: str) -> int:
    """The hour of 24: 4 pm is 16, 12 am is 0."""
    if part == "a" and not 1 <= hours <= 12:
        raise Refused("time")
    if hours == 12 and part in ("a", "v"):
        return 0
    if part in ("p", "j", "v") and 1 <= hours < 12:
        return hours + 12
    return hours


def _time(hours: int, minutes: int) -> time:
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        raise Refused("time")
    return time(hours, minutes)
