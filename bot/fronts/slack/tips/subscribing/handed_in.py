"""What is done about a choice of the menu and a box that was handed in, and what Slack is told about the box."""

import asyncio
from datetime import datetime, time
from typing import Any

from bot.flows import subscribing as story
from bot.flows.pausing import PauseUnclear
from bot.flows.subscribing import Deed, Ended
from bot.flows.tip_shapes import Subscription
from bot.fronts.slack.listeners.home import published
from bot.fronts.slack.payloads import Body, part
from bot.fronts.slack.tips.names import HOW_LONG, TIPS_LIST_VIEW, TIPS_PAUSE_VIEW, UNTIL, WHEN, WHERE, WHOSE
from bot.fronts.slack.tips.subscribing.asking import Asking, choices_of, subscribed, told_all, why_not
from bot.fronts.slack.tips.subscribing.box import CHANNEL, Shape, shape_of, told_box
from bot.fronts.slack.tips.subscribing.form import has_where, pause_typed, wanted_typed, where_typed
from bot.fronts.slack.tips.subscribing.listed import menu_chosen
from bot.fronts.slack.tips.subscribing.opening import listing, mistake
from bot.library.languages import SOURCE_LANGUAGE
from bot.store.subscriptions import MOST

PATIENCE = 2.4  # seconds: Slack waits three for an answer to a box
_AT_ONCE = 0.2  # seconds


# ── Before Slack hears "ok" ─────────────────────────────────────────────────────────────────────────────────


async def answer_to_box(asking: Asking, body: Body) -> dict[str, Any]:
    """What Slack is told of a box that was handed in; nothing where all is right."""
    is_pause = part(body, "view").get("callback_id") == TIPS_PAUSE_VIEW
    try:
        async with asyncio.timeout(PATIENCE):
            return await (_wrong_pause(asking, body) if is_pause else _wrong(asking, body))
    except TimeoutError:
        return _errors({HOW_LONG if is_pause else WHEN: mistake("unsure", await _language_at_hand(asking))})


async def _language_at_hand(asking: Asking) -> str:
    """Theirs where it is known already: Slack waits no longer."""
    try:
        async with asyncio.timeout(_AT_ONCE):
            return await asking.language()
    except TimeoutError:
        return SOURCE_LANGUAGE


async def _wrong(asking: Asking, body: Body) -> dict[str, Any]:
    shape, choices = shape_of(body), await choices_of(asking)
    if shape.id and (refused := await _refused(asking, shape)):
        return refused
    store, workspace = asking.counter.desk.store.subscriptions, asking.person.workspace
    one = await store.get(workspace, shape.id) if shape.id else None
    wanted, errors = wanted_typed(body, shape, choices, one)
    if wanted is not None and not story.comes(wanted, asking.counter.desk.now()):
        errors[WHEN] = mistake("never", choices.language)
    if not shape.id and (field := await _wrong_target(asking, body, shape)):
        errors |= {name: mistake(why, choices.language) for name, why in field.items()}
    return _errors(errors) if errors else {}


async def _wrong_target(asking: Asking, body: Body, shape: Shape) -> dict[str, str]:
    """The field for whom it is and why that cannot be; nothing where it can."""
    target, field = asking.person.id, WHOSE
    if shape.whose == CHANNEL:
        target, field = where_typed(body), WHERE if has_where(body) else WHOSE
        if why := await why_not(asking, target) if target else "where":
            return {field: why}
    there = await asking.counter.desk.store.subscriptions.of_target(asking.person.workspace, target)
    return {field: "too-many"} if sum(one.active or bool(one.why) for one in there) >= MOST else {}


async def _wrong_pause(asking: Asking, body: Body) -> dict[str, Any]:
    if refused := await _refused(asking, shape_of(body)):
        return refused
    try:
        pause_typed(body, (await asking.now()).date())
    except PauseUnclear as error:
        return _errors({UNTIL: mistake(error.why, await asking.language())})
    return {}


async def _refused(asking: Asking, shape: Shape) -> dict[str, Any]:
    """What stands in place of the box where they may not change it, or it is gone."""
    store = asking.counter.desk.store.subscriptions
    found = await story.may_change(store, asking.person, shape.id, asking.is_admin)
    if not found.what:
        return {}
    language = await asking.language()
    return {"response_action": "update", "view": told_box(mistake(found.what, language), language)}


def _errors(errors: dict[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": errors}


# ── Once it is written down ─────────────────────────────────────────────────────────────────────────────────


async def menu_done(asking: Asking, body: Body, value: str) -> None:
    """What was chosen from the menu of one of the tips."""
    found = menu_chosen(value)
    if found is None:
        return
    deed, id_, slot = found
    store, now = asking.counter.desk.store.subscriptions, asking.counter.desk.now()
    ended = await story.act(store, asking.person, id_, deed, now, asking.is_admin, slot=slot)
    await _shown(asking, body, ended)


async def box_done(asking: Asking, body: Body) -> None:
    """The box that was handed in and found right."""
    shape, choices = shape_of(body), await choices_of(asking)
    store, now = asking.counter.desk.store.subscriptions, asking.counter.desk.now()
    one = await store.get(asking.person.workspace, shape.id) if shape.id else None
    wanted, _ = wanted_typed(body, shape, choices, one)
    if (shape.id and one is None) or wanted is None:
        await asking.tell(Ended("gone"))
    elif shape.id:
        ended = await story.change(store, asking.person, shape.id, wanted, now, asking.is_admin)
        await asking.tell(ended)
        if one and ended.one and ended.what == "changed" and _comes_otherwise(one, ended.one):
            await told_all(asking, ended.one, changed=True)
    else:
        await subscribed(asking, where_typed(body) if shape.whose == CHANNEL else "", wanted)
    await _refreshed(asking, body)


def _comes_otherwise(before: Subscription, after: Subscription) -> bool:
    """Whether those who get it see another time or another kind of message."""

    def seen(one: Subscription) -> tuple[object, ...]:
        return one.wanted.when, one.wanted.calendar.zone, one.wanted.content

    return seen(before) != seen(after)


async def pause_done(asking: Asking, body: Body) -> None:
    """The box that says for how long."""
    now = await asking.now()
    try:
        until = datetime.combine(pause_typed(body, now.date()), time(), now.tzinfo)
    except PauseUnclear as error:  # it was right a moment ago: midnight passed
        await asking.say_mistake(error.why)
        return
    store = asking.counter.desk.store.subscriptions
    await asking.tell(
        await story.act(
            store, asking.person, shape_of(body).id, Deed.PAUSE, asking.counter.desk.now(), asking.is_admin, until=until
        )
    )
    await _refreshed(asking, body)


async def _shown(asking: Asking, body: Body, ended: Ended) -> None:
    """The page or box where they pressed, as it is now. What could not be done is said, too."""
    wrong = ended.what in ("gone", "not-yours", "unsure", "stopped-before", "no-zone", "no-country")
    await published(asking.counter, asking.person)
    view = part(body, "view")
    if view.get("callback_id") == TIPS_LIST_VIEW:
        note = mistake(ended.what, await asking.language()) if wrong else ""
        await asking.counter.change_box(
            asking.person.workspace, str(view.get("id") or ""), await listing(asking, _here(view), note)
        )
    elif wrong:
        await asking.tell(ended)


async def _refreshed(asking: Asking, body: Body) -> None:
    """The page, and the list below the box that was handed in."""
    await published(asking.counter, asking.person)
    below = part(body, "view").get("previous_view_id")
    if isinstance(below, str) and below:
        await asking.counter.change_box(asking.person.workspace, below, await listing(asking, ""))


def _here(view: Body) -> str:
    here = view.get("private_metadata")
    return here if isinstance(here, str) else ""
