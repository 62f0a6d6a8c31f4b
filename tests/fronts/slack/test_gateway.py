"""Everything leaves through one door: at Slack's pace, patient with a busy Slack, and quiet while it is away."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.flows.ports import Later, MaybeSent
from bot.flows.shapes import Person, Place, To
from bot.fronts.slack.gateway.breaker import FAILURES
from bot.fronts.slack.gateway.gateway import FIRST_PAUSE, LONGEST_PAUSE, TIMEOUT, TRIES, Gateway, HeldBack
from bot.fronts.slack.messenger import SlackMessenger
from bot.fronts.slack.workspaces import Workspace, Workspaces
from bot.localslack import Call, Channel, LocalSlack
from bot.reply.reply import Block, Kind, Reply, Span
from bot.watch.metrics import BREAKER, REGISTRY
from tests.fronts.slack.company import company
from tests.fronts.slack.leaping import Leaping
from tests.fronts.slack.mails import SCAM

SCOPES = ["chat:write", "users:read", "channels:history", "im:write", "im:history"]


@dataclass
class Door:
    """A Slack that counts how often it is called, and the gateway before it."""

    slack: LocalSlack
    time: Leaping
    gateway: Gateway
    workspaces: Workspaces
    workspace: Workspace
    messenger: SlackMessenger
    channels: list[Channel]
    person: Person

    async def say(self, text: str, channel: int = 0) -> str:
        """Post it, as often as it takes where it is put off: what a job does."""
        reply = Reply((Block(Kind.LEAD, (Span(text),)),))
        to = To(Place(self.workspace.id, self.channels[channel].id))
        while True:
            try:
                return await self.messenger.send(to, self.person, reply, "", "")
            except Later as later:
                await self.time.sleep(later.seconds)

    def said(self, channel: int = 0) -> list[str]:
        return [one.text.strip() for one in self.channels[channel].messages]

    def posted(self) -> list[Call]:
        return self.slack.called("chat.postMessage")


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with LocalSlack(rate_limits=True) as slack:
        team = slack.workspace("Northwind")
        ann = team.person("Ann Berg")
        bot = team.install(slack.app("Legitbot"), scopes=SCOPES)
        channels = [team.channel(f"room-{number}", members=[ann]) for number in range(12)]
        for channel in channels:
            bot.joins(channel)
            channel.messages.clear()
        time = Leaping(slack.clock)
        gateway = Gateway(
            aiohttp.ClientSession(timeout=TIMEOUT), clock=time.now, sleep=time.sleep, chance=random.Random(1).random
        )
        workspaces = Workspaces(gateway, slack.api_url)
        workspace = await workspaces.connect(bot.token)
        slack.calls.clear()
        messenger = SlackMessenger(workspaces)
        yield Door(slack, time, gateway, workspaces, workspace, messenger, channels, Person(team.id, ann.id))
        await gateway.close()
        BREAKER.set(0)


def counted(method: str, outcome: str = "") -> float:
    """Calls of a method so far, of one outcome or of all."""
    return sum(
        sample.value for metric in REGISTRY.collect() for sample in metric.samples
        if sample.name == "legitbot_slack_calls_total" and sample.labels["method"] == method
        and outcome in ("", sample.labels["outcome"])
    )  # fmt: skip


def waits(why: str) -> float:
    return REGISTRY.get_sample_value("legitbot_slack_waits_total", {"why": why}) or 0.0


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
    door.gateway._patience = lambda method: 60
    client = door.workspace.posting
    for text in "abc":
        await door.say(text)
    queued = [
        asyncio.create_task(client.chat_postMessage(channel=door.channels[0].id, text=str(number)))
        for number in range(5)
    ]
    await asyncio.sleep(0)
    door.slack.faults.server_error("*", times=10_000)
    for number in range(1, FAILURES + 1):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel=door.channels[number].id, text="x")
    asked = len(door.posted())
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
