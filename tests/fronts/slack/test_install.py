"""A workspace installs the bot by itself: our page, Slack's page, and back; then it answers there."""

import base64
import hashlib
import logging
from pathlib import Path

import pytest

from bot.app.config import CannotStart
from bot.app.running import running
from bot.flows.shapes import Installation
from bot.fronts.slack.manifest import manifest
from bot.fronts.slack.scopes import scopes
from bot.store import new_key
from bot.store.installations import Installations
from bot.store.problems import StoreUnusable
from tests.fronts.slack.company import Here
from tests.fronts.slack.installing import CALLBACK, INSTALL, SCAM, service
from tests.postgres import postgres

pytestmark = pytest.mark.thorough  # the main ways stand beside it


@pytest.mark.parametrize("socket_mode", [False, True], ids=["http", "socket mode"])
async def test_from_the_page_to_an_answered_mail(tmp_path: Path, socket_mode: bool) -> None:
    async with service(str(tmp_path), socket_mode=socket_mode) as there:
        last = await there.installs()
        assert last.status == 200 and "Acme" in last.words
        assert SCAM in await there.answer(await there.asked(there.ann))
        kept = await there.running.store.installations.find(there.acme.id)
        assert kept and (kept.token, kept.installed_by) == (there.bot_in(there.acme).token, there.ann.id)
        assert there.bot_in(there.acme).bot_id == kept.bot_id


async def test_the_page_says_what_the_bot_may_do_and_why(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        page = await there.sees(INSTALL)
        assert page.status == 200 and page.tags.count("h1") == 1 and "main" in page.tags
        assert "script" not in page.tags and "form" not in page.tags
        for scope in scopes():
            assert scope.name in page.words and scope.why in page.words
        assert list(page.links) == ["Add to Slack"]
        style = page.text.partition("<style>")[2].partition("</style>")[0]
        known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert style and f"style-src 'sha256-{known}'" in page.headers["Content-Security-Policy"]
        slacks = await there.asks()
        assert "Legitbot wants to access the Acme workspace" in slacks.words


async def test_slack_is_asked_for_exactly_what_the_manifest_names(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        asked = (await there.sees(f"{INSTALL}/start")).said
        named = manifest(socket_mode=True)["oauth_config"]["scopes"]
        assert set(asked["scope"].split(",")) == {*named["bot"], *named["bot_optional"]}
        assert asked["redirect_uri"] == there.origin + CALLBACK
        assert asked["client_id"] == there.app.client_id


async def test_two_workspaces_are_answered_each_with_its_own_token(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        await there.installs(there.acme)
        await there.installs(there.beta)
        for person in (there.ann, there.ben):
            assert SCAM in await there.answer(await there.asked(person))
        assert len(there.welcomes(there.beta, there.ben)) == len(there.welcomes(there.acme, there.ann)) == 1


async def test_the_installer_is_welcomed_once_and_told_what_was_left_out(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        page = await there.asks()
        await there.sees(await there.sent_back(page))
        await there.slack.until(lambda: there.welcomes(there.acme, there.ann))
        (said,) = there.welcomes(there.acme, there.ann)
        assert "is installed" in said and "users:read" in said  # the browser left out all that is optional
        await there.installs()
        await there.quiet()
        assert len(there.welcomes(there.acme, there.ann)) == 1


async def test_installing_again_grants_more_at_once_and_leaves_others_alone(tmp_path: Path) -> None:
    """The directory of colleagues is read as soon as it may be."""
    async with service(str(tmp_path)) as there:
        await there.installs(there.beta)
        await there.installs()
        front = there.running.front
        before = front.workspaces.get(there.beta.id)
        (known,) = (one for one in front.workspaces if one.id == there.acme.id)
        assert not known.may("users:read")
        await there.sees(await there.sent_back(await there.asks(), scope="users:read"))
        again = front.workspaces.get(there.acme.id)
        assert again and again.may("users:read")
        await there.slack.until(lambda: front.counter.people.directory(there.acme.id).boxes)
        assert front.workspaces.get(there.beta.id) is before


async def test_after_a_restart_everybody_is_still_answered_and_slack_is_not_asked_who_they_are(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        await there.installs(there.acme)
        await there.installs(there.beta)
        await there.quiet()
        await there.stop()
        asked = len(there.slack.called("auth.test"))
        await there.start()
        assert SCAM in await there.answer(await there.asked(there.ben))
        assert len(there.slack.called("auth.test")) == asked


async def test_an_event_that_came_while_the_database_was_away_is_answered_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack hears no "ok" for it, and sends it again."""
    async with service(str(tmp_path)) as there:
        await there.installs()
        await there.quiet()
        front, left = there.running.front, [1]
        front.workspaces._by_id.clear()
        front.workspaces._looked.clear()
        find = type(there.running.store.installations).find

        async def away_once(installations: Installations, workspace: str) -> Installation | None:
            if left.pop() if left else 0:
                raise StoreUnusable("away")
            return await find(installations, workspace)

        monkeypatch.setattr(Installations, "find", away_once)
        assert SCAM in await there.answer(await there.asked(there.ann))
        assert max(len(one.attempts) for one in there.slack.deliveries) == 2


async def test_with_new_keys_it_goes_on_and_the_old_key_can_go(tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    async with service(str(tmp_path), start=False) as there:
        await there.start(key=old)
        await there.installs()
        await there.quiet()
        for key in (f"{new},{old}", new):
            await there.stop()
            await there.start(key=key)
        assert SCAM in await there.answer(await there.asked(there.ann))


@pytest.mark.thorough
async def test_a_worker_answers_for_a_workspace_that_came_after_it_had_started() -> None:
    """And for one that got another token since."""
    async with service(postgres().database(), start=False, work_stop_seconds=5) as there:
        key = "k" * 43
        worker = there.config.changed(key=key)
        async with running(worker, Here(), there.time, hears=False, opens=False) as second:
            await there.start(key=key)
            await there.installs()
            await there.running.engine.stop(5)  # only the worker is left to do the jobs
            assert SCAM in await there.answer(await there.asked(there.ann))
            first = second.front.workspaces.get(there.acme.id)
            assert first is not None
            await there.acme.uninstall(there.app)
            await there.slack.until(lambda: there.running.front.workspaces.get(there.acme.id) is None)
            await there.installs()
            assert SCAM in await there.answer(await there.asked(there.ann))
            assert (await second.front.workspaces.find(there.acme.id) or first).token != first.token


async def test_a_dead_token_does_not_stop_the_other_workspaces(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with service(str(tmp_path), start=False) as there:
        bot = there.beta.install(there.app)
        tokens = ("xoxb-dead-1", bot.token)
        await there.start(bot_tokens=tokens, client_id="", client_secret="")
        assert SCAM in await there.answer(await there.asked(there.ben))
        (line,) = (one for one in caplog.messages if "SLACK_BOT_TOKEN" in one)
        assert "number 1" in line and "xoxb" not in line


async def test_without_a_token_and_without_an_address_the_operator_is_told_what_to_set(tmp_path: Path) -> None:
    async with service(str(tmp_path), start=False) as there:
        with pytest.raises(CannotStart, match="public_url"):
            await there.start(web_public_url="")


async def test_where_nobody_may_install_there_is_no_page(tmp_path: Path) -> None:
    async with service(str(tmp_path), start=False) as there:
        bot = there.acme.install(there.app)
        await there.start(bot_tokens=(bot.token,), client_id="", client_secret="")
        assert (await there.sees(INSTALL)).status == 404


async def test_no_token_nor_secret_is_logged_or_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with service(str(tmp_path)) as there:
        back = await there.sent_back(await there.asks())
        last = await there.sees(back)
        bot = there.bot_in(there.acme)
        code = last.said["code"] if "Location" in last.headers else back.partition("code=")[2].partition("&")[0]
        for secret in (bot.token, there.app.client_secret, code):
            assert secret and secret not in last.text + caplog.text + str(last.headers)
