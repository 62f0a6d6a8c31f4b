""" "Fewer of these": a person's tips come half as often, step by step, until they end; and the way back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from bot.flows.shapes import Person
from bot.flows.tip_keeping import Subscriptions
from bot.flows.tip_shapes import TIPS, Subscription
from bot.schedules import Calendar, When, ZoneUnknown
from bot.schedules.calendar import zone
from bot.schedules.days import Days, MonthWeekdays, Weekly

_LOOKED_BACK = timedelta(days=62)  # no rule that still has a step to go rests for longer
_WEEKLY, _TWO_WEEKS, _MONTHLY = timedelta(days=7), timedelta(days=14), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Step:
    """One subscription: its rule before, and after; None: it ends."""

    id: int
    old: When
    new: When | None


def rarer(when: When, calendar: Calendar, now: datetime) -> When | None:
    """The rule that comes about half as often, on the weekday of its last day; None where the next step is the end.

    Several days a week become one; one becomes every other week; that becomes the first such day of the month.
    """
    gap = when.days.usual_gap
    if gap >= _MONTHLY:
        return None
    weekday = _last_day(when.days, calendar, now).weekday()
    days: Days
    if gap < _WEEKLY:
        days = Weekly((weekday,))
    elif gap < _TWO_WEEKS:
        days = Weekly((weekday,), 2)
    else:
        days = MonthWeekdays((1,), weekday)
    return When(days, when.at)


async def own(subscriptions: Subscriptions, person: Person, content: str = TIPS) -> Sequence[Subscription]:
    """The subscriptions of this person that bring them tips, or quizzes, now."""
    found = await subscriptions.of_target(person.workspace, person.id)
    return [one for one in found if one.direct and one.active and one.wanted.content == content]


async def content_of(subscriptions: Subscriptions, person: Person, steps: Sequence[Step]) -> str:
    """What these steps are about: TIPS or QUIZ."""
    found = [await _theirs(subscriptions, person, step) for step in steps]
    return next((one.wanted.content for one in found if one), TIPS)


def steps_of(found: Iterable[Subscription], now: datetime) -> Sequence[Step]:
    """What "fewer" means for these."""
    return [Step(one.id, one.wanted.when, rarer(one.wanted.when, one.wanted.calendar, now)) for one in found]


def ends_of(found: Iterable[Subscription], before: Sequence[Step]) -> Sequence[Step]:
    """How these and those of earlier steps end; the way back leads to what was before the earlier steps."""
    ends = {one.id: Step(one.id, one.wanted.when, None) for one in found}
    return [*(ends | {one.id: replace(one, new=None) for one in before}).values()]


async def take_steps(subscriptions: Subscriptions, person: Person, steps: Sequence[Step], now: datetime) -> None:
    """Do them. What was done already, or was changed meanwhile, stays as it is: done twice, it is done once."""
    for step in steps:
        one = await _theirs(subscriptions, person, step)
        if one and one.active and step.new is None:
            await subscriptions.stop(person.workspace, one.id, "", now)
        elif one and one.active and step.new and one.wanted.when == step.old:
            await _changed(subscriptions, one, step.new, now)


async def undo(subscriptions: Subscriptions, person: Person, steps: Sequence[Step], now: datetime) -> None:
    """As it was before these steps; what was changed or stopped otherwise meanwhile stays as it is."""
    for step in steps:
        one = await _theirs(subscriptions, person, step)
        if one is None or (one.active and one.wanted.when != step.new) or (not one.active and one.why):
            continue
        await _changed(subscriptions, one, step.old, now)


def written(steps: Sequence[Step]) -> str:
    """The steps as a button carries them."""
    return json.dumps([[one.id, str(one.old), str(one.new or "")] for one in steps])


def read_steps(text: str) -> Sequence[Step]:
    """What a button carried; nothing where that cannot be read."""
    try:
        return [Step(int(id_), When.parse(old), When.parse(new) if new else None) for id_, old, new in json.loads(text)]
    except (ValueError, TypeError, AttributeError):
        return []


async def _theirs(subscriptions: Subscriptions, person: Person, step: Step) -> Subscription | None:
    """The ids come back from the platform, so it must be their own."""
    one = await subscriptions.get(person.workspace, step.id)
    return one if one and one.direct and one.target == person.id else None


async def _changed(subscriptions: Subscriptions, one: Subscription, when: When, now: datetime) -> None:
    """With its pause; and where it is to be rarer, the next one comes no sooner than it would have."""
    changed = await subscriptions.change(one.workspace, one.id, replace(one.wanted, when=when), now)
    if one.paused_until and one.paused_until > now:
        await subscriptions.pause(one.workspace, one.id, one.paused_until, now)
    elif changed and _comes_too_soon(one, changed):
        await subscriptions.skip(one.workspace, one.id, now)


def _comes_too_soon(before: Subscription, after: Subscription) -> bool:
    is_rarer = after.wanted.when.days.usual_gap > before.wanted.when.days.usual_gap
    return bool(is_rarer and before.next and after.next and after.next.at <= before.next.at)


def _last_day(days: Days, calendar: Calendar, now: datetime) -> date:
    """The last day of the rule until today; where it has none yet, its first."""
    try:
        today = now.astimezone(zone(calendar.zone)).date()
    except ZoneUnknown:
        today = now.date()
    phase = days.phase(calendar.since)
    past = [*takewhile(lambda day: day <= today, days.dates(today - _LOOKED_BACK, phase))]
    return past[-1] if past else next(days.dates(today, phase))
