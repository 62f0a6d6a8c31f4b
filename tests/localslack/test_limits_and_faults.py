"""Slack's limits and its bad days: a bot that never met them here meets them first at a customer's."""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack import LocalSlack
from tests.localslack.conftest import Firm, connected, firm_on, listening

Event = dict[str, Any]


def bare(firm: Firm) -> AsyncWebClient:
    """The real client without its retries."""
    return AsyncWebClient(token=firm.bot.token, base_url=firm.slack.api_url, retry_handlers=[])


async def refusal(asked: Any) -> tuple[int, str, str | None]:
    with pytest.raises(SlackApiError) as caught:
        await asked
    answer = caught.value.response
    return answer.status_code, str(answer["error"]), answer.headers.get("Retry-After")


# ── Limits ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_channel_takes_a_message_a_second_after_a_small_burst() -> None:
    async with LocalSlack(rate_limits=True) as slack:
        firm = firm_on(slack)
        client = bare(firm)
        for number in range(5):
            await client.chat_postMessage(channel=firm.general.id, text=str(number))
        refused = await refusal(client.chat_postMessage(channel=firm.general.id, text="too much"))
        assert refused == (429, "ratelimited", "1")
        await client.chat_postMessage(channel=firm.dm.id, text="elsewhere")
        slack.clock.advance(1)
        await client.chat_postMessage(channel=firm.general.id, text="5")
        assert [one.text for one in firm.general.messages] == [str(number) for number in range(6)]


async def test_a_method_takes_so_many_calls_a_minute_in_each_workspace() -> None:
    async with LocalSlack(rate_limits=True) as slack:
        firm, other = firm_on(slack), firm_on(slack)
        client = bare(firm)
        for _ in range(20):
            await client.conversations_list()
        status, error, wait = await refusal(client.conversations_list())
        assert (status, error) == (429, "ratelimited")
        await bare(other).conversations_list()
        slack.clock.advance(int(wait or 0))
        await client.conversations_list()


async def test_limits_are_off_unless_asked_for(firm: Firm) -> None:
    for number in range(30):
        await firm.client().chat_postMessage(channel=firm.general.id, text=str(number))
    assert len(firm.general.messages) == 30


# ── Calls that fail ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_429_on_request_and_the_real_retry_handler(firm: Firm) -> None:
    firm.slack.faults.rate_limit("chat.postMessage", retry_after=7)
    refused = await refusal(bare(firm).chat_postMessage(channel=firm.general.id, text="x"))
    assert refused == (429, "ratelimited", "7")
    firm.slack.faults.rate_limit("chat.postMessage", retry_after=0)
    client = firm.client()
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await client.chat_postMessage(channel=firm.general.id, text="at last")
    assert [one.text for one in firm.general.messages] == ["at last"]


async def test_a_server_error_passes(firm: Firm) -> None:
    firm.slack.faults.server_error("chat.postMessage", status=500)
    client = firm.client()
    client.retry_handlers.append(AsyncServerErrorRetryHandler(max_retry_count=1))
    await client.chat_postMessage(channel=firm.general.id, text="at last")
    assert [one.status for one in firm.slack.called("chat.postMessage")] == [500, 200]
    assert len(firm.general.messages) == 1


async def test_a_slow_answer_is_an_answer(firm: Firm) -> None:
    firm.slack.faults.slow("chat.postMessage", 0.6)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bare(firm).chat_postMessage(channel=firm.general.id, text="x"), 0.3)
    await firm.slack.until(lambda: len(firm.general.messages) == 1)


async def test_a_dropped_connection_did_nothing(firm: Firm) -> None:
    firm.slack.faults.drop_connection("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await bare(firm).chat_postMessage(channel=firm.general.id, text="x")
    assert not firm.general.messages
    assert firm.slack.calls[-1].status == 0


async def test_a_lost_reply_was_done_all_the_same(firm: Firm) -> None:
    firm.slack.faults.lose_reply("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await bare(firm).chat_postMessage(channel=firm.general.id, text="x")
    assert [one.text for one in firm.general.messages] == ["x"]
    assert firm.slack.calls[-1].response["ts"] == firm.general.messages[0].ts


async def test_an_error_on_request_and_faults_for_any_method(firm: Firm) -> None:
    firm.slack.faults.error("*", "fatal_error", times=2)
    assert (await refusal(bare(firm).auth_test()))[1] == "fatal_error"
    assert (await refusal(bare(firm).users_list()))[1] == "fatal_error"
    await bare(firm).auth_test()


async def test_faults_can_be_taken_back(firm: Firm) -> None:
    firm.slack.faults.server_error("*", times=100)
    firm.slack.faults.clear()
    await bare(firm).auth_test()


async def test_downloads_fail_on_request(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "", files=[("a.txt", b"hi")])
    url = message.files[0]["url_private"]
    firm.slack.faults.server_error("download", status=502)
    headers = {"Authorization": f"Bearer {firm.bot.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for status in (502, 200):
            async with session.get(url) as answer:
                assert answer.status == status
    firm.slack.faults.drop_connection("download", times=2)  # aiohttp itself asks twice
    async with aiohttp.ClientSession(headers=headers) as fresh:
        with pytest.raises(aiohttp.ClientError):
            await fresh.get(url)


async def test_an_answer_to_an_interaction_fails_on_request(firm: Firm) -> None:
    message = await firm.ann.says(firm.general, "hi")
    url = (await firm.ann.uses_shortcut(firm.app, "check", message)).payload["response_url"]
    firm.slack.faults.rate_limit("response_url", retry_after=7)
    async with aiohttp.ClientSession() as session:
        async with session.post(url, json={"text": "late"}) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
        firm.slack.faults.lose_reply("response_url")
        with pytest.raises(aiohttp.ClientError):
            await session.post(url, json={"text": "unheard"})
    assert [one.text for one in firm.ann.ephemerals(firm.general)] == ["unheard"], "done, though nobody said so"


# ── Deliveries that fail ────────────────────────────────────────────────────────────────────────────────────


def counting(bolt: AsyncApp) -> list[str]:
    """The event_ids that a listener saw."""
    seen: list[str] = []

    @bolt.event("message")
    async def heard(body: Event) -> None:
        seen.append(body["event_id"])

    return seen


async def test_a_duplicate_has_the_same_event_id(firm: Firm, bolt: AsyncApp) -> None:
    seen = counting(bolt)
    firm.slack.faults.duplicate_events()
    async with listening(firm, bolt):
        await firm.ann.says(firm.dm, "hi")
        await firm.ann.says(firm.dm, "again")
        await firm.slack.until(lambda: len(seen) == 3)
    assert sorted(map(seen.count, set(seen))) == [1, 2]


async def test_a_lost_ack_brings_the_event_again(firm: Firm, bolt: AsyncApp) -> None:
    seen = counting(bolt)
    firm.slack.faults.lose_acks()
    async with listening(firm, bolt):
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: firm.slack.deliveries[0].acked)
    assert seen == [firm.slack.deliveries[0].event_id] * 2


async def test_a_dropped_socket_is_opened_again_and_nothing_is_lost(firm: Firm, bolt: AsyncApp) -> None:
    seen = counting(bolt)
    async with listening(firm, bolt) as handler:
        handler.client.ping_interval = 0.1
        await firm.slack.faults.drop_sockets()
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: seen)
        await connected(firm)
    assert len(firm.slack.called("apps.connections.open")) == 2


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
async def test_a_disconnect_makes_the_client_connect_anew(firm: Firm, bolt: AsyncApp, reason: Any) -> None:
    seen = counting(bolt)
    async with listening(firm, bolt):
        (first,) = firm.slack.core.office.sockets.of(firm.app)
        await firm.slack.faults.disconnect(reason)
        await firm.slack.until(lambda: first not in firm.slack.core.office.sockets.lines)
        await connected(firm)
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: seen)
        await firm.slack.until(lambda: firm.slack.deliveries[0].acked)
    assert len(firm.slack.deliveries[0].attempts) == 1


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
async def test_an_app_sold_outside_the_marketplace_reads_once_a_minute(method: str) -> None:
    async with LocalSlack(rate_limits=True) as slack:
        firm = firm_on(slack)
        firm.app.distributed = True
        top = await firm.ann.says(firm.general, "hi")
        for number in range(20):
            await firm.ann.says(firm.general, str(number), thread=top, broadcast=True)
        ask = {"channel": firm.general.id} | ({"ts": top.ts} if method == "conversations.replies" else {})
        assert len((await bare(firm).api_call(method, params=ask))["messages"]) == 15
        assert await refusal(bare(firm).api_call(method, params=ask)) == (429, "ratelimited", "60")


async def test_a_lost_ack_over_http_brings_the_event_again(slack: LocalSlack) -> None:
    firm = firm_on(slack, socket_mode=False)
    bolt = AsyncApp(client=firm.client(), signing_secret=firm.app.signing_secret)
    seen = counting(bolt)
    firm.slack.faults.lose_acks()
    async with TestServer(bolt.web_app("/slack/events")) as server:
        firm.app.request_url = str(server.make_url("/slack/events"))
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: firm.slack.deliveries[0].acked)
        await firm.slack.until(lambda: len(seen) == 2)
    assert len(set(seen)) == 1
