"""After a mail that broke its process, the next mail is judged as if nothing had happened, and the pool is whole."""

import asyncio
import gc
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.flows.ports import TooSlow
from bot.flows.shapes import Dropped, Heard, Person, Turned
from bot.jobs.analysis import AnalysisPool
from tests.jobs.conftest import until
from tests.jobs.test_analysis import ANN, ASKER, alive, asked, pool
from tests.jobs.test_too_heavy import CALM, LURE, mail

REALLY = "tests.jobs.workers:really"
PROBE = Heard(text="is this legit?", files=(mail(LURE), mail(CALM, files=2, sender="House <house@acme.example>")))


async def probed(analysts: AnalysisPool) -> Turned:
    """The same question each time; the answer without how long it took."""
    turned = await analysts.turn(PROBE, b"", ASKER, Person("other", "bob"))
    return replace(turned, judged=tuple(replace(one, ms=0) for one in turned.judged))


def children() -> dict[int, str]:
    """Our processes and their states; "Z" is one that is dead and that nobody asked about."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.partition(":")[::2] for line in status.read_text("utf-8").splitlines())
        except OSError:
            continue
        if lines["PPid"].strip() == f"{os.getpid()}":
            found[int(status.parent.name)] = lines["State"].strip()[0]
    return found


async def is_whole(analysts: AnalysisPool, processes: int) -> None:
    """Wait until all processes are there again, and no dead one is left."""
    await until(lambda: not analysts._replacing and len(analysts._all) == processes)
    assert all(alive(process.id) for process in analysts._all)
    assert "Z" not in children().values()


@pytest.mark.parametrize("deed", ["hang", "crash", "segfault", "eat", "babble", "boast", "answer-twice", "raise"])
@pytest.mark.thorough
async def test_the_next_mail_is_judged_as_in_a_fresh_pool(deed: str) -> None:
    async with pool(function=REALLY) as analysts:
        fresh = await probed(analysts)
    assert [one.state for one in fresh.judged] == ["likely_scam", "no_warning_signs"]
    async with pool(limit_seconds=2, function=REALLY) as analysts:
        assert await probed(analysts) == fresh
        hostile = Heard(files=(Dropped(f"{deed}.eml", mail(LURE).data),))
        turned = await analysts.turn(hostile, b"", ASKER, ANN)
        assert deed == "answer-twice" or [one.state for one in turned.judged] == ["likely_scam"]
        assert await probed(analysts) == fresh
        await is_whole(analysts, 1)
        assert await probed(analysts) == fresh


@pytest.mark.thorough
async def test_processes_that_died_while_nobody_asked_cost_nobody_a_part_of_their_answer() -> None:
    async with pool(processes=2, function=REALLY) as analysts:
        fresh = await probed(analysts)
        for process in [*analysts._all]:
            process.kill()
        assert await probed(analysts) == fresh
        await is_whole(analysts, 2)


@pytest.mark.thorough
async def test_one_persons_hanging_mails_take_one_seat_and_no_other() -> None:
    async with pool(processes=2, limit_seconds=600) as analysts:
        hanging = [asyncio.create_task(asked(analysts, "hang")) for _ in range(10)]
        await asyncio.sleep(0)
        for number in range(5):
            assert (await asked(analysts, person=Person("acme", f"{number}"))).reply
        assert not any(one.done() for one in hanging)
        for one in hanging:
            one.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
        assert (await asked(analysts)).reply
        await is_whole(analysts, 2)


@pytest.mark.thorough
async def test_a_burst_from_one_workspace_makes_the_other_one_wait_for_a_single_turn() -> None:
    ended: list[str] = []

    async def one(analysts: AnalysisPool, person: Person) -> None:
        await asked(analysts, person=person)
        ended.append(person.workspace)

    async with pool() as analysts:
        burst = [asyncio.create_task(one(analysts, Person("acme", f"{number % 50}"))) for number in range(500)]
        await until(lambda: bool(ended))
        before = len(ended)
        await one(analysts, Person("other", "cem"))
        assert ended.index("other") - before <= 1
        await asyncio.gather(*burst)
    assert len(ended) == 501


@pytest.mark.thorough
async def test_killed_turns_leave_nothing_behind() -> None:
    async with pool(processes=2) as analysts:

        async def killed(turns: int) -> None:
            for number in range(turns // 4):  # each is killed twice, whole and briefly
                two = (asked(analysts, "crash", Person("acme", f"{number} {which}")) for which in "ab")
                assert all(isinstance(one, TooSlow) for one in await asyncio.gather(*two, return_exceptions=True))
            await is_whole(analysts, 2)
            gc.collect()

        await killed(12)
        before = resident_bytes(), open_files(), len(asyncio.all_tasks())
        await killed(48)
        after = resident_bytes(), open_files(), len(asyncio.all_tasks())
        assert after[0] - before[0] < 4_000_000
        assert after[1:] == before[1:]
        assert len(analysts._seats._queue) == 0


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
