"""docs/install.md, followed word by word by somebody who believes all of it, in a shell and in the local Slack.

What differs from life: `pip install .` puts this checkout there without a network, the clicks on api.slack.com are
done by the local Slack's own calls, SLACK_API_URL names that Slack, and ports are free ones.
"""

import re
import shlex
from pathlib import Path

import pytest

from bot.localslack import LocalSlack
from tests.newcomer import EXAMPLE, PAGE, PROCFILE, Reader, steps_of, terminal
from tests.postgres import postgres


@pytest.mark.thorough
async def test_whoever_follows_the_ten_minute_road_is_answered(tmp_path: Path) -> None:
    """Should this fail, a newcomer stops where it fails, and does not come back."""
    async with LocalSlack() as slack, terminal(tmp_path, slack.api_url) as shell:
        reader = Reader(tmp_path, shell, slack, slack.workspace("Acme"))
        steps = steps_of("A")
        for step in steps[:-1]:
            await reader.follows(step)
        assert reader.app and reader.bot
        assert slack.deliveries and all(one.acked for one in slack.deliveries)
        assert (reader.folder / "legitbot.env").stat().st_mode & 0o077 == 0
        assert (reader.folder / "legitbot.db.key").stat().st_mode & 0o077 == 0
        for secret in (reader.bot.token, reader.app.app_token):
            assert secret not in "\n".join(shell.said)


@pytest.mark.thorough
async def test_whoever_follows_the_road_with_an_address_installs_it_by_its_page_and_is_answered(tmp_path: Path) -> None:
    """The steps of road A to which it points are done where it points to them."""
    async with LocalSlack() as slack, terminal(tmp_path, slack.api_url) as shell:
        reader = Reader(tmp_path, shell, slack, slack.workspace("Acme"))
        first = steps_of("A")[0]
        for step in steps_of("B"):
            if step.says("](#1-install-the-program)"):
                await reader.follows(first)
            if step.says("](#9-ask-it)"):
                await reader.writes(EXAMPLE)
            await reader.follows(step)
            if step.title.endswith("let Slack see that it is there"):
                assert reader.app and await slack.verify(reader.app)
            if step.says("Add to Slack"):
                await reader.installs_it_by_the_page()
        assert slack.deliveries and all(one.acked for one in slack.deliveries)
        for name, secret in reader.secrets.items():
            assert name == "SLACK_CLIENT_ID" or secret not in "\n".join(shell.said)


@pytest.mark.thorough
async def test_what_the_procfile_names_works_on_postgresql_with_the_variables_of_the_third_road(tmp_path: Path) -> None:
    """Should this fail, a platform deploys something that does not start, or that answers nobody."""
    lines = dict(line.split(": ", 1) for line in PROCFILE.splitlines() if line and not line.startswith("#"))
    (road,) = re.findall(r"^## C\. .*", PAGE, re.M | re.S)
    async with LocalSlack() as slack, terminal(tmp_path, slack.api_url) as shell:
        reader = Reader(tmp_path, shell, slack, slack.workspace("Acme"))
        for step in steps_of("A")[:3]:
            await reader.follows(step)
        (key,) = [line for line in await shell.runs("legitbot key") if not line.startswith("#")]
        given = {"LEGITBOT_KEY": key, "DATABASE_URL": postgres().database(migrated=False)}
        given |= {name: reader.secrets[name] for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")}
        assert all(f"`{name}`" in road for name in given)
        await shell.runs("\n".join(f"export {name}={shlex.quote(value)}" for name, value in given.items()))
        await shell.runs(lines["release"])
        await shell.starts(lines["worker"], "A worker of Legitbot is at work")
        await shell.starts(lines["web"], "Legitbot listens in Acme")
        await reader.writes(EXAMPLE)
        assert "ok Workers: At work: 2." in await shell.runs("legitbot doctor")


def test_the_steps_of_the_ten_minute_road_are_numbered_and_the_last_one_makes_a_service() -> None:
    """The test above leaves out the last step alone, which is for root."""
    titles = [one.title for one in steps_of("A")]
    assert [title.partition(".")[0] for title in titles] == [str(number + 1) for number in range(len(titles))]
    assert "[Service]" in steps_of("A")[-1].words and len(titles) >= 8
