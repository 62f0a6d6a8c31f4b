"""What somebody put into a box for tips: the wish that it makes, or a sentence for each mistake."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from bot.flows.pausing import PauseUnclear, checked, later
from bot.flows.tip_shapes import QUIZ, TIPS, Subscription, Wanted
from bot.fronts.slack.names import VALUE
from bot.fronts.slack.payloads import Body, typed
from bot.fronts.slack.tips.names import (
    AUDIENCE,
    COUNTRY,
    HOW_LONG,
    QUIET_FROM,
    QUIET_UNTIL,
    TIP_LANGUAGE,
    TOPICS,
    UNTIL,
    WHAT,
    WHEN,
    WHERE,
    ZONE,
)
from bot.fronts.slack.tips.subscribing.box import CHANNEL, NO_COUNTRY, PAUSES, Choices, Shape
from bot.fronts.slack.words import words
from bot.library.languages import spoken
from bot.schedules import Calendar, CountryUnknown, NotUnderstood, When, ZoneUnknown, read


def usual(when: When, choices: Choices, *, direct: bool, content: str = TIPS) -> Wanted:
    """What somebody wishes who says no more than when, and what."""
    calendar = Calendar(known_zone(choices.zone), country=choices.country)
    language = spoken(choices.language, choices.tips.languages)
    return Wanted(when, calendar, own_zone=direct, language=language, content=content)


def wanted_typed(
    body: Body, shape: Shape, choices: Choices, one: Subscription | None = None
) -> tuple[Wanted | None, dict[str, str]]:
    """The wish, and for each field with a mistake one sentence; what stood in no field stays as it was."""
    errors: dict[str, str] = {}
    direct = one.direct if one else shape.whose != CHANNEL
    try:
        when = read(str(typed(body, WHEN, VALUE) or ""), choices.language)
    except NotUnderstood as error:
        return None, {WHEN: str(error)}
    wanted = replace(one.wanted, when=when) if one else usual(when, choices, direct=direct)
    if (content := _picked(body, WHAT)) in (TIPS, QUIZ):
        wanted = replace(wanted, content=content)
    if shape.more:
        wanted = _with_more(body, wanted, choices, errors, direct=direct, fresh=one is None)
    return (None, errors) if errors else (wanted, {})


def where_typed(body: Body) -> str:
    """The channel that was chosen; "" for none."""
    return str(typed(body, WHERE, VALUE, "selected_conversation") or "")


def has_where(body: Body) -> bool:
    """Whether the box asked for a channel: whoever is quick saves before that field is there."""
    return typed(body, WHERE, VALUE, "type") is not None


def pause_typed(body: Body, today: date) -> date:
    """The day that was chosen; where one is filled in, it counts. Raises PauseUnclear."""
    how_long, until = _picked(body, HOW_LONG), str(typed(body, UNTIL, VALUE, "selected_date") or "")
    if not until and how_long in PAUSES and how_long != PAUSES[-1]:
        return later(today, 1, how_long)
    try:
        return checked(date.fromisoformat(until), today)
    except ValueError:
        raise PauseUnclear("until") from None


def known_zone(name: str) -> str:
    """A zone that we can reckon with: this one, or UTC."""
    try:
        Calendar(name or "UTC").checked()
    except ZoneUnknown:
        return "UTC"
    return name or "UTC"


def zone_meant(text: str) -> str:
    """The zone that somebody wrote: "Europe/London", "europe/london", or "London" alone; "" for none that we know."""
    wanted = text.strip().casefold().replace(" ", "_")
    return _zones().get(wanted, "")


def _with_more(
    body: Body, wanted: Wanted, choices: Choices, errors: dict[str, str], *, direct: bool, fresh: bool
) -> Wanted:
    said = words(choices.language)["tips_mistakes"]
    text, calendar = str(typed(body, ZONE, VALUE) or "").strip(), wanted.calendar
    zone = zone_meant(text) if text else known_zone(choices.zone) if fresh or direct else calendar.zone
    if not zone:
        errors[ZONE] = said["zone"]
    calendar = replace(
        calendar, zone=zone, quiet=_quiet(body, errors, said), country=_country(body, calendar.country)
    )  # fmt: skip
    if not errors:
        _looked_up(calendar, errors, said)
    return replace(
        wanted, calendar=calendar, own_zone=direct and not text, topics=_chosen(body, TOPICS),
        audience=_chosen(body, AUDIENCE), language=_picked(body, TIP_LANGUAGE) or wanted.language,
    )  # fmt: skip


def _looked_up(calendar: Calendar, errors: dict[str, str], said: Mapping[str, str]) -> None:
    try:
        calendar.checked()
    except ZoneUnknown:
        errors[ZONE] = said["zone"]
    except CountryUnknown:
        errors[COUNTRY] = said["country"]


def _quiet(body: Body, errors: dict[str, str], said: Mapping[str, str]) -> tuple[time, time] | None:
    first, last = (str(typed(body, name, VALUE, "selected_time") or "") for name in (QUIET_FROM, QUIET_UNTIL))
    if not first and not last:
        return None
    if not first or not last:
        errors[QUIET_UNTIL if first else QUIET_FROM] = said["quiet"]
        return None
    if first == last:
        errors[QUIET_UNTIL] = said["quiet-same"]
        return None
    return time.fromisoformat(first), time.fromisoformat(last)


def _country(body: Body, before: str) -> str:
    chosen = _picked(body, COUNTRY)
    return "" if chosen == NO_COUNTRY else chosen or before


def _picked(body: Body, block: str) -> str:
    option: Any = typed(body, block, VALUE, "selected_option")
    return str(option.get("value") or "") if isinstance(option, Mapping) else ""


def _chosen(body: Body, block: str) -> frozenset[str]:
    options: Any = typed(body, block, VALUE, "selected_options")
    found = options if isinstance(options, list) else []
    return frozenset(str(one["value"]) for one in found if isinstance(one, Mapping) and one.get("value"))


@cache
def _zones() -> Mapping[str, str]:
    """By name in small letters, and by its city where only one zone has it."""
    names = sorted(available_timezones())
    cities: dict[str, set[str]] = {}
    for name in names:
        if name[:1].isupper() and name.partition("/")[0] not in ("Etc", "SystemV", "US", "Brazil", "Canada", "Mexico"):
            cities.setdefault(name.rpartition("/")[2].casefold(), set()).add(name)
    alone = {city: next(iter(found)) for city, found in cities.items() if len(found) == 1}
    return alone | {name.casefold(): name for name in names}
