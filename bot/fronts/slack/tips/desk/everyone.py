"""All subscriptions: who gets tips and when; each can be stopped, go on, and once it stopped be taken off the list."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from bot.flows.tip_shapes import QUIZ, Subscription
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.tips.desk.frame import (
    Piece,
    Said,
    counted,
    day_said,
    desk_words,
    heading,
    moment_said,
    nav,
    page,
    paragraph,
    places,
    row,
    why_said,
)
from bot.fronts.slack.tips.desk.own import A_PAGE, turns
from bot.schedules import say


def for_all_to_see(subscriptions: Sequence[Subscription]) -> list[Subscription]:
    """What an administrator may change: not what somebody set up for themselves."""
    return [one for one in subscriptions if not one.direct or one.setter != one.target]


def everyone_page(
    subscriptions: Sequence[Subscription], names: Mapping[str, str], now: datetime, zone: tzinfo, start: int = 0,
    language: str = "en", note: str = "",
) -> Json:  # fmt: skip
    """The page with the subscriptions from this one on; `names` by account, "" where nobody knows.

    `note`: what could not be done, as the words call it.
    """
    said = desk_words(language)
    words = said["all"]
    listed = for_all_to_see(subscriptions)
    alone = {one.target for one in subscriptions if one.direct and one.setter == one.target}
    blocks = [heading(words["heading"]), *([paragraph(words[note])] if note else [])]
    for one in listed[start : start + A_PAGE]:
        blocks += [paragraph(*_line(one, names, now, zone, said)), row(*_buttons(one, said))]
    if not subscriptions:
        blocks.append(paragraph(words["none"]))
    if alone and not start:
        form = "themselves_one" if len(alone) == 1 else "themselves"
        blocks.append(paragraph(words[form].format(people=counted(len(alone), "person", said))))
    blocks += turns("all", start, len(listed), language)
    return page(blocks, language, back="overview")


def _line(
    one: Subscription, names: Mapping[str, str], now: datetime, zone: tzinfo, said: Said
) -> Iterator[Piece]:  # fmt: skip
    words = said["all"]
    yield from (names.get(one.target) or said["somebody"],) if one.direct else places([one.target], 0, said)
    line = words["quiz_line" if one.wanted.content == QUIZ else "line"]
    yield line.format(rule=say(one.wanted.when), zone=zone_said(one.wanted.calendar.zone))
    yield words["set_by"].format(who=names.get(one.setter) or said["somebody"])
    if not one.active:
        yield words["stopped_why"].format(why=why_said(one.why, said)) if one.why else words["stopped"]
    elif one.paused_until and one.paused_until > now:
        yield words["paused"].format(day=day_said(one.paused_until.astimezone(zone).date(), said))
    elif one.next:
        yield words["next"].format(moment=moment_said(one.next.at.astimezone(zone), said))


def _buttons(one: Subscription, said: Said) -> Iterator[Json]:
    words, rule = said["all"], say(one.wanted.when)
    for what in ("stop",) if one.active else ("resume", "remove"):
        yield nav(what, words[what], str(one.id), spoken=words[f"{what}_label"].format(rule=rule))


def zone_said(zone: str) -> str:
    """ "Europe/London" as "London"."""
    return zone.rpartition("/")[2].replace("_", " ")
