"""Who comes back from Slack's page without having gone there from ours, in this browser, just now, gets nothing."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.fronts.slack.install.door import BEGUN, InstallDoor
from bot.fronts.slack.install.flow import Client, Flow
from bot.localslack.methods import METHODS
from bot.watch.metrics import REFUSED
from tests.fronts.slack.installing import CALLBACK, INSTALL, SCAM, Service, service

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

STATE = "Please begin again"


def counted(why: str) -> float:
    return float(REFUSED.labels(why)._value.get())


async def assert_nothing_is_installed(there: Service) -> None:
    assert await there.running.store.installations.all() == []
    assert not [*there.running.front.workspaces]


@pytest.mark.parametrize("query", [
    "", "?state=", "?code=1.2.3", "?code=1.2.3&state=foreign", f"?code=1.2.3&state={'a' * 43}", "?error=access_denied",
    f"?code=1&state={'a' * 2000}", "?state=%00&code=%ff", f"?state={'a' * 43}&state={'b' * 43}&code=1",
])  # fmt: skip
async def test_a_forged_callback_is_refused_before_slack_is_asked(tmp_path: Path, query: str) -> None:
    async with service(str(tmp_path)) as there:
        before = counted("oauth_state")
        page = await there.sees(f"{CALLBACK}{query}")
        assert (page.status, STATE in page.words) == (400, True)
        assert page.links == {"Begin again": there.origin + INSTALL}
        assert counted("oauth_state") == before + 1
        assert not there.slack.called("oauth.v2.access")


async def test_another_browser_cannot_use_the_state_and_the_right_one_still_can(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with service(str(tmp_path)) as there, aiohttp.ClientSession() as stranger:
        back = await there.sent_back(await there.asks())
        async with stranger.get(back) as answer:
            assert answer.status == 400
        await assert_nothing_is_installed(there)
        (line,) = (one for one in caplog.messages if "refused" in one)
        assert line == "requests refused (oauth_state): 1"
        assert (await there.sees(back)).status == 200


async def test_a_used_state_is_refused_and_what_was_installed_stays(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        back = await there.sent_back(await there.asks())
        assert [(await there.sees(back)).status for _ in range(2)] == [200, 400]
        assert SCAM in await there.answer(await there.asked(there.ann))


async def test_a_state_of_a_former_try_is_refused(tmp_path: Path) -> None:
    """The cookie is that of the last try."""
    async with service(str(tmp_path)) as there:
        first = await there.sent_back(await there.asks())
        second = await there.sent_back(await there.asks())
        assert [(await there.sees(one)).status for one in (first, second)] == [400, 200]


async def test_an_expired_state_is_refused(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        page = await there.asks()
        there.slack.clock.advance(9 * 60)
        back = await there.sent_back(page)
        there.slack.clock.advance(2 * 60)
        assert STATE in (await there.sees(back)).words
        await assert_nothing_is_installed(there)


async def test_who_says_no_is_told_that_nothing_happened(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        page = await there.sees(await there.sent_back(await there.asks(), "cancel"))
        assert (page.status, "not allowed" in page.words) == (403, True)
        await assert_nothing_is_installed(there)


async def test_a_code_that_is_not_slacks_is_refused(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        state = (await there.sees(f"{INSTALL}/start")).said["state"]
        page = await there.sees(f"{CALLBACK}?code=1.2.3&state={state}")
        assert (page.status, "Slack's answer" in page.words) == (400, True)
        await assert_nothing_is_installed(there)


async def slack_answers(there: Service, monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]) -> int:
    """The status of our page where Slack answers the code with this."""
    method = METHODS["oauth.v2.access"]

    async def run(_: object) -> dict[str, Any]:
        return answer

    monkeypatch.setitem(METHODS, "oauth.v2.access", replace(method, run=run))
    page = await there.sees(await there.sent_back(await there.asks()))
    return page.status


GRANT = {
    "access_token": "xoxb-1",
    "scope": "chat:write",
    "authed_user": {"id": "U1"},
    "team": {"id": "T1", "name": "A"},
}


@pytest.mark.parametrize(("answer", "status"), [
    (GRANT | {"is_enterprise_install": True}, 403),
    (GRANT | {"team": None, "enterprise": {"id": "E1"}}, 403),
    (GRANT | {"refresh_token": "xoxe-1", "expires_in": 43200}, 502),
    (GRANT | {"access_token": None}, 502),
    (GRANT, 502),  # auth.test does not know this token
    ({}, 403),
], ids=["organisation", "no team", "rotation", "no token", "dead token", "nothing"])  # fmt: skip
async def test_an_installation_that_we_cannot_serve_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any], status: int
) -> None:
    async with service(str(tmp_path)) as there:
        assert await slack_answers(there, monkeypatch, answer) == status
        await assert_nothing_is_installed(there)


async def test_a_wrong_client_secret_is_told_to_the_operator(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with service(str(tmp_path), start=False) as there:
        await there.start(client_secret="wrong-secret")
        page = await there.installs()
        assert page.status == 502
        assert "bad_client_secret" in caplog.text and "wrong-secret" not in caplog.text + page.text


async def test_nobody_is_sent_anywhere_but_to_slack(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        elsewhere = "https://elsewhere.example/"
        query = f"?redirect_uri={elsewhere}&next={elsewhere}&state={elsewhere}"
        start = await there.sees(f"{INSTALL}/start{query}")
        assert start.goes_to == f"{there.slack.core.origin}/oauth/v2/authorize"
        assert "elsewhere" not in start.headers["Location"]
        for path in (INSTALL, CALLBACK):
            page = await there.sees(path + query)
            assert "Location" not in page.headers and "elsewhere" not in page.text


async def test_a_workspace_may_have_any_name(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        there.acme.name = "</h1><script>alert(1)</script>{{ 7*7 }}\u202e"
        page = await there.installs()
        assert page.status == 200
        assert "script" not in page.tags and "{{ 7*7 }}" in page.words


@pytest.mark.parametrize(("public_url", "cookie", "is_secure"), [
    ("https://legit.example", "__Host-legitbot-install", True), ("http://127.0.0.1:3000", "legitbot-install", False),
])  # fmt: skip
async def test_the_cookie_is_for_this_host_alone_and_not_for_scripts(
    tmp_path: Path, public_url: str, cookie: str, is_secure: bool
) -> None:
    async with service(str(tmp_path)) as there:
        front = there.running.front
        store = there.running.store
        flow = Flow(Client("1.2", "s", public_url), front.workspaces, store.installations, there.time.now, print)
        response = await InstallDoor(flow).started(None)  # type: ignore[arg-type]  # it looks at nothing
        morsel = response.cookies[cookie]
        assert (morsel["httponly"], morsel["samesite"], morsel["path"], morsel["domain"]) == (True, "Lax", "/", "")
        assert (bool(morsel["secure"]), morsel["max-age"]) == (is_secure, "600")
        assert f"redirect_uri={public_url}{CALLBACK}" in response.headers["Location"]


async def test_looking_at_an_address_from_afar_begins_nothing(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        async with there.web.head(f"{there.origin}{INSTALL}/start") as answer:
            assert answer.status == 405
        async with there.web.post(there.origin + CALLBACK, data={"code": "1"}) as answer:
            assert answer.status == 405


async def test_a_flood_of_beginnings_writes_a_bounded_number_of_rows_and_ends_by_itself(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        now = [0.0]
        door = there.running.front.install
        assert door is not None
        door._clock = lambda: now[0]
        started = [(await there.sees(f"{INSTALL}/start")).status for _ in range(BEGUN.burst + 20)]
        assert started == [302] * BEGUN.burst + [503] * 20
        with closing(sqlite3.connect(tmp_path / "legitbot.db")) as database:
            (rows,) = database.execute("SELECT count(*) FROM oauth_states").fetchone()
        assert rows == BEGUN.burst
        now[0] += 1 / BEGUN.a_second
        assert (await there.sees(f"{INSTALL}/start")).status == 302
