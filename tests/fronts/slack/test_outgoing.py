"""What Slack, or what calls itself so, answers to our calls: nobody is told twice, and nobody is left without."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.flows.ports import Later, MaybeSent, NotSent
from bot.flows.shapes import Person, Place, To
from bot.fronts.slack.client import SlackClient
from bot.fronts.slack.gateway.gateway import Gateway
from bot.fronts.slack.gateway.outcomes import error_of, retry_after, status_of
from bot.fronts.slack.messenger import SlackMessenger
from bot.fronts.slack.workspaces import NoWorkspace, Workspaces
from bot.reply.reply import Block, Kind, Reply, Span

REPLY = Reply((Block(Kind.LEAD, (Span("Hello."),)),))
ANN = Person("T1", "U1")
DM = To(Place("T1", "D1", "1.1"))
WHO: dict[str, Any] = {"ok": True, "user_id": "U0", "team_id": "T1"}


@dataclass
class Odd:
    """Answers each method as a test says, and remembers who asked for what."""

    answers: dict[str, Callable[[], web.Response]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    workspaces: Workspaces = field(init=False)

    async def called(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        self.asked.append((request.method, method))
        if request.method == "GET" and f"{method}:GET" in self.answers:
            return self.answers[f"{method}:GET"]()
        return self.answers.get(method, lambda: web.json_response({"ok": False, "error": "unknown_method"}))()

    async def messenger(self) -> SlackMessenger:
        self.answers["auth.test"] = lambda: web.json_response(WHO)
        await self.workspaces.connect("xoxb-1")
        self.asked.clear()
        return SlackMessenger(self.workspaces)


@pytest.fixture
async def odd() -> AsyncIterator[Odd]:
    odd = Odd()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", odd.called)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        odd.workspaces = Workspaces(Gateway(session), f"http://127.0.0.1:{runner.addresses[0][1]}/api/")
        yield odd
    await runner.cleanup()


def answered(value: Any, status: int = 200, **headers: str) -> Callable[[], web.Response]:
    return lambda: web.json_response(value, status=status, headers={k.replace("_", "-"): headers[k] for k in headers})


def page(status: int, kind: str = "text/html", **headers: str) -> Callable[[], web.Response]:
    named = {name.replace("_", "-"): headers[name] for name in headers}
    return lambda: web.Response(text="<html>ok</html>", status=status, content_type=kind, headers=named)


@pytest.mark.parametrize("answer", [
    page(404), page(405), answered({"ok": False, "error": "unknown_method"}), answered({"message": "no"}, 404),
    page(404, "text/plain"),
])  # fmt: skip
async def test_what_is_not_known_by_get_is_asked_by_a_form(odd: Odd, answer: Callable[[], web.Response]) -> None:
    client = SlackClient(token="x", base_url=odd.workspaces.api_url)
    odd.answers |= {"users.info:GET": answer, "users.info": answered({"ok": True, "user": {"id": "U1"}})}
    assert (await client.users_info(user="U1", include_locale=True))["user"] == {"id": "U1"}
    assert odd.asked == [("GET", "users.info"), ("POST", "users.info")]


@pytest.mark.parametrize("error", ["user_not_found", "missing_scope", "invalid_auth"])
async def test_a_clear_answer_to_get_is_not_asked_for_again(odd: Odd, error: str) -> None:
    client = SlackClient(token="x", base_url=odd.workspaces.api_url)
    odd.answers["users.info"] = answered({"ok": False, "error": error})
    with pytest.raises(SlackApiError) as raised:
        await client.users_info(user="U1")
    assert error_of(raised.value) == error and status_of(raised.value) == 200 and len(odd.asked) == 1


@pytest.mark.parametrize("answer", [
    answered([]), answered("ok"), answered(None), answered(3), page(200), page(200, "text/plain"),
    page(200, "application/json"), answered({}), page(500),
])  # fmt: skip
async def test_an_answer_that_is_none_of_slacks_raises_slacks_error(
    odd: Odd, answer: Callable[[], web.Response]
) -> None:
    client = SlackClient(token="x", base_url=odd.workspaces.api_url)
    odd.answers["users.info"] = answer
    with pytest.raises(SlackApiError) as raised:
        await client.users_info(user="U1")
    assert error_of(raised.value) == ""


@pytest.mark.parametrize(("answer", "meaning"), [
    (answered({"ok": False, "error": "ratelimited"}, 429, Retry_After="0"), Later), (page(429, Retry_After="0"), Later),
    (page(429, Retry_After="soon"), MaybeSent),
    (page(500), MaybeSent), (page(502, "text/plain"), MaybeSent), (answered([]), MaybeSent), (page(200), MaybeSent),
    (answered({"ok": False, "error": "fatal_error"}), MaybeSent), (page(403), NotSent), (page(404), NotSent),
    (answered({"ok": False, "error": "invalid_auth"}), NotSent), (answered({"ok": False, "error": "no_text"}), NotSent),
])  # fmt: skip
@pytest.mark.thorough
async def test_a_refusal_means_not_sent_and_doubt_means_maybe(
    odd: Odd, answer: Callable[[], web.Response], meaning: type[Exception]
) -> None:
    messenger = await odd.messenger()
    odd.answers["chat.postMessage"] = answer
    with pytest.raises(meaning):
        await messenger.send(DM, ANN, REPLY, "key", "")


@pytest.mark.parametrize("opened", [
    answered({"ok": False, "error": "unknown_method"}), answered({"ok": True}), answered({"ok": True, "channel": []}),
    answered({"ok": False, "error": "missing_scope"}), page(404),
])  # fmt: skip
async def test_where_no_direct_message_can_be_opened_the_person_is_written_to(
    odd: Odd, opened: Callable[[], web.Response]
) -> None:
    messenger = await odd.messenger()
    odd.answers |= {"conversations.open": opened, "chat.postMessage": answered({"ok": True, "ts": "9.9"})}
    alone = To(Place("T1", "C1", "1.1"), "U1")
    assert await messenger.send(alone, ANN, REPLY, "key", "") == "9.9"


@pytest.mark.parametrize(("messages", "found"), [
    ([{"user": "U0", "ts": "2.2", "blocks": [{"block_id": "key"}]}], "2.2"),
    ([{"user": "U0", "ts": "2.2", "blocks": [{"block_id": "other"}]}], ""), ([], ""),
    ([{"user": "U1", "ts": "1.1"}], ""),
    ([{"user": "U0", "ts": "2.2", "blocks": [{"type": "rich_text"}]}], None), ([{"user": "U0", "ts": "2.2"}], None),
    ([None, 3, {"user": "U1", "blocks": "x"}], ""), ("junk", ""),
])  # fmt: skip
async def test_where_slack_keeps_no_keys_an_answer_may_have_arrived(odd: Odd, messages: Any, found: str | None) -> None:
    """Better a known gap than the same answer twice."""
    messenger = await odd.messenger()
    odd.answers["conversations.replies"] = answered({"ok": True, "messages": messages})
    assert await messenger.arrived(DM, "key") == found


@pytest.mark.parametrize("who", [
    answered({"ok": True, "team_id": "T1"}), answered({"ok": False, "error": "invalid_auth"}), answered([]), page(404),
])  # fmt: skip
async def test_a_slack_that_does_not_say_who_we_are_is_refused_with_a_sentence(
    odd: Odd, who: Callable[[], web.Response]
) -> None:
    """Without our own id we would answer ourselves for ever."""
    odd.answers["auth.test"] = who
    with pytest.raises(NoWorkspace, match=r"Slack .*\.$"):
        await odd.workspaces.connect("xoxb-1")


@pytest.mark.parametrize(("said", "seconds"), [
    ("7", 7), ("0.5", 0.5), ("soon", 1), ("", 1), (None, 1), ("-1", 1), ("nan", 1), ("inf", 1), ("99999999", 1),
])  # fmt: skip
def test_an_odd_wait_is_a_second(said: str | None, seconds: float) -> None:
    assert retry_after({"Retry-After": said} if said is not None else {}) == seconds
