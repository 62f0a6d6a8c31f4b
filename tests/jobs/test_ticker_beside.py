"""What the ticker looks after once a minute may hang for ever: the ticks go on, and the program ends."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime

import pytest

from bot.flows.tip_shapes import Ticked
from bot.jobs.apart import apart
from bot.jobs.ticker import Ticker
from bot.store.problems import StoreUnusable
from tests.jobs.conftest import Clock, until
from tests.jobs.test_ticker import ticking

FAR_TOO_LONG = 10.0  # seconds, of what takes a few milliseconds


class Ticks:
    """A store in which nothing is due; counts how often it was asked."""

    def __init__(self) -> None:
        self.count = 0

    async def mend(self, now: datetime) -> int:
        return 0

    async def tick(self, now: datetime, most: int) -> Ticked:
        self.count += 1
        return Ticked()

    async def go_on(self) -> None:
        there = self.count
        await until(lambda: self.count > there + 5)


@pytest.fixture
def hung() -> Iterator[threading.Event]:
    """A disk that does not answer, until the test is over."""
    answers = threading.Event()
    yield answers
    answers.set()


def ticker(ticks: Ticks, clock: Clock, seldom: Callable[[], Awaitable[None]]) -> Ticker:
    return Ticker(ticks, clock, lambda: None, seldom, every_seconds=0.01)  # type: ignore[arg-type]


async def test_a_folder_that_does_not_answer_stops_no_tick_and_is_not_asked_twice(
    clock: Clock, hung: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    ticks, ended, began = Ticks(), [], []

    async def seldom() -> None:
        began.append(clock())
        try:
            await apart(hung.wait)
        finally:
            ended.append(clock())

    async with ticking(ticker(ticks, clock, seldom)):
        for _ in range(3):
            await ticks.go_on()
            clock.forward(61)
        await ticks.go_on()
        assert len(began) == 1 and not ended
        assert "does the tips' folder answer?" in caplog.text
    assert len(ended) == 1, "and it is cancelled at the end"


async def test_once_it_has_ended_it_is_called_again_a_minute_later_whatever_came_of_it(clock: Clock) -> None:
    ticks, began = Ticks(), []

    async def seldom() -> None:
        began.append(clock())
        raise (StoreUnusable("It is away."), OSError("a disk"))[len(began) % 2]

    async with ticking(ticker(ticks, clock, seldom)):
        for count in (1, 2, 3):
            await ticks.go_on()
            assert len(began) == count
            clock.forward(61)


async def test_what_was_done_beside_is_over_when_the_ticker_has_ended(clock: Clock) -> None:
    """Else it would write into a database that is closed."""
    ticks, steps = Ticks(), []

    async def seldom() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)
            steps.append("tidied up")

    async with ticking(ticker(ticks, clock, seldom)):
        await ticks.go_on()
    assert steps == ["tidied up"]


async def test_work_apart_gives_back_what_it_returns_and_raises() -> None:
    assert await apart(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await apart(lambda: 1 // 0)


def test_work_that_hangs_apart_does_not_keep_the_program_from_ending(hung: threading.Event) -> None:
    async def program() -> None:
        work = asyncio.create_task(apart(hung.wait))
        await asyncio.sleep(0.05)
        work.cancel()
        await asyncio.wait([work])

    running = threading.Thread(target=asyncio.run, args=[program()], daemon=True)
    running.start()
    running.join(FAR_TOO_LONG)
    assert not running.is_alive()
