"""Socket Mode, through the real handler: were this wrong, the bot would hear nothing, or everything twice."""

import asyncio
import json
from itertools import pairwise
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from tests.localslack.conftest import Firm, connected, listening

Event = dict[str, Any]


async def link(firm: Firm) -> str:
    return str((await firm.client(firm.app.app_token).apps_connections_open(app_token=firm.app.app_token))["url"])


async def test_a_message_reaches_the_listener_and_its_answer_the_person(firm: Firm, bolt: AsyncApp) -> None:
    @bolt.event("message")
    async def heard(event: Event, say: Any) -> None:
        if "bot_id" not in event:
            await say(f"you said {event['text']}", thread_ts=event["ts"])

    async with listening(firm, bolt):
        mine = await firm.ann.says(firm.dm, "hello")
        await firm.slack.until(lambda: firm.dm.thread(mine.ts))
        assert [one.text for one in firm.dm.thread(mine.ts)] == ["you said hello"]
        await firm.slack.until(lambda: all(one.acked for one in firm.slack.deliveries))
        assert {attempt.via for one in firm.slack.deliveries for attempt in one.attempts} == {"socket"}


async def test_the_first_word_is_hello_and_a_ping_comes_back(firm: Firm) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await link(firm), autoping=False) as ws:
        hello = await ws.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"] == {"app_id": firm.app.id}
        assert hello["debug_info"]["approximate_connection_time"] == 3600
        await ws.ping(b"sdk-ping-pong:1.5")
        pong = await ws.receive()
        assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1.5")


async def test_an_address_is_good_for_one_connection(firm: Firm) -> None:
    url = await link(firm)
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as ws:
        await ws.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_an_envelope_says_whether_an_answer_may_ride_on_its_ack(firm: Firm) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await link(firm)) as ws:
        await ws.receive_json()
        await firm.ann.says(firm.dm, "hi")
        event = await ws.receive_json()
        assert set(event) == {
            "envelope_id",
            "payload",
            "type",
            "accepts_response_payload",
            "retry_attempt",
            "retry_reason",
        }
        assert (event["type"], event["accepts_response_payload"], event["retry_attempt"]) == ("events_api", False, 0)
        running = asyncio.create_task(firm.ann.runs(firm.app, "/legit", "help", channel=firm.general))
        command = await ws.receive_json()
        assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
        await ws.send_json({"envelope_id": command["envelope_id"], "payload": {"text": "hello"}})
        assert (await running).response == {"text": "hello"}


async def test_nonsense_on_the_line_does_no_harm(firm: Firm) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await link(firm)) as ws:
        await ws.receive_json()
        for word in ("not json", "[]", json.dumps({"envelope_id": "nobody's"})):
            await ws.send_str(word)
        await firm.ann.says(firm.dm, "hi")
        assert (await ws.receive_json())["type"] == "events_api"


async def test_a_listener_that_does_not_ack_in_time_sees_the_same_event_again(firm: Firm, bolt: AsyncApp) -> None:
    seen: list[tuple[str, str | None]] = []

    @bolt.middleware
    async def slow(body: Event, request: Any, next_: Any) -> None:
        seen.append((body["event_id"], (request.headers.get("x-slack-retry-num") or [None])[0]))
        if len(seen) == 1:
            await asyncio.Event().wait()
        await next_()

    @bolt.event("message")
    async def heard() -> None: ...

    async with listening(firm, bolt):
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: seen)
        firm.slack.clock.advance(3.1)
        await firm.slack.until(lambda: firm.slack.deliveries[0].acked)
    (delivery,) = firm.slack.deliveries
    assert seen == [(delivery.event_id, "0"), (delivery.event_id, "1")]
    assert [one.reason for one in delivery.attempts] == ["timeout", ""]


async def test_retries_come_at_once_after_a_minute_and_after_five(firm: Firm) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await link(firm)) as ws:
        await ws.receive_json()
        await firm.ann.says(firm.dm, "hi")
        tries = [await ws.receive_json()]
        for wait in (0, 60, 300):
            firm.slack.clock.advance(3.1)
            if wait:
                await firm.slack.until(lambda: firm.slack.deliveries[0].attempts[-1].reason)
                firm.slack.clock.advance(wait)
            tries.append(await ws.receive_json())
        firm.slack.clock.advance(3.1)
        await firm.slack.until(firm.slack.deliveries[0].done.is_set)
    assert [one["retry_attempt"] for one in tries] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in tries] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in tries}) == 1
    assert len({one["envelope_id"] for one in tries}) == 4
    at = [one.at for one in firm.slack.deliveries[0].attempts]
    gaps = [later - sooner for sooner, later in pairwise(at)]
    assert all(gap >= wait for gap, wait in zip(gaps, (3, 63, 303), strict=True))


async def test_an_event_waits_for_an_app_that_connects_in_time(firm: Firm, bolt: AsyncApp) -> None:
    @bolt.event("message")
    async def heard() -> None: ...

    await firm.ann.says(firm.dm, "hi")
    async with listening(firm, bolt):
        await firm.slack.until(lambda: firm.slack.deliveries[0].acked)


async def test_a_payload_goes_down_any_one_of_several_connections(firm: Firm, bolt: AsyncApp) -> None:
    seen: list[str] = []

    @bolt.event("message")
    async def heard(event: Event) -> None:
        seen.append(event["text"])

    async with listening(firm, bolt, connections=3):
        for number in range(6):
            await firm.ann.says(firm.dm, str(number))
        await firm.slack.until(lambda: len(seen) == 6)
    assert sorted(seen) == [str(number) for number in range(6)]


async def test_the_eleventh_connection_is_too_many(firm: Firm) -> None:
    async with aiohttp.ClientSession() as session:
        open_ = [await session.ws_connect(await link(firm)) for _ in range(10)]
        assert [(await ws.receive_json())["num_connections"] for ws in open_] == list(range(1, 11))
        one_more = await session.ws_connect(await link(firm))
        assert (await one_more.receive_json())["reason"] == "too_many_websockets"
        for ws in [*open_, one_more]:
            await ws.close()


async def test_after_an_hour_the_client_is_asked_to_renew_and_does(firm: Firm, bolt: AsyncApp) -> None:
    async with listening(firm, bolt):
        (first,) = firm.slack.core.office.sockets.of(firm.app)
        firm.slack.clock.advance(3590)
        await firm.slack.until(lambda: first not in firm.slack.core.office.sockets.lines)
        await connected(firm)
    assert len(firm.slack.called("apps.connections.open")) == 2


async def test_refresh_is_requested_ten_seconds_after_the_warning(firm: Firm) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await link(firm)) as ws:
        await ws.receive_json()
        firm.slack.clock.advance(3590)
        assert (await ws.receive_json())["reason"] == "warning"
        firm.slack.clock.advance(10)
        said = await ws.receive_json()
        assert (said["type"], said["reason"]) == ("disconnect", "refresh_requested")
        assert (await ws.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


async def test_two_apps_hear_on_their_own_lines(firm: Firm, bolt: AsyncApp) -> None:
    seen: list[str] = []

    @bolt.event("message")
    async def heard(body: Event) -> None:
        seen.append(body["api_app_id"])

    other = firm.team.install(firm.slack.app("Other"), scopes=("channels:history",))
    other.joins(firm.general)
    async with listening(firm, bolt):
        await firm.ann.says(firm.general, "hi")
        await firm.slack.until(lambda: seen)
    assert seen == [firm.app.id]


async def test_what_a_dying_app_did_not_ack_goes_to_the_next_connection(firm: Firm) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(await link(firm)) as ws:
            await ws.receive_json()
            await firm.ann.says(firm.dm, "hi")
            first = await ws.receive_json()
        async with session.ws_connect(await link(firm)) as ws:
            await ws.receive_json()
            again = await ws.receive_json()
    assert first["payload"] == again["payload"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "connection_lost")
