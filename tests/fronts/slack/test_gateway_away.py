"""While Slack is away it is left alone, and nothing is lost; and whatever leaves is counted."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.flows.ports import Later, MaybeSent
from bot.flows.shapes import Place, To
from bot.fronts.slack.gateway.breaker import FAILURES
from bot.fronts.slack.gateway.gateway import HeldBack
from bot.fronts.slack.workspaces import Workspaces
from bot.watch.metrics import BREAKER
from tests.fronts.slack.company import company
from tests.fronts.slack.door import Door, counted, opened, waits
from tests.fronts.slack.mails import SCAM


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with opened() as door:
        yield door


# ── Slack is away ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_dead_slack_is_left_alone_and_when_it_is_back_everything_arrives(door: Door) -> None:
    """Nothing is lost and nothing is doubled: what an open breaker refuses was certainly not sent."""
    door.slack.faults.server_error("*", times=10_000)
    for _ in range(FAILURES):
        with pytest.raises(MaybeSent):
            await door.say("in doubt.")
    assert BREAKER._value.get() == 1
    died, asked, before = door.time.now(), len(door.slack.calls), counted("chat.postMessage")
    texts = [f"message {number}." for number in range(12)]
    waiting = [asyncio.create_task(_stubborn(door, text, number)) for number, text in enumerate(texts)]
    while door.time.now() < died + 300:
        await asyncio.sleep(0.02)
    tried = len(door.slack.calls) - asked
    assert 4 <= tried <= 12, tried  # after 5, 10, 20, 40 and then each 60 seconds or so, one call each
    assert counted("chat.postMessage") - before == tried
    door.slack.faults.clear()
    await asyncio.gather(*waiting)
    assert [door.said(number) for number in range(12)] == [[text] for text in texts]
    assert BREAKER._value.get() == 0


async def _stubborn(door: Door, text: str, channel: int) -> None:
    """A doubt here is a 503, after which nothing was posted: said again, as a job does that has looked."""
    while True:
        try:
            await door.say(text, channel)
            return
        except MaybeSent:
            await door.time.sleep(2)


async def test_who_stood_in_a_queue_when_slack_went_away_is_not_sent_into_the_dark(door: Door) -> None:
    """Each would be a doubt, and most of them a known gap."""
    gone = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await gone.wait()
        door.time.advance(seconds)

    client = door.workspace.posting
    for text in "abc":
        await door.say(text)
    door.gateway._lanes._sleep = sleep
    queued = [
        asyncio.create_task(client.chat_postMessage(channel=door.channels[0].id, text=str(number)))
        for number in range(3)
    ]
    await asyncio.sleep(0)
    door.slack.faults.server_error("*", times=10_000)
    for number in range(1, FAILURES + 1):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel=door.channels[number].id, text="x")
    asked = len(door.posted())
    gone.set()
    told = await asyncio.gather(*queued, return_exceptions=True)
    assert all(isinstance(one, HeldBack) and one.away for one in told) and len(door.posted()) == asked


async def test_where_nobody_listens_the_first_calls_find_out_and_the_others_are_spared(door: Door) -> None:
    """No connection is no doubt: each is put off, and after a few nobody even tries."""
    gateway, time = door.gateway, door.time
    nowhere = Workspaces(gateway, "http://127.0.0.1:9/api/")  # the port of "discard": nobody listens
    client = nowhere._client("xoxb-1", asks=False)
    before = counted("chat.postMessage", "no_connection")
    held = waits("breaker")
    for number in range(20):
        with pytest.raises(aiohttp.ClientError) as raised:
            await client.chat_postMessage(channel=f"C{number}", text="x")
        assert isinstance(raised.value, HeldBack) == (number >= FAILURES)
    assert counted("chat.postMessage", "no_connection") - before == FAILURES and waits("breaker") - held == 15
    assert await door.say("elsewhere.")  # another address is another matter
    assert time.now() > 0


async def test_an_answer_that_may_stand_is_looked_for_later_while_slack_is_away(door: Door) -> None:
    """What can be looked up when Slack is back is no gap."""
    to = To(Place(door.workspace.id, door.channels[0].id, "1.1"))
    door.slack.faults.server_error("*", times=10_000)
    with pytest.raises(Later):
        await door.messenger.arrived(to, "key")
    with pytest.raises(Later):
        await door.messenger.arrived(to, "key")
    door.slack.faults.clear()
    door.slack.clock.advance(120)
    assert await door.messenger.arrived(To(Place(door.workspace.id, door.channels[0].id)), "key") == ""


async def test_a_slow_slack_and_impatient_callers_do_not_open_the_breaker(door: Door) -> None:
    before = counted("users.list", "given_up")
    door.slack.faults.slow("users.list", 0.5, times=2 * FAILURES)

    async def impatient() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await door.workspace.reading.users_list()

    await asyncio.gather(*(impatient() for _ in range(2 * FAILURES)))
    assert counted("users.list", "given_up") - before == 2 * FAILURES
    assert BREAKER._value.get() == 0
    assert await door.say("still there.")


async def test_refusals_and_too_fast_do_not_open_the_breaker(door: Door) -> None:
    for number in range(2 * FAILURES):
        door.slack.faults.error("chat.postMessage", "not_in_channel")
        with pytest.raises(SlackApiError):
            await door.workspace.posting.chat_postMessage(channel=f"C{number}", text="x")
    door.slack.faults.rate_limit("auth.test", times=FAILURES, retry_after=1)
    with pytest.raises((SlackApiError, HeldBack)):
        await door.workspace.reading.auth_test()
    assert await door.say("still there.") and BREAKER._value.get() == 0


# ── Counted ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_each_outcome_is_counted_by_its_word_and_an_odd_word_as_other(door: Door) -> None:
    orders = {"not_in_channel": "not_in_channel", "Odd word!": "other", "x" * 41: "other", "x" * 40: "x" * 40}
    for said, outcome in orders.items():
        before = counted("chat.postMessage", outcome)
        door.slack.faults.error("chat.postMessage", said)
        with pytest.raises(SlackApiError):
            await door.workspace.posting.chat_postMessage(channel="C", text="x")
        assert counted("chat.postMessage", outcome) == before + 1
    then = counted("auth.test", "http_5xx"), counted("auth.test", "ok"), counted("auth.test", "no_connection")
    door.slack.faults.server_error("auth.test")
    await door.workspace.reading.auth_test()
    door.slack.faults.drop_connection("auth.test")
    await door.workspace.reading.auth_test()
    now = counted("auth.test", "http_5xx"), counted("auth.test", "ok"), counted("auth.test", "no_connection")
    assert [after - before for after, before in zip(now, then, strict=True)] == [1, 2, 1]


@pytest.mark.thorough
async def test_whatever_slack_sees_went_through_the_door_and_no_token_stands_in_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt's calls, answers to a response_url and downloads, too."""
    caplog.set_level("INFO")
    methods = ("auth.test", "apps.connections.open", "chat.postMessage", "users.info", "users.list", "views.publish",
               "views.open", "chat.postEphemeral", "assistant.threads.setStatus", "conversations.open")  # fmt: skip
    before = {method: counted(method) for method in (*methods, "response_url", "download")}
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        await there.answer(message)
        asked = await there.bob.says(there.general, "Is this one real? Please pay today.")
        await there.ann.uses_shortcut(there.app, "legit-check-message", asked)
        await there.private_answer(there.ann, there.general)
        await there.ann.runs(there.app, "/legit", "check", channel=there.general)
        await there.box(there.ann)
        await there.quiet()
        calls = list(there.slack.calls)
        token = there.bot.token
    seen = {call.method for call in calls}
    assert seen <= set(methods) | {"assistant.threads.setSuggestedPrompts", "conversations.replies"}, seen
    for method in methods:
        assert counted(method) - before[method] == len([one for one in calls if one.method == method]), method
    assert counted("download") - before["download"] == 1 and counted("response_url") - before["response_url"] >= 1
    assert token not in caplog.text
