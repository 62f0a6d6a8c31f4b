"""The desk's pages as they are now: read from the store, then drawn."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import timedelta

from bot.flows.shapes import Person
from bot.flows.tip_shapes import GOING_ROUND, PROACTIVE, TIP
from bot.flows.week_shapes import QUESTION, RESULT
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.tips.desk.calendar import MOST_SUBSCRIPTIONS, calendar_page, coming
from bot.fronts.slack.tips.desk.everyone import everyone_page, for_all_to_see, zone_said
from bot.fronts.slack.tips.desk.overview import MOST_LINES, Overview, overview_page, troubled
from bot.fronts.slack.tips.desk.own import A_PAGE, Owned, own_page
from bot.fronts.slack.tips.desk.reader import Reader
from bot.fronts.slack.tips.desk.sent import MOST_READ, sent_page, sent_tips

GAPS_FROM = timedelta(days=7)
MOST_COUNTED = 10_000  # subscriptions
_TIPS = frozenset((TIP, PROACTIVE, GOING_ROUND, QUESTION, RESULT))  # what the ledger calls them


Page = Callable[[Counter, Reader, int], Awaitable[Json]]
"""A page, from this line on."""


async def overview(counter: Counter, reader: Reader, _: int = 0) -> Json:
    """How many get tips, and what is wrong."""
    store, workspace = counter.desk.store, reader.workspace
    subscriptions = await store.subscriptions.of_workspace(workspace, MOST_COUNTED)
    now = counter.desk.now()
    gaps = [one for one in await store.deliveries.gaps(now, workspace=workspace) if one.since >= now - GAPS_FROM]
    setters = [one.setter for one in troubled(subscriptions) if not one.direct][:MOST_LINES]
    seen = Overview(
        subscriptions, [one for one in gaps if one.what in _TIPS],
        counter.shelf.living.mistakes, await _names(counter, workspace, setters),
    )  # fmt: skip
    return overview_page(seen, reader.zone, reader.language)


async def calendar(counter: Counter, reader: Reader, _: int = 0) -> Json:
    """The coming weeks."""
    now = counter.desk.now()
    subscriptions = await counter.desk.store.subscriptions.of_workspace(reader.workspace, MOST_SUBSCRIPTIONS)
    ahead = await asyncio.to_thread(coming, subscriptions, now)
    part = len(subscriptions) == MOST_SUBSCRIPTIONS
    return calendar_page(ahead, reader.zone, zone_said(reader.zone_name), reader.language, part=part)


async def sent(counter: Counter, reader: Reader, _: int = 0) -> Json:
    """What was sent, with what response."""
    store = counter.desk.store
    rows = await store.tips.sent(reader.workspace, MOST_READ)
    tips = await counter.shelf.content(reader.workspace)
    counts = await store.tip_counts.counts(reader.workspace)
    titles = {one.id: one.title for one in tips.all()}
    return sent_page(sent_tips(rows, reader.zone), titles, counts, reader.language)


async def own(counter: Counter, reader: Reader, start: int = 0) -> Json:
    """The company's own tips."""
    written = await counter.desk.store.own_tips.all(reader.workspace)
    tips = await counter.shelf.content(reader.workspace)
    living = counter.shelf.living
    files = [one for one in living.pages if one.file.own]
    usable = frozenset(one.id for one in tips.all() if one.own)
    return own_page(Owned(written, usable, files, living.mistakes), start, reader.language)


async def everyone(counter: Counter, reader: Reader, start: int = 0, note: str = "") -> Json:
    """All subscriptions; `note`: what could not be done."""
    subscriptions = await counter.desk.store.subscriptions.of_workspace(reader.workspace, MOST_COUNTED)
    shown = for_all_to_see(subscriptions)[start : start + A_PAGE]
    accounts = [one.setter for one in shown] + [one.target for one in shown if one.direct]
    names = await _names(counter, reader.workspace, accounts)
    return everyone_page(subscriptions, names, counter.desk.now(), reader.zone, start, reader.language, note)


async def page_of(counter: Counter, reader: Reader, id_: int) -> int:
    """Where the page begins on which this subscription stands."""
    listed = for_all_to_see(await counter.desk.store.subscriptions.of_workspace(reader.workspace, MOST_COUNTED))
    at = next((at for at, one in enumerate(listed) if one.id == id_), 0)
    return at - at % A_PAGE


async def _names(counter: Counter, workspace: str, accounts: Collection[str]) -> Mapping[str, str]:
    """The names of these people, asked for at the same time; "" where nobody knows."""
    who = [*dict.fromkeys(accounts)]
    profiles = await asyncio.gather(*(counter.people.profile(Person(workspace, one)) for one in who))
    return {one: profile.name for one, profile in zip(who, profiles, strict=True)}


PAGES: Mapping[str, Page] = {
    "overview": overview, "calendar": calendar, "sent": sent, "own": own, "all": everyone,
}  # fmt: skip
