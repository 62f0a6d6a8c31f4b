"""What was acknowledged is answered, once, whenever the process dies: real processes, real kill -9."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import GENUINE, SCAM
from tests.fronts.slack.process import environment, killed, legitbot


def variables(there: Company, folder: Path) -> dict[str, str]:
    return environment(there.slack, there.app, folder, there.bot)


@pytest.mark.thorough
async def test_killed_between_ack_and_answer_the_person_is_answered_once(tmp_path: Path) -> None:
    """The event and its job stand in the database before Slack hears "ok"."""
    async with company(tmp_path, start=False) as there:
        there.slack.faults.slow("download", 30)
        async with legitbot(variables(there, tmp_path)) as process:
            message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
            await there.slack.until(lambda: there.ann.statuses)
            assert there.slack.deliveries[0].acked
            await asyncio.sleep(0.2)  # the download has begun
            await killed(process)
        assert not there.answers(there.dm())
        async with legitbot(variables(there, tmp_path)):
            assert (await there.answer(message)).startswith("**This is likely a scam.**")
            await asyncio.sleep(1)
            assert len(there.answers(there.dm())) == 1


@pytest.mark.thorough
async def test_killed_between_slacks_answer_and_our_commit_nothing_is_said_twice(tmp_path: Path) -> None:
    """The answer stands in Slack and our ledger says "sending": it looks before it sends again."""
    async with company(tmp_path, start=False) as there:
        there.slack.faults.slow("chat.postMessage", 30)
        async with legitbot(variables(there, tmp_path)) as process:
            message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
            await there.slack.until(lambda: there.answers(there.dm()))
            await killed(process)
        async with legitbot(variables(there, tmp_path)):
            follow_up = await there.ann.says(there.dm(), "why?", thread=message)
            assert "What I saw" in await there.answer(follow_up, 2)
            await asyncio.sleep(1)
            assert len(there.answers(there.dm())) == 2


@pytest.mark.thorough
async def test_stopped_with_a_signal_it_answers_what_it_was_asked_first(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        there.slack.faults.slow("users.info", 1)
        async with legitbot(variables(there, tmp_path)) as process:
            message = await there.ann.says(there.dm(), files=[("a.eml", GENUINE)])
            await there.slack.until(lambda: there.slack.deliveries and there.slack.deliveries[0].acked)
            process.terminate()
            assert (await there.answer(message)).startswith("**I found no warning signs.**")
            assert await process.wait() == 0
        assert "Traceback" not in (tmp_path / "log.txt").read_text()


@pytest.mark.thorough
async def test_a_second_process_on_the_same_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there, legitbot(variables(there, tmp_path)):
        second = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=variables(there, tmp_path), stderr=asyncio.subprocess.PIPE
        )
        _, said = await second.communicate()
        assert second.returncode == 1 and said.startswith(b"Error: ") and b"Traceback" not in said
