"""What doctor asks Slack, and what it finds in the work of a bot: each fault alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.doctor import State
from bot.app.doctor import slack as slack_checks
from bot.flows.shapes import Installation, Person
from bot.fronts.slack import probe
from bot.fronts.slack.scopes import scopes
from bot.store import new_key
from tests.commands.patients import keys_of, the, troubles, ward
from tests.fronts.slack.company import ALL_SCOPES
from tests.fronts.slack.other_slack import other_slack

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

OK, WARNING, WRONG = State
SLACK = frozenset({"slack", "tokens"})
WORK = frozenset({"database", "jobs", "failed-jobs", "workers", "gaps"})


@pytest.mark.parametrize("scope", scopes(), ids=lambda one: one.name)
async def test_a_permission_that_is_missing_says_what_is_lost_and_the_way_round(tmp_path: Path, scope) -> None:  # type: ignore[no-untyped-def]  # a table's row
    granted = tuple(one for one in ALL_SCOPES if one != scope.name)
    async with ward(tmp_path, made=False, scopes=granted) as there:
        found = await there.found(checks=SLACK)
    assert troubles(found) == [("scopes", WARNING if scope.optional else WRONG)]
    told = the(found, "scopes")
    assert f"does not grant {scope.name}" in told.says
    assert scope.lost in told.says
    assert scope.instead in told.do


async def test_a_workspace_is_named_and_a_token_by_its_place(tmp_path: Path) -> None:
    async with ward(tmp_path, made=False) as there:
        good = there.variables["SLACK_BOT_TOKEN"]
        found = await there.found({"SLACK_BOT_TOKEN": f"xoxb-wrong, {good}"}, checks=SLACK)
        [team] = there.slack.workspaces
    assert [one.says for one in found if one.check == "bot-token"] == [
        "SLACK_BOT_TOKEN (number 1): Slack refuses it (invalid_auth).",
        f"SLACK_BOT_TOKEN (number 2) is taken: Northwind ({team.id}).",
    ]
    assert troubles(found) == [("bot-token", WRONG)]


@pytest.mark.parametrize(("error", "says", "do"), [
    ("token_revoked", "is no longer valid (token_revoked)", "Install the app in the workspace again"),
    ("account_inactive", "is no longer valid (account_inactive)", "take this token out"),
    ("org_login_required", "SLACK_BOT_TOKEN: Slack does not take it (org_login_required)", "Look up this word"),
])  # fmt: skip
async def test_slacks_own_word_decides_what_to_do(tmp_path: Path, error: str, says: str, do: str) -> None:
    async with ward(tmp_path, made=False) as there:
        there.slack.faults.error("auth.test", error)
        told = the(await there.found(checks=SLACK), "bot-token")
    assert told.state is WRONG
    assert says in told.says
    assert do in told.do


async def test_socket_mode_that_is_off_at_slack_says_both_ways_out(tmp_path: Path) -> None:
    """The token is right, and no event would ever come."""
    async with ward(tmp_path, made=False, socket_mode=False) as there:
        found = await there.found(checks=SLACK)
    assert troubles(found) == [("app-token", WRONG)]
    assert "Socket Mode is off" in the(found, "app-token").says
    assert "Turn it on" in the(found, "app-token").do
    assert "SLACK_SIGNING_SECRET" in the(found, "app-token").do


@pytest.mark.parametrize(("seconds", "state"), [(0, OK), (15, OK), (60, WARNING), (290, WRONG)])
async def test_a_clock_that_is_off_is_told_before_slacks_requests_are_refused(
    tmp_path: Path, seconds: int, state: State
) -> None:
    async with ward(tmp_path, made=False) as there:
        there.slack.clock.advance(seconds)
        ahead = await there.found(checks=SLACK)
        behind = await there.found(
            checks=SLACK, now=lambda: datetime.fromtimestamp(there.slack.clock.now() + seconds, UTC)
        )
    assert the(ahead, "clock").state is the(behind, "clock").state is state
    if state is not OK:
        assert "NTP" in the(ahead, "clock").do


async def test_a_slack_in_trouble_is_not_called_a_wrong_token(tmp_path: Path) -> None:
    async with ward(tmp_path, made=False) as there:
        there.slack.faults.server_error("auth.test")
        there.slack.faults.server_error("apps.connections.open", status=500)
        found = await there.found(checks=SLACK)
        assert troubles(found) == [("app-token", WRONG), ("bot-token", WRONG)]
        assert "SLACK_BOT_TOKEN: Slack gave no clear answer about it (HTTP 503)" in the(found, "bot-token").says
        there.slack.faults.server_error("api.test")
        assert "(HTTP 503)" in the(await there.found(checks=SLACK), "slack").says
        assert len(there.slack.called("api.test")) == 2, "nothing is asked twice"


async def test_another_partys_slack_that_lacks_a_method_answers_all_the_same(tmp_path: Path) -> None:
    """Emulators know auth.test, which every bot calls, and not api.test; doctor must not stop there."""
    async with other_slack(tmp_path, "other JSON") as there, probe.Probe(f"{there.url}/api/") as asking:
        assert (await asking.reach()).seconds > 0
        assert [one for one, _ in there.calls][-2:] == ["api.test", "auth.test"]


async def test_a_slack_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "TIMEOUT", type(probe.TIMEOUT)(total=0.1))
    async with ward(tmp_path, made=False) as there:
        there.slack.faults.slow("api.test", 1.0)
        found = await there.found(checks=SLACK)
        assert "Timeout" in the(found, "slack").says
        assert len(there.slack.calls) == 1, "whoever does not answer one question is asked no other"


# ── Work ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("server", [False, True])
async def test_work_that_waits_and_nobody_who_does_it(tmp_path: Path, server: bool) -> None:
    async with ward(tmp_path, server=server) as there:
        assert troubles(await there.found(checks=WORK)) == []
        async with there.store(*keys_of(there.variables)) as store:
            await store.inbox.take("Ev1", "T1", "said", b"a mail", datetime.now(UTC) - timedelta(minutes=30))
        found = await there.found(checks=WORK)
        assert troubles(found) == [("jobs", WARNING), ("workers", WRONG)]
        assert the(found, "jobs").says == "Waiting: 1, the oldest for 30 minutes."
        assert "legitbot run" in the(found, "workers").do


async def test_a_worker_is_alive_while_its_heart_beats(tmp_path: Path) -> None:
    async with ward(tmp_path, server=True) as there, there.store(*keys_of(there.variables)) as store:
        await store.database.write(lambda one: one.exec_driver_sql("INSERT INTO procrastinate_workers DEFAULT VALUES"))
        assert the(await there.found(checks=WORK), "workers").says == "At work: 1."
        old = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        await store.database.write(lambda one: one.exec_driver_sql(old))
        assert the(await there.found(checks=WORK), "workers").says.startswith("No bot is running")


@pytest.mark.parametrize("server", [False, True])
async def test_what_was_given_up_is_counted_by_kind_and_reason(tmp_path: Path, server: bool) -> None:
    now = datetime.now(UTC)
    async with ward(tmp_path, server=server) as there:
        async with there.store(*keys_of(there.variables)) as store:
            for event, kind, why, ago in (
                ("1", "said", "LookupError", 1), ("2", "said", "LookupError", 2), ("3", "home", "Later", 3),
                ("4", "said", "OSError", 25),
            ):  # fmt: skip
                await store.inbox.take(f"Ev{event}", "T1", kind, b"a mail", now)
                if server:
                    job = await store.jobs.begin(int(event), int(event), now)
                else:
                    [job] = await store.jobs.claim(now, 1)
                assert job is not None
                await store.jobs.failed(job, now - timedelta(hours=ago), why)
        found = the(await there.found(checks=WORK), "failed-jobs")
    assert found.state is WARNING
    assert found.says == "Jobs that were given up in the last day: 3."
    assert found.details == ("2 x said: LookupError", "1 x home: Later")
    assert "the bot's log" in found.do


@pytest.mark.parametrize("server", [False, True])
async def test_every_gap_is_listed_with_what_is_known_of_it(tmp_path: Path, server: bool) -> None:
    now = datetime.now(UTC)
    async with ward(tmp_path, server=server) as there:
        async with there.store(*keys_of(there.variables)) as store:
            for channel, told in (("C1", True), ("C2", False)):
                person = Person("T1", f"U-{channel}")
                delivery = await store.deliveries.claim(person, channel, "answer", "1.2", now)
                await store.deliveries.sending(delivery, now)
                await store.deliveries.lost(delivery, now)
                if told:
                    assert await store.deliveries.untold(person) == 1
            cut = await store.deliveries.claim(Person("T2", "U3"), "C3", "answer", "1.2", now - timedelta(hours=1))
            await store.deliveries.sending(cut, now - timedelta(hours=1))
        found = the(await there.found(checks=WORK), "gaps")
    assert found.state is WARNING
    assert "never have arrived: 3, and 2 of them nobody was told of" in found.says
    ends = sorted(one.partition(" UTC: ")[2] for one in found.details)
    assert ends == [
        "workspace T1, channel or person C1, answer. The person was told.",
        "workspace T1, channel or person C2, answer. Nobody was told.",
        "workspace T2, channel or person C3, answer. Nobody was told.",
    ]
    assert f"{now - timedelta(hours=1):%Y-%m-%d %H:%M} UTC" in found.details[-1]


# ── Workspaces that installed the bot ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("server", [False, True])
async def test_a_stored_token_is_tried_as_well_and_one_that_no_key_opens_is_told(tmp_path: Path, server: bool) -> None:
    old, new = new_key(), new_key()
    async with ward(tmp_path, server=server, made=False, LEGITBOT_KEY=old) as there:
        [team], [app] = there.slack.workspaces, there.slack.apps
        other = there.slack.workspace("Southwind")
        token = other.install(app, scopes=list(ALL_SCOPES)).token
        async with there.store(old) as store:
            await store.installations.save(installation(other.id, "Southwind", token))
            await store.installations.save(installation("T0GONE", "Westwind", "xoxb-revoked"))
        found = await there.found()
        told = {one.says: one.do for one in found if one.check == "bot-token"}
        assert f"The stored token of Southwind ({other.id}) is taken: Southwind ({other.id})." in told
        refused = "The stored token of Westwind (T0GONE): Slack refuses it (invalid_auth)."
        assert "installed in that workspace again" in told[refused]
        assert f"SLACK_BOT_TOKEN is taken: Northwind ({team.id})." in told
        assert troubles(found) == [("bot-token", WRONG)]
        async with there.store(new, old):
            """The secret is sealed anew; tokens are when the bot starts."""
        found = await there.found({"LEGITBOT_KEY": f"{new},{old}"})
        assert "need an older key: 2. The next start" in the(found, "older-keys").says
        found = await there.found({"LEGITBOT_KEY": new})
        sealed = [one for one in found if "cannot be opened" in one.says]
        assert len(sealed) == 2
        assert all("Add the old key to LEGITBOT_KEY" in one.do for one in sealed)


async def test_an_app_that_nobody_installed_yet_needs_its_page(tmp_path: Path) -> None:
    client = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "a secret of many letters"}
    public = {"LEGITBOT_WEB_PUBLIC_URL": "https://legit.northwind.example"}
    async with ward(tmp_path) as there:
        alone = await there.found(client | {"SLACK_BOT_TOKEN": ""})
        found = await there.found(client)
        opened = await there.found(client | public)
        new = await there.found(client | public | {"SLACK_BOT_TOKEN": ""})
    assert troubles(alone) == [("install-page", WRONG)]
    assert "Set public_url below [web]" in the(alone, "install-page").do
    assert troubles(found) == [("install-page", WARNING)]
    assert troubles(opened) == troubles(new) == []
    assert the(opened, "install-page").says == (
        "Workspaces can install the bot at https://legit.northwind.example/slack/install."
    )
    assert the(new, "install-page").says.startswith("No workspace has installed the bot yet.")


async def test_tokens_that_there_is_no_time_for_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_checks, "ASKING", 0.3)
    async with ward(tmp_path, made=False) as there:
        there.slack.faults.slow("auth.test", 5.0)
        good = there.variables["SLACK_BOT_TOKEN"]
        found = await there.found({"SLACK_BOT_TOKEN": f"{good},xoxb-wrong"}, checks=SLACK)
    assert [one.state for one in found if one.check == "bot-token"] == [WRONG, WARNING]
    assert "some tokens were not looked at: 1." in found[-1].says


def installation(workspace: str, name: str, token: str) -> Installation:
    return Installation(
        workspace=workspace, name=name, enterprise="", app="A1", bot_user="U1", bot_id="B1", token=token,
        scopes=("chat:write",), installed_by="U2", at=datetime.now(UTC),
    )  # fmt: skip
