"""HTTP mode, through Bolt's own web application: signatures, the challenge, and Slack's retries."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.async_app import AsyncApp

from bot.localslack import LocalSlack
from bot.localslack.delivery.http import signed
from tests.localslack.conftest import Firm, firm_on

Event = dict[str, Any]
MODAL = {
    "type": "modal",
    "callback_id": "paste",
    "title": {"type": "plain_text", "text": "Check a mail"},
    "submit": {"type": "plain_text", "text": "Check"},
    "blocks": [
        {
            "type": "input",
            "block_id": "mail",
            "label": {"type": "plain_text", "text": "The mail"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


@pytest.fixture
def firm(slack: LocalSlack) -> Firm:
    return firm_on(slack, socket_mode=False)


@asynccontextmanager
async def served(firm: Firm, application: web.Application, path: str = "/slack/events") -> AsyncIterator[None]:
    server = TestServer(application)
    await server.start_server()
    firm.app.request_url = str(server.make_url(path))
    try:
        yield
    finally:
        await server.close()


def reasons(firm: Firm) -> list[str]:
    return [one.reason for one in firm.slack.deliveries[0].attempts]


async def test_bolt_takes_signed_events_commands_and_presses(firm: Firm, bolt: AsyncApp) -> None:
    seen: list[str] = []

    @bolt.event("message")
    async def heard(event: Event) -> None:
        seen.append(event["text"])

    @bolt.command("/legit")
    async def run(ack: Any) -> None:
        await ack("hello")

    @bolt.shortcut("paste")
    async def paste(ack: Any) -> None:
        await ack()
        seen.append("paste")

    async with served(firm, bolt.web_app("/slack/events")):
        assert await firm.slack.verify(firm.app)
        await firm.ann.says(firm.dm, "hi")
        await firm.ann.uses_shortcut(firm.app, "paste")
        ack = await firm.ann.runs(firm.app, "/legit", channel=firm.general)
        await firm.slack.until(lambda: sorted(seen) == ["hi", "paste"])
        await firm.slack.until(lambda: all(one.acked for one in firm.slack.deliveries))
    assert ack.ok
    assert [one.text for one in firm.ann.ephemerals(firm.general)] == ["hello"]
    assert {attempt.via for one in firm.slack.deliveries for attempt in one.attempts} == {"http"}


async def test_a_submission_is_answered_in_the_response(firm: Firm, bolt: AsyncApp) -> None:
    @bolt.shortcut("paste")
    async def paste(ack: Any, body: Event, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view("paste")
    async def submitted(ack: Any) -> None:
        await ack(response_action="errors", errors={"mail": "Too short"})

    async with served(firm, bolt.web_app("/slack/events")):
        await firm.ann.uses_shortcut(firm.app, "paste")
        await firm.slack.until(lambda: firm.ann.view)
        assert firm.ann.view is not None
        await firm.ann.submits(firm.ann.view, {"mail": {"text": "x"}})
        assert firm.ann.view.errors == {"mail": "Too short"}


async def test_an_answer_that_is_no_json_does_no_harm(firm: Firm) -> None:
    application, _ = recorder([web.Response(headers={"Content-Type": "application/json"}, text="{")])
    async with served(firm, application):
        ack = await firm.ann.runs(firm.app, "/legit", channel=firm.general)
    assert ack.ok


async def test_a_wrong_secret_is_refused_by_the_app_and_slack_tries_again(firm: Firm) -> None:
    bolt = AsyncApp(client=firm.client(), signing_secret="another secret")
    async with served(firm, bolt.web_app("/slack/events")):
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: reasons(firm) == ["http_error", "http_error"])  # the third waits a minute


def recorder(answers: list[web.Response | asyncio.Event]) -> tuple[web.Application, list[web.Request]]:
    """An application that answers in turn; an Event in the list is waited for first."""
    got: list[web.Request] = []

    async def take(request: web.Request) -> web.StreamResponse:
        await request.read()
        got.append(request)
        answer = answers[min(len(got), len(answers)) - 1]
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            return web.Response()
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    application = web.Application()
    application.router.add_post("/slack/events", take)
    return application, got


async def test_an_event_that_is_not_acknowledged_comes_again_with_its_reason(firm: Firm) -> None:
    hung = asyncio.Event()
    application, got = recorder([hung, web.Response(status=500), web.Response()])
    async with served(firm, application):
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: len(got) == 1)
        firm.slack.clock.advance(3.1)
        await firm.slack.until(lambda: len(got) == 2 and firm.slack.deliveries[0].attempts[1].reason)
        await asyncio.sleep(0)
        assert len(got) == 2
        firm.slack.clock.advance(60)
        await firm.slack.until(lambda: firm.slack.deliveries[0].acked)
        hung.set()
    bodies = [await one.json() for one in got]
    assert len({one["event_id"] for one in bodies}) == 1
    retries = [(one.headers.get("x-slack-retry-num"), one.headers.get("x-slack-retry-reason")) for one in got]
    assert retries == [(None, None), ("1", "http_timeout"), ("2", "http_error")]


async def test_an_app_may_say_that_it_wants_no_retry(firm: Firm) -> None:
    application, got = recorder([web.Response(status=500, headers={"X-Slack-No-Retry": "1"})])
    async with served(firm, application):
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(firm.slack.deliveries[0].done.is_set)
    assert len(got) == 1
    assert not firm.slack.deliveries[0].acked


async def test_interactions_and_commands_are_not_tried_again(firm: Firm) -> None:
    application, got = recorder([web.Response(status=500)])
    async with served(firm, application):
        ack = await firm.ann.runs(firm.app, "/legit", channel=firm.general)
    assert (ack.ok, len(got)) == (False, 1)


async def test_nobody_at_the_address_is_a_failed_connection(firm: Firm) -> None:
    application, _ = recorder([web.Response()])
    async with served(firm, application):
        pass
    await firm.ann.says(firm.dm, "hi")
    await firm.slack.until(lambda: reasons(firm) == ["connection_failed", "connection_failed"])


async def test_an_address_that_does_not_know_the_challenge_is_not_verified(firm: Firm) -> None:
    application, _ = recorder([web.Response()])
    async with served(firm, application):
        assert not await firm.slack.verify(firm.app)


async def test_the_signature_is_slacks(firm: Firm) -> None:
    firm.app.signing_secret = "8f742231b10e8888abcd99yyyzzz85a5"
    body = (  # the example of Slack's page "Verifying requests from Slack"
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    found = signed(firm.app, body, 1531420618)["X-Slack-Signature"]
    assert found == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_the_timestamp_is_real_even_when_the_clock_was_moved(firm: Firm) -> None:
    firm.slack.clock.advance(7 * 86_400)
    application, got = recorder([web.Response()])
    async with served(firm, application):
        await firm.ann.says(firm.dm, "hi")
        await firm.slack.until(lambda: firm.slack.deliveries[0].acked)
    assert int(got[0].headers["X-Slack-Request-Timestamp"]) <= time.time()
