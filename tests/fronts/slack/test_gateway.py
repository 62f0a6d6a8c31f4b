"""Everything leaves through one door: at Slack's pace, and patient with a busy Slack."""

import asyncio
import random
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.flows.ports import Later, MaybeSent
from bot.flows.shapes import Place, To
from bot.fronts.slack.gateway.gateway import FIRST_PAUSE, LONGEST_PAUSE, TRIES, Gateway, HeldBack
from bot.fronts.slack.workspaces import Workspaces
from bot.localslack import LocalSlack
from bot.reply.reply import Block, Kind, Reply, Span
from tests.fronts.slack.door import SCOPES, Door, opened, waits
from tests.fronts.slack.leaping import Leaping


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with opened() as door:
        yield door


# ── Pace ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_burst_of_thirty_messages_in_one_channel_arrives_in_order_and_slack_never_complains(
    door: Door,
) -> None:
    before, began = waits("channel"), door.time.now()
    door.gateway._patience = lambda method: 60
    texts = [f"message {number}." for number in range(30)]
    await asyncio.gather(*map(door.say, texts))
    assert door.said() == texts
    assert {call.status for call in door.posted()} == {200}
    assert door.time.now() - began >= 26.9  # three at once, then one a second
    assert waits("channel") - before == 27


async def test_a_burst_in_one_channel_holds_no_seat_for_long_and_loses_nothing(door: Door) -> None:
    """With the patience that the bot has: who would wait for longer is told when to come back."""
    texts = [f"message {number}." for number in range(30)]
    await asyncio.gather(*map(door.say, texts))
    assert sorted(door.said()) == sorted(texts)
    assert {call.status for call in door.posted()} == {200}


async def test_a_busy_channel_does_not_hold_up_the_others(door: Door) -> None:
    door.gateway._patience = lambda method: 60
    busy = [asyncio.create_task(door.say(f"busy {number}.")) for number in range(20)]
    await asyncio.sleep(0)
    began = door.time.now()
    await door.say("quiet.", 1)
    assert door.time.now() - began < 2
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)


async def test_a_method_is_asked_no_more_often_than_its_tier_allows(door: Door) -> None:
    """users.list: eighteen at once, then one each three seconds."""
    began, before = door.time.now(), waits("tier")
    for _ in range(24):
        await door.workspace.reading.users_list(limit=10)
    assert {call.status for call in door.slack.called("users.list")} == {200}
    assert door.time.now() - began >= 17.9 and waits("tier") - before == 6


async def test_who_would_wait_for_minutes_is_told_so_at_once(door: Door) -> None:
    async def ask() -> float:
        try:
            await door.workspace.reading.users_list(limit=10)
        except HeldBack as error:
            return -1.0 if error.away else error.seconds
        return 0.0

    told = await asyncio.gather(*(ask() for _ in range(60)))
    assert len([one for one in told if one]) >= 30 and all(one == 0 or one > 10 for one in told)
    assert {call.status for call in door.slack.called("users.list")} == {200}


async def test_who_somebody_is_holds_up_no_verdict(door: Door) -> None:
    """A hundred people at once: the first ninety are known, and nobody waits for the others."""
    began = door.time.now()
    user = door.person.id
    told = await asyncio.gather(
        *(door.workspace.reading.users_info(user=user) for _ in range(100)), return_exceptions=True
    )
    assert len([one for one in told if isinstance(one, HeldBack)]) >= 5
    assert door.time.now() - began < 10 and {call.status for call in door.slack.called("users.info")} == {200}


# ── Too fast ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_after_too_fast_everybody_in_the_channel_waits_and_nobody_is_lost_or_doubled(door: Door) -> None:
    door.slack.faults.rate_limit("chat.postMessage", retry_after=7)
    before = waits("retry_after")
    texts = [f"message {number}." for number in range(8)]
    await asyncio.gather(*map(door.say, texts))
    assert sorted(door.said()) == sorted(texts)
    limited, *others = door.posted()
    assert limited.status == 429 and {call.status for call in others} == {200} and len(others) == 8
    assert min(call.at for call in others) >= limited.at + 7
    assert waits("retry_after") > before


async def test_too_fast_in_one_channel_stops_that_channel_and_in_two_the_workspace(door: Door) -> None:
    """Slack does not say which of its two limits was hit."""
    door.slack.faults.rate_limit("chat.postMessage", retry_after=30)
    door.gateway._patience = lambda method: 1

    async def once(channel: int) -> float:
        to = To(Place(door.workspace.id, door.channels[channel].id))
        try:
            await door.messenger.send(to, door.person, Reply((Block(Kind.LEAD, (Span("x"),)),)), "", "")
        except Later as later:
            return later.seconds
        return 0.0

    assert await once(0) == 30
    assert 25 < await once(0) <= 30 and len(door.posted()) == 1  # not even asked
    assert await once(1) == 0
    door.slack.faults.rate_limit("chat.postMessage", retry_after=40)
    assert await once(2) == 40
    asked = len(door.posted())
    assert 35 < await once(3) <= 40 and len(door.posted()) == asked
    door.slack.clock.advance(41)
    assert await once(3) == 0


async def test_a_question_waits_for_its_answer_as_long_as_slack_asks(door: Door) -> None:
    door.slack.faults.rate_limit("users.list", retry_after=6, times=2)
    await asyncio.gather(*(door.workspace.reading.users_list() for _ in range(4)))
    calls = door.slack.called("users.list")
    assert sorted(call.status for call in calls) == [200] * 4 + [429] * 2
    limited = max(call.at for call in calls if call.status == 429)
    assert all(call.status == 200 and call.at >= limited + 5.9 for call in calls[4:])


# ── Repeats ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fault", ["server_error", "drop_connection", "internal_error"])
async def test_a_question_is_asked_again_and_a_post_is_not(door: Door, fault: str) -> None:
    def order(method: str, times: int) -> None:
        if fault == "internal_error":
            door.slack.faults.error(method, fault, times=times)
        else:
            getattr(door.slack.faults, fault)(method, times=times)

    order("auth.test", TRIES - 1)
    assert (await door.workspace.reading.auth_test())["ok"]
    assert len(door.slack.called("auth.test")) == TRIES
    order("chat.postMessage", 1)
    with pytest.raises(MaybeSent):
        await door.say("once.")
    assert len(door.posted()) == 1 and not door.said()


async def test_a_question_is_not_asked_for_ever(door: Door) -> None:
    door.slack.faults.error("auth.test", "internal_error", times=99)
    with pytest.raises(SlackApiError):
        await door.workspace.reading.auth_test()
    assert len(door.slack.called("auth.test")) == TRIES


@pytest.mark.thorough
async def test_the_pauses_are_spread_by_chance_and_grow() -> None:
    """A thousand bots that lost the same answer must not ask again in the same instant."""
    pauses: list[list[float]] = [[] for _ in range(TRIES - 1)]
    async with LocalSlack() as slack:
        team = slack.workspace("Northwind")
        bot = team.install(slack.app("Legitbot"), scopes=SCOPES)
        for seed in range(16):
            time = Leaping(slack.clock)
            gateway = Gateway(
                aiohttp.ClientSession(), clock=time.now, sleep=time.sleep, chance=random.Random(seed).random
            )
            workspaces = Workspaces(gateway, slack.api_url)
            slack.faults.error("auth.test", "internal_error", times=TRIES - 1)
            await workspaces.connect(bot.token)
            for number, slept in enumerate(time.slept):
                pauses[number].append(slept)
            await gateway.close()
    for number, drawn in enumerate(pauses):
        most = min(FIRST_PAUSE * 2**number, LONGEST_PAUSE)
        assert len(set(drawn)) == 16 and max(drawn) <= most
        assert min(drawn) < most / 4 and max(drawn) > most * 3 / 4  # from all of it, not around one point
