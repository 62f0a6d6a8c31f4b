"""How subscriptions are spoken of in Slack: when, in whose time, where, and when the next tip comes."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.flows.tip_shapes import QUIZ, Subscription
from bot.fronts.slack.words import words
from bot.schedules import ZoneUnknown, say
from bot.schedules.calendar import zone
from bot.schedules.days import DAY_NAMES
from bot.schedules.words import words_of

_PLACELESS = ("Etc", "")  # parts of the list of zones that are no continent


def when_said(one: Subscription, language: str = "en") -> str:
    """ "Every Tuesday at 10:00"."""
    said = say(one.wanted.when, language)
    return said[:1].upper() + said[1:]


def zone_said(name: str, language: str = "en") -> str:
    """ "London time"."""
    part, _, city = name.partition("/")
    if part in _PLACELESS or not city:
        return name
    said, last = words(language), city.rpartition("/")[2]
    return str(said["tips"]["zone_said"].format(city=said.get("cities", {}).get(last, last.replace("_", " "))))


def day_said(at: datetime, now: datetime, language: str = "en", *, usual: str = "") -> str:
    """ "Tuesday 24 November", in the zone of `now`; with the hour where it is not the `usual` one, like "10:00"."""
    local, said = at.astimezone(now.tzinfo), words(language)
    facts = {
        "weekday": words_of(language).data["of_month"][DAY_NAMES[local.weekday()]],
        "day": local.day if local.day > 1 else said["tips"]["day_first"],
        "month": said["tips"]["months"][local.month - 1], "year": local.year, "time": f"{local:%H:%M}",
    }  # fmt: skip
    form = "day" if local.year == now.year or (local - now).days < _SOON else "day_year"
    day: str = said["tips"][form].format(**facts)
    hour: str = said["tips"]["day_at"]
    return hour.format(date=day, time=facts["time"]) if usual not in ("", facts["time"]) else day


_SOON = 180  # days within which nobody asks which year it is


def facts(one: Subscription, now: datetime, language: str = "en") -> dict[str, str]:
    """What the sentences about a subscription need, for `bot.flows.subscribing.said`."""
    there = now.astimezone(_zone(one))
    usual = f"{one.wanted.when.at:%H:%M}"
    return {
        "when": when_said(one, language),
        "zone": zone_said(one.wanted.calendar.zone, language),
        "where": "" if one.direct else f"<#{one.target}>",
        "next": day_said(one.next.at, there, language, usual=usual) if one.next else "",
        "until": day_said(one.paused_until, there, language) if one.paused_until else "",
        "off": _off(one, words(language)),
        "content": one.wanted.content,
    }


def line(one: Subscription, now: datetime, language: str = "en", *, name: str = "") -> str:
    """One line of the page, in Slack's markup; `now` in the zone of whoever reads, `name` of whoever else set it up."""
    said = words(language)["tips"]
    known = facts(one, now, language)
    when = known["when"]
    if one.wanted.calendar.zone != _name(now.tzinfo):
        when = said["when_zone"].format(when=when, zone=known["zone"])
    kind = "quiz_" if one.wanted.content == QUIZ else ""
    start = said[f"{kind}to_you" if one.direct else f"{kind}to_channel"].format(when=when, where=known["where"])
    return " ".join(
        part for part in (start, _state(one, now, known, said), name and said["by"].format(name=name)) if part
    )


def _state(one: Subscription, now: datetime, known: Mapping[str, str], said: Mapping[str, Any]) -> str:
    if not one.active:
        why = said["why"].get(one.why.partition(":")[0], said["why"]["other"]) if one.why else said["why"]["wished"]
        return str(why)
    if one.paused_until and one.paused_until > now:
        return str(said["paused"].format(until=known["until"]))
    return str(said["next"].format(next=known["next"]) if known["next"] else said["never"])


def _off(one: Subscription, said: Mapping[str, Any]) -> str:
    country = one.wanted.calendar.country
    return str(said["countries"].get(country.partition("-")[0], country)) if country else ""


def _zone(one: Subscription) -> tzinfo | None:
    try:
        return zone(one.wanted.calendar.zone)
    except ZoneUnknown:
        return None


def _name(tz: tzinfo | None) -> str:
    return str(getattr(tz, "key", ""))
