"""Checks a second through one, two and three workers on PostgreSQL, the front leaving all work to them.

PostgreSQL, the local Slack, the front and the workers share this machine's cores: what is seen is what one more worker
adds here, and whether every answer came once.
"""

import asyncio
import contextlib
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crowd import AnswersLost, Crowd
from bench.figures import machine, quantile
from bench.process import children, cpu_seconds, legitbot
from bench.slack import mails
from bot.localslack import LocalSlack
from bot.store import new_key
from tests.postgres import postgres, remove_postgres

_WORKSPACES, _PEOPLE, _AT_ONCE = 20, 1_000, 200
_WORKERS = (1, 2, 3)


def measure(checks: int) -> bool:
    """Print the table. False: an answer was lost or came twice."""
    print(f"\nWorkers on PostgreSQL: {_AT_ONCE} people at once in {_WORKSPACES} workspaces; {machine()}\n")
    print("| workers | checks | a second | verdict p50 ms | p95 ms | CPU ms a check | answered once |")
    print("|---|---|---|---|---|---|---|")
    try:
        well = [asyncio.run(_measured(workers, checks)) for workers in _WORKERS]
        return all(well)
    finally:
        remove_postgres()


async def _measured(workers: int, checks: int) -> bool:
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="legitbot-bench-")))
        slack = await stack.enter_async_context(LocalSlack())
        crowd = Crowd.in_slack(slack, _WORKSPACES, _PEOPLE)
        variables = {
            "SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": ",".join(bot.token for bot in crowd.bots),
            "SLACK_APP_TOKEN": crowd.app.app_token, "DATABASE_URL": postgres().database(), "LEGITBOT_KEY": new_key(),
            "LEGITBOT_WORK_ANALYSTS": "1", "LEGITBOT_WORK_IN_RUN": "no",
        }  # fmt: skip
        pids = []
        for number in range(workers + 1):
            place = folder / f"{number}"
            place.mkdir()
            command = "worker" if number else "run"
            pids.append((await stack.enter_async_context(legitbot(place, command, **variables))).pid)
        return await _asked(crowd, workers, checks, pids)


async def _asked(crowd: Crowd, workers: int, checks: int, pids: list[int]) -> bool:
    given, verdicts, made = mails(), list[float](), 0
    await crowd.wave(crowd.seats[:_AT_ONCE], list(islice(given, _AT_ONCE)))  # to warm up
    every = [one for pid in pids for one in (pid, *children(pid))]
    began, busy = time.monotonic(), cpu_seconds(*every)
    try:
        while made < checks:
            first = (made + _AT_ONCE) % _PEOPLE
            found = await crowd.wave(crowd.seats[first : first + _AT_ONCE], list(islice(given, _AT_ONCE)))
            verdicts += found.verdict
            made += _AT_ONCE
    except AnswersLost as error:
        print(f"ANSWERS LOST: {error}")
        return False
    took, computed = time.monotonic() - began, cpu_seconds(*every) - busy
    crowd.count_all()
    verdicts.sort()
    print(
        f"| {workers} | {made} | {made / took:.0f} | {quantile(verdicts, 0.5):.0f} | {quantile(verdicts, 0.95):.0f} "
        f"| {1000 * computed / made:.1f} | {crowd.answered_once} of {made + _AT_ONCE} |",
        flush=True,
    )
    return crowd.answered_once == made + _AT_ONCE
