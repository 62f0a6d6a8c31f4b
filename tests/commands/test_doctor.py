"""`legitbot doctor` as an operator runs it: beside a bot, on either database, with everything wrong at once."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.group import legitbot as command
from bot.flows.shapes import Person
from bot.store import Keys, OpenStore
from tests.commands.patients import Ward, ward
from tests.fronts.slack.company import company
from tests.fronts.slack.process import environment

WELL = "Nothing is wrong."


def lines(said: str) -> list[str]:
    return said.splitlines()


@pytest.mark.thorough
@pytest.mark.parametrize("server", [False, True])
async def test_a_bot_that_is_well_gets_a_clean_bill(tmp_path: Path, server: bool) -> None:
    async with ward(tmp_path, server=server) as there:
        status, said = await there.told()
    *checks, ending = lines(said)
    assert [line for line in checks if not line.startswith("ok ")] == []
    assert (status, ending) == (0, WELL)
    for title in ("Settings", "Secrets", "Key", "Content", "Database", "Migrations", "Waiting jobs", "Missing answers",
                  "Slack", "Clock", "App token", "Bot token", "Permissions", "Reading mails"):  # fmt: skip
        assert any(line.startswith(f"ok {title}: ") for line in checks), title


@pytest.mark.thorough
async def test_beside_a_running_bot_it_looks_and_leaves_no_trace(tmp_path: Path) -> None:
    """The bot is asked while doctor looks, and answers as if nobody looked."""
    async with company(tmp_path) as there:
        running = Ward(there.slack, environment(there.slack, there.app, tmp_path, there.bot), tmp_path)
        before = len(there.slack.called("chat.postMessage"))
        doctor = asyncio.create_task(running.told())
        asked = [
            await there.ann.says(there.dm(), f"Is this legit? Pay {number} gift cards today.") for number in range(3)
        ]
        for one in asked:
            assert await there.answer(one)
        status, said = await doctor
        assert (status, lines(said)[-1]) == (0, WELL)
        assert "a bot is using it now" in said
        assert "ok Workers: A bot is at work." in lines(said)
        after = await there.ann.says(there.dm(), "I bought the gift cards")
        assert await there.answer(after)
        await there.quiet()
        assert len(there.slack.called("chat.postMessage")) == before + len(asked) + 1


@pytest.mark.thorough
async def test_json_holds_every_gap_and_a_person_is_shown_twenty(tmp_path: Path) -> None:
    async with ward(tmp_path) as there:
        async with there.store() as store:
            await lose(store, 25)
        status, said = await there.told()
        assert status == 0, "a gap is something to know, and stops nothing"
        start = next(number for number, line in enumerate(lines(said)) if line.startswith("!  Missing answers: "))
        gaps = [line for line in lines(said)[start:] if line.startswith("   - ")]
        assert len(gaps) == 20
        assert "workspace T1, channel or person C24, answer. Nobody was told." in gaps[0]
        assert lines(said)[start + 21] == "   and 5 more (all of them: legitbot doctor --json)"
        assert lines(said)[-1] == "Nothing is wrong. 1 to know about."
        status, said = await there.told("--json")
    rows = [one for one in json.loads(said) if one["check"] == "gaps"]
    assert [set(one) for one in rows] == [{"check", "state", "says", "do"}] * 26
    assert rows[0]["says"].startswith("Answers that may never have arrived: 25, and 25 of them nobody was told of.")
    assert all(any(f"C{number}," in one["says"] for one in rows[1:]) for number in range(25))
    assert {one["state"] for one in rows} == {"warning"}


async def lose(store: OpenStore, number: int) -> None:
    """So many answers that may never have arrived."""
    for one in range(number):
        now = datetime.now(UTC)
        delivery = await store.deliveries.claim(Person("T1", "U1"), f"C{one}", "answer", "1.2", now)
        await store.deliveries.sending(delivery, now)
        await store.deliveries.lost(delivery, now)


@pytest.mark.thorough
async def test_no_secret_is_printed_not_even_a_part_of_one(tmp_path: Path) -> None:
    """Everything is wrong, and every secret stands where doctor has to speak of it."""
    planted = {
        "SLACK_BOT_TOKEN": "xoxb-1234567890-plantedbottoken", "SLACK_APP_TOKEN": "xapp-1-A0PLANTED-plantedapptoken",
        "SLACK_SIGNING_SECRET": "planted signing secret", "SLACK_CLIENT_SECRET": "plantedclientsecret",
        "LEGITBOT_KEY": "plantedkeyfornobody,plantedoldkey", "LEGITBOT_EXERCISE_MARK": "planted",
        "DATABASE_URL": "postgresql://planteduser:plantedpassword@127.0.0.1:9/planteddatabase",
        "LEGITBOT_WORK_ANALYSTS": "xoxb-plantedinawrongplace", "LEGITBOT_SLACK_OPERATOR": "xapp-plantedtoo",
    }  # fmt: skip
    (tmp_path / "legitbot.toml").write_text('[slack]\ntoken = "xoxb-plantedinthefile"\nplanted = 1\n')
    async with ward(tmp_path) as there:
        for arguments in ((), ("--json",)):
            status, said = await there.told(*arguments, **planted)
            assert status == 1
            for secret in ("bottoken", "apptoken", "signing secret", "clientsecret", "keyfor", "oldkey", "password",
                           "inawrong", "plantedtoo", "inthefile", "1234567890", "A0PLANTED"):  # fmt: skip
                assert f"planted{secret}" not in said
                assert secret not in said.replace("password in DATABASE_URL", ""), secret


def test_key_prints_the_key_alone_and_beside_it_how_to_use_it() -> None:
    first, second = (CliRunner().invoke(command, ["key"]) for _ in range(2))
    assert first.exit_code == 0
    Keys(first.stdout.strip())  # raises where it is none
    assert len(first.stdout) == 44
    assert first.stdout != second.stdout
    [comment] = first.stderr.splitlines()
    assert comment.startswith("# ")
    assert "LEGITBOT_KEY=new,old" in comment
