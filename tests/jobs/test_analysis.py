"""Mails that hang, crash or eat their reader: real processes, really killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.flows.check import Asker
from bot.flows.ports import TooSlow
from bot.flows.shapes import Dropped, Heard, How, Person, Turned
from bot.jobs import analyst_process
from bot.jobs.analysis import AnalysisFailed, AnalysisPool, AnalysisUnusable
from bot.jobs.frames import Directory, frame
from bot.library.organisation import Organisation
from bot.mail.email import Mailbox
from bot.reply.reply import Block, Button, Kind, Span
from tests.jobs.conftest import until

ROOT = Path(__file__).parents[2]
ASKER = Asker()
ANN = Person("acme", "ann")


@asynccontextmanager
async def pool(
    processes: int = 1, limit_seconds: float = 30, memory_mb: int = 1024, function: str = "tests.jobs.workers:turn"
) -> AsyncIterator[AnalysisPool]:
    opened = AnalysisPool(processes, limit_seconds, memory_mb, function)
    await opened.start()
    try:
        yield opened
    finally:
        await opened.close()


def process_of(turned: Turned) -> int:
    """Which process took the turn."""
    assert turned.reply
    return int(turned.reply.blocks[0].spans[1].text)


async def asked(analysts: AnalysisPool, text: str = "hello", person: Person = ANN) -> Turned:
    return await analysts.turn(Heard(text=text), b"", ASKER, person)


def alive(process: int) -> bool:
    """Whether it runs: a dead one may stand in the list until somebody asks for its status."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text("utf-8")
    except FileNotFoundError:
        return False


async def test_a_turn_comes_back_whole() -> None:
    heard = Heard(
        How.EMAIL, "Is this legit? ✉", (Dropped("a.eml", b"\x00\xff"), Dropped("b", problem="gone")), "paid", 3
    )
    boxes = (Mailbox("Ann", "ann@acme.example"), Mailbox("Bob", "bob@acme.example"))
    asker = Asker(boxes, Organisation(frozenset({"acme.example"}), ("mx",)), "de", "at")
    async with pool() as analysts:
        turned = await analysts.turn(heard, b"memory ", asker, ANN)
        number = process_of(turned)
    assert turned.reply
    words = Span("Is this legit? ✉", untrusted=True), Span(f"{number}", bold=True)
    assert turned.reply.blocks == (Block(Kind.REASON, words, number=1),)
    assert turned.reply.blocks[0].kind is Kind.REASON
    assert turned.reply.buttons == (Button("helped", "2"),)
    assert turned.memory == b"memory \x00\xff"
    assert turned.colleague == boxes[1]
    assert turned.judged[0].signals == ("acme.example",)


async def test_half_a_surrogate_pair_costs_nobody_an_answer() -> None:
    half = "\ud83d"  # JSON can hold it, and UTF-8 cannot
    boxes = (Mailbox(f"Ann {half}", "ann@acme.example"),)
    async with pool() as analysts:
        turned = await analysts.turn(Heard(text=f"Hi {half}", files=(Dropped(half, b"\xed"),)), b"", Asker(boxes), ANN)
        assert turned.reply and turned.reply.blocks[0].spans[0].text == "Hi ?"
        assert turned.memory == b"\xed" and turned.colleague == Mailbox("Ann ?", "ann@acme.example")
        answered = await asked(analysts, "surrogate")
        assert answered.reply and answered.reply.blocks[0].spans[0].text == "?"


async def test_the_real_stories_are_told_in_a_process() -> None:
    headers = "From: Amazon Orders <amz.orders@mail.test>\nSubject: Order\n\n"
    mail = headers + "Your order of $1,249.00. To cancel call 803-555-0142."
    async with pool(function="bot.flows.conversation:turn") as analysts:
        turned = await asked(analysts, mail)
        again = await analysts.turn(Heard(text="why?"), turned.memory, ASKER, ANN)
    assert [one.state for one in turned.judged] == ["likely_scam"]
    assert again.reply and not again.judged


@pytest.mark.thorough
async def test_a_turn_that_hangs_is_killed_and_the_next_one_is_not_harmed() -> None:
    async with pool(limit_seconds=1.5) as analysts:
        before = process_of(await asked(analysts))
        with pytest.raises(TooSlow) as caught:
            await asked(analysts, "hang")
        assert not isinstance(caught.value, AnalysisFailed)
        after = process_of(await asked(analysts))
        assert after != before
        await until(lambda: not alive(before))


@pytest.mark.parametrize("deed", ["crash", "eat"])
@pytest.mark.thorough
async def test_a_turn_that_ends_its_process_is_told_and_the_next_one_is_not_harmed(deed: str) -> None:
    async with pool(memory_mb=400) as analysts:
        with pytest.raises(AnalysisFailed):
            await asked(analysts, deed)
        assert (await asked(analysts)).reply


async def test_a_turn_that_raises_is_told_without_a_word_of_the_mail(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async with pool() as analysts:
        before = process_of(await asked(analysts))
        with pytest.raises(AnalysisFailed):
            await asked(analysts, "raise")
        assert process_of(await asked(analysts)) == before, "no reason to start another process"
    said = caplog.text + capfd.readouterr().err
    assert "ValueError" in said and "workers.py" in said, "it says where"
    assert "ERROR bot.mail: 'cannot read %s'" in said, "a log in the process is heard"
    assert "Ann" not in said


@pytest.mark.thorough
async def test_what_a_library_prints_does_not_reach_the_bot() -> None:
    async with pool() as analysts:
        assert (await asked(analysts, "print")).reply
        assert (await asked(analysts)).reply


async def test_the_process_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "LEGITBOT_KEY", "DATABASE_URL"):
        monkeypatch.setenv(name, "secret")
    async with pool(function="tests.jobs.workers:without_secrets") as analysts:
        names = (await asked(analysts)).memory.decode().split()
    assert "PATH" in names
    assert not {"SLACK_BOT_TOKEN", "LEGITBOT_KEY", "DATABASE_URL"} & set(names)


@pytest.mark.thorough
async def test_a_process_that_died_while_idle_costs_nobody_an_answer() -> None:
    async with pool() as analysts:
        before = process_of(await asked(analysts))
        os.kill(before, signal.SIGKILL)
        await until(lambda: not alive(before))
        await asyncio.sleep(0.1)
        assert process_of(await asked(analysts)) != before


@pytest.mark.thorough
async def test_a_turn_that_nobody_waits_for_answers_nobody_else() -> None:
    async with pool() as analysts:
        turn = asyncio.create_task(asked(analysts, "hang"))
        await asyncio.sleep(0.2)
        turn.cancel()
        with pytest.raises(asyncio.CancelledError):
            await turn
        turned = await asked(analysts, "mine")
        assert turned.reply and turned.reply.blocks[0].spans[0].text == "mine"


@pytest.mark.thorough
async def test_everybody_in_the_queue_gets_their_own_answer_from_either_process() -> None:
    async with pool(processes=2) as analysts:
        every = await asyncio.gather(
            *(asked(analysts, f"{number}", Person("acme", f"{number % 7}")) for number in range(40))
        )
    assert [one.reply and one.reply.blocks[0].spans[0].text for one in every] == [f"{number}" for number in range(40)]
    assert len({process_of(one) for one in every}) == 2


@pytest.mark.thorough
async def test_one_hanging_mail_does_not_hold_up_the_other_process() -> None:
    async with pool(processes=2, limit_seconds=600) as analysts:
        hanging = asyncio.create_task(asked(analysts, "hang"))
        await asyncio.sleep(0)
        for _ in range(5):
            assert (await asked(analysts, person=Person("acme", "bob"))).reply
        assert not hanging.done()
        hanging.cancel()
        await asyncio.gather(hanging, return_exceptions=True)


def boxes(company: str, count: int) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(f"Person {number}", f"person{number}@{company}.example") for number in range(count))


@pytest.mark.thorough
async def test_a_directory_is_sent_once_and_an_old_one_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Directory] = []

    def spied(message: object) -> bytes:
        if isinstance(message, Directory):
            sent.append(message)
        return frame(message)  # type: ignore[arg-type]  # whatever is framed

    monkeypatch.setattr(analyst_process, "frame", spied)
    monkeypatch.setattr(analyst_process, "MOST_DIRECTORIES", 2)

    async with pool() as analysts:

        async def counted(directory: tuple[Mailbox, ...]) -> tuple[str, int]:
            turned = await analysts.turn(Heard(), b"", Asker(directory), ANN)
            assert turned.reply
            return turned.reply.buttons[0].label, len(sent)

        many = boxes("acme", 10_000)
        assert await counted(many) == ("10000", 1)
        assert await counted(many) == ("10000", 1)
        assert await counted(boxes("acme", 10_000)) == ("10000", 1), "the same people, read anew"
        assert await counted(()) == ("0", 1)
        assert await counted(boxes("b", 4)) == ("4", 2)
        assert await counted(many) == ("10000", 2)
        assert await counted(boxes("c", 5)) == ("5", 3)
        assert sent[2].forget == (sent[1].id,), "the one that was used longest ago"
        assert await counted(boxes("b", 4)) == ("4", 4)


async def test_processes_that_do_not_start_are_told() -> None:
    with pytest.raises(AnalysisUnusable, match="do not start"):
        await AnalysisPool(2, function="tests.jobs.workers:missing").start()


@pytest.mark.thorough
async def test_closing_ends_every_process_even_one_at_work() -> None:
    async with pool(processes=2) as analysts:
        idle = process_of(await asked(analysts))
        hanging = asyncio.create_task(asked(analysts, "hang"))
        await asyncio.sleep(0.1)
        await analysts.close()
        with pytest.raises(AnalysisFailed):
            await hanging
        with pytest.raises(AnalysisFailed):
            await asked(analysts)
        await until(lambda: not alive(idle))


PARENT = """
import asyncio
from bot.flows.check import Asker
from bot.flows.shapes import Heard, Person
from bot.jobs.analysis import AnalysisPool

async def main():
    pool = AnalysisPool(2, 600, function="tests.jobs.workers:turn")
    await pool.start()
    asyncio.create_task(pool.turn(Heard(text="hang"), b"", Asker(), Person("acme", "ann")))
    await asyncio.sleep(0.1)
    print(*(process.id for process in pool._all), flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
@pytest.mark.thorough
async def test_processes_die_with_the_bot_even_one_at_work() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert parent.stdout
    children = [int(number) for number in (await parent.stdout.readline()).split()]
    assert len(children) == 2 and all(alive(child) for child in children)
    parent.kill()
    await parent.communicate()
    await until(lambda: not any(alive(child) for child in children))


@pytest.mark.thorough
async def test_a_process_ends_where_nobody_speaks_to_it() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.jobs.analysis_worker", "tests.jobs.workers:turn", "1024", f"{os.getpid()}",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode == 0
    assert b"ready" in output


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarms")
async def test_a_process_that_nobody_kills_ends_itself() -> None:
    async with pool() as analysts:
        (process,) = analysts._all
        begun = process.take(Heard(text="hang"), b"", ASKER, 0.1)  # as by a bot that stands still: nobody kills it
        with pytest.raises(analyst_process.ProcessGone):
            await begun
        await until(lambda: not alive(process.id))
