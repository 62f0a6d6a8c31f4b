"""A workspace that takes the bot away is forgotten, whole; one that comes back is not lost over it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.localslack.team import Team
from tests.fronts.slack.installing import SCAM, Service, service
from tests.postgres import postgres

pytestmark = pytest.mark.thorough  # the main ways stand beside it

TABLES = (
    "installations", "events", "jobs", "deliveries", "conversations", "checks", "settings", "firsts", "questions",
    "waiting", "feedback", "changes",
)  # fmt: skip


async def rows(there: Service, team: Team) -> int:
    """How many rows are left of this workspace."""
    count = "SELECT " + " + ".join(f"(SELECT count(*) FROM {table} WHERE workspace = '{team.id}')" for table in TABLES)
    database = there.running.store.database
    return int(await database.read(lambda connection: connection.exec_driver_sql(count).scalar_one()))


async def sealed_token(there: Service, team: Team) -> bytes:
    query = f"SELECT token FROM installations WHERE workspace = '{team.id}'"
    database = there.running.store.database
    return bytes(await database.read(lambda connection: connection.exec_driver_sql(query).scalar_one()))


def on_disk(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.glob("legitbot.db*"))


async def both_asked(there: Service) -> None:
    await there.installs(there.acme)
    await there.installs(there.beta)
    for person in (there.ann, there.ben):
        assert SCAM in await there.answer(await there.asked(person))
    await there.quiet()


async def says_again(there: Service, team: Team, kind: str, **more: Any) -> None:
    """Slack sends an event of this kind (again)."""
    bot = there.bot_in(team)
    there.slack.core.office.announce(team, {"type": kind, "event_ts": there.slack.core.ts()} | more, only=bot)
    await there.quiet()


@pytest.mark.parametrize("socket_mode", [False, True], ids=["http", "socket mode"])
async def test_nothing_is_left_of_a_workspace_that_uninstalled(tmp_path: Path, socket_mode: bool) -> None:
    async with service(str(tmp_path), socket_mode=socket_mode) as there:
        await both_asked(there)
        token, sealed = there.bot_in(there.acme).token, await sealed_token(there, there.acme)
        assert sealed in on_disk(tmp_path) and token.encode() not in on_disk(tmp_path)
        others = await rows(there, there.beta)
        await there.acme.uninstall(there.app)
        await there.quiet()
        assert await rows(there, there.acme) == 0
        assert there.running.front.workspaces.get(there.acme.id) is None
        assert not there.running.front.counter.people.directory(there.acme.id).boxes
        left = on_disk(tmp_path)
        assert sealed not in left and token.encode() not in left and there.acme.id.encode() not in left
        assert await rows(there, there.beta) == others > 0
        assert SCAM in await there.answer(await there.asked(there.ben))


@pytest.mark.thorough
async def test_the_same_on_postgresql() -> None:
    async with service(postgres().database(), key="k" * 43) as there:
        await both_asked(there)
        others = await rows(there, there.beta)
        await there.acme.uninstall(there.app)
        await there.quiet()
        assert (await rows(there, there.acme), await rows(there, there.beta)) == (0, others)


async def test_what_waited_to_be_done_is_deleted_and_never_done(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        await there.installs()
        await there.quiet()
        await there.running.engine.stop(1)
        message = await there.asked(there.ann)
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
        store = there.running.store
        assert await store.jobs.under_way(there.time.now()) == 1
        await there.acme.uninstall(there.app)
        await there.slack.until(lambda: all(one.done.is_set() for one in there.slack.deliveries))
        assert await rows(there, there.acme) == 0
        await there.stop()
        await there.start()
        await there.quiet()
        assert not [one for one in message.channel.messages if one.thread_ts == message.ts and one.user != message.user]


@pytest.mark.parametrize("end", ["uninstall", "revoke"])
async def test_a_workspace_that_comes_back_is_served_with_its_new_token(tmp_path: Path, end: str) -> None:
    async with service(str(tmp_path)) as there:
        await there.installs()
        await there.quiet()
        before = there.bot_in(there.acme).token
        await getattr(there.acme, end)(there.app)
        await there.quiet()
        assert await there.running.store.installations.all() == []
        await there.installs()
        assert there.bot_in(there.acme).token != before
        assert SCAM in await there.answer(await there.asked(there.ann))
        # That the installer was welcomed before was forgotten with everything else.
        await there.slack.until(lambda: len(there.welcomes(there.acme, there.ann)) == 2)


async def test_late_news_of_the_old_token_does_not_delete_the_new_one(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        await there.installs()
        await there.acme.uninstall(there.app)
        await there.quiet()
        await there.installs()
        for _ in range(2):
            await says_again(there, there.acme, "app_uninstalled")
            bots = {"tokens": {"oauth": [], "bot": [there.bot_in(there.acme).id]}}
            await says_again(there, there.acme, "tokens_revoked", **bots)
        assert SCAM in await there.answer(await there.asked(there.ann))
        # Hours later there is no doubt, and Slack need not be asked.
        when = there.slack.core.now()
        there.slack.clock.advance(3600)
        await there.installs()
        asked = len(there.slack.called("auth.test"))
        workspaces = there.running.front.workspaces
        assert await workspaces.stands(there.acme.id, datetime.fromtimestamp(when, UTC))
        assert len(there.slack.called("auth.test")) == asked


async def test_a_persons_token_that_was_revoked_changes_nothing(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        await there.installs()
        there.slack.clock.advance(3600)
        await says_again(there, there.acme, "tokens_revoked", tokens={"oauth": [there.ann.id], "bot": []})
        await says_again(there, there.acme, "tokens_revoked", tokens={"bot": ["U0SOMEBODY"]})
        await says_again(there, there.acme, "tokens_revoked")
        assert SCAM in await there.answer(await there.asked(there.ann))


async def test_goodbye_may_be_said_many_times_at_once(tmp_path: Path) -> None:
    async with service(str(tmp_path)) as there:
        await both_asked(there)
        there.slack.faults.duplicate_events(2)
        await there.acme.uninstall(there.app)
        await there.quiet()
        for _ in range(2):
            await says_again(there, there.acme, "app_uninstalled")
        assert await rows(there, there.acme) == 0
        assert all(one.acked for one in there.slack.deliveries)


async def test_a_workspace_of_the_operators_is_forgotten_too(tmp_path: Path) -> None:
    async with service(str(tmp_path), start=False) as there:
        bot = there.acme.install(there.app)
        await there.start(bot_tokens=(bot.token,), client_id="", client_secret="")
        assert SCAM in await there.answer(await there.asked(there.ann))
        await there.quiet()
        assert await rows(there, there.acme) > 0
        await there.acme.uninstall(there.app)
        await there.quiet()
        assert await rows(there, there.acme) == 0
        assert await there.running.front.workspaces.find(there.acme.id) is None


async def test_while_slack_cannot_be_asked_a_doubtful_goodbye_is_not_acknowledged(tmp_path: Path) -> None:
    """Slack says it again, and then it is known."""
    async with service(str(tmp_path)) as there:
        await there.installs()
        await there.quiet()
        there.slack.faults.error("auth.test", "method_deprecated")
        await there.acme.uninstall(there.app)
        await there.quiet()
        assert sorted(len(one.attempts) for one in there.slack.deliveries[-2:]) == [1, 2]
        assert await there.running.store.installations.all() == []


async def test_a_token_that_slack_calls_dead_is_forgotten_until_there_is_another(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with service(str(tmp_path)) as there:
        await there.installs()
        await there.quiet()
        front = there.running.front.workspaces
        bot = there.bot_in(there.acme)
        bot.past[bot.token], bot.active = "token_revoked", False  # and Slack says nothing
        workspace = front.get(there.acme.id)
        assert workspace is not None
        with pytest.raises(Exception, match="token_revoked"):
            await workspace.reading.auth_test()
        assert front.get(there.acme.id) is None and await front.find(there.acme.id) is None
        assert there.acme.id in caplog.text and bot.token not in caplog.text
        assert len(await there.running.store.installations.all()) == 1  # only Slack's own word deletes anything
        await there.installs()
        assert SCAM in await there.answer(await there.asked(there.ann))
