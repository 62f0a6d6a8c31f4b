"""The pace: never more than Slack allows, nobody overtaken, nobody held for minutes, and no memory of everything."""

import asyncio
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fronts.slack.gateway.pace import Bucket, Lanes, TooLong
from bot.fronts.slack.gateway.tiers import CHANNEL, RATES, TIER_2, Rate, rate_of
from bot.localslack.validation import METHODS, TIERS
from tests.fronts.slack.leaping import Leaping

RATE = st.builds(Rate, st.integers(1, 20), st.sampled_from([0.25, 0.5, 1.0, 2.0, 8.0]))
GAPS = st.lists(st.sampled_from([0.0, 0.0, 0.25, 1.0, 7.5]), min_size=1, max_size=60)


def assert_allowed(rate: Rate, times: list[float]) -> None:
    """In every window, from any call to any other, no more than the burst and what the rate adds."""
    for first, last in itertools.combinations(range(len(times)), 2):
        seconds = times[last] - times[first]
        assert last - first + 1 <= rate.burst + seconds * rate.a_second + 1e-6, (first, last)


@given(RATE, GAPS)
def test_no_window_holds_more_than_the_rate_allows(rate: Rate, gaps: list[float]) -> None:
    bucket, now, times = Bucket(rate), 0.0, []
    for gap in gaps:
        now += gap
        now += bucket.wait(now)
        bucket.take(now)
        times.append(now)
    assert_allowed(rate, times)


@given(RATE, GAPS)
def test_a_burst_is_never_made_to_wait(rate: Rate, gaps: list[float]) -> None:
    """Whoever came after a rest finds the whole burst, whatever was before."""
    bucket, now = Bucket(rate), 0.0
    for gap in gaps:
        now += gap + bucket.wait(now + gap)
        bucket.take(now)
    now += rate.burst / rate.a_second
    for _ in range(rate.burst):
        assert bucket.wait(now) == 0
        bucket.take(now)
    assert bucket.wait(now) > 0


@given(RATE, GAPS, st.integers(0, 59), st.floats(0.5, 90))
def test_after_too_fast_nothing_leaves_before_slack_said_and_then_one_at_a_time(
    rate: Rate, gaps: list[float], when: int, seconds: float
) -> None:
    bucket, now, until = Bucket(rate), 0.0, float("inf")
    after = []
    for number, gap in enumerate(gaps):
        now += gap
        if number == when:
            until = now + seconds
            bucket.pause(until)
        now += bucket.wait(now)
        bucket.take(now)
        if number >= when:
            assert now >= until - 1e-6
            after.append(now)
    for number, at in enumerate(after, start=1):
        assert number <= 1 + (at - until) * rate.a_second + 1e-6
    assert_allowed(rate, after)


@settings(max_examples=50, deadline=None)
@given(RATE, st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.3, 2.0]), min_size=2, max_size=40), st.booleans())
def test_first_come_first_served_within_the_rate_and_nobody_waits_too_long(
    rate: Rate, gaps: list[float], keep: bool
) -> None:
    """Whoever would wait longer is told so at once, and how long."""
    patience = 10.0

    async def queue() -> None:
        time = Leaping()
        lanes = Lanes(time.now, time.sleep)
        lane = lanes.lane(("T1", "x"), rate, "tier")
        served: list[tuple[int, float]] = []
        put_off: list[tuple[float, float]] = []

        async def one(number: int) -> None:
            came = time.now()
            try:
                async with lanes.turn(lane, came + patience, keep=keep):
                    served.append((number, time.now()))
                    assert time.now() - came <= patience + 1e-6
            except TooLong as error:
                put_off.append((time.now() - came, error.seconds))

        tasks = []
        for number, gap in enumerate(gaps):
            await time.sleep(gap)
            tasks.append(asyncio.create_task(one(number)))
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)
        assert [number for number, _ in served] == sorted(number for number, _ in served)
        assert len(served) + len(put_off) == len(gaps) and len(served) >= min(len(gaps), rate.burst)
        assert all(waited == 0 and seconds > patience for waited, seconds in put_off)
        assert_allowed(rate, [at for _, at in served])
        assert lane.waiting == lane.inside == 0

    asyncio.run(queue())


async def test_who_gives_up_waiting_takes_nothing_from_the_others() -> None:
    time = Leaping()
    lanes = Lanes(time.now, asyncio.sleep)
    lane = lanes.lane(("T1", "x"), Rate(1, 0.5), "tier")
    async with lanes.turn(lane, 10, keep=False):
        pass

    async def wait() -> None:
        async with lanes.turn(lane, 10, keep=False):
            raise AssertionError("its turn never came")

    waiting = [asyncio.create_task(wait()) for _ in range(3)]
    await asyncio.sleep(0)
    assert lane.waiting == 3
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert lane.waiting == lane.inside == 0 and not lane.lock.locked()
    assert lane.bucket.wait(time.now()) == 2  # the one token that was taken, no more


async def test_who_stood_behind_a_call_that_hung_is_put_off_and_not_held_on() -> None:
    time = Leaping()
    lanes = Lanes(time.now, time.sleep)
    lane = lanes.lane(("T1", "", "C1"), CHANNEL, "channel")
    behind: asyncio.Task[None]

    async def wait() -> None:
        async with lanes.turn(lane, 10, keep=True):
            raise AssertionError("it waited for longer than it may")

    async with lanes.turn(lane, 10, keep=True):
        behind = asyncio.create_task(wait())
        await asyncio.sleep(0)
        time.advance(20)
    with pytest.raises(TooLong):
        await behind


async def test_a_hundred_thousand_channels_leave_no_trace() -> None:
    time = Leaping()
    lanes = Lanes(time.now, time.sleep, most=500)
    held = lanes.lane(("T1", "", "held"), CHANNEL, "channel")
    async with lanes.turn(held, 10, keep=True):
        time.advance(60)
        for number in range(100_000):
            lane = lanes.lane(("T1", "", f"C{number}"), CHANNEL, "channel")
            lane.bucket.take(time.now())  # none of them is as good as new
            assert len(lanes) <= 500
        assert lanes.lane(("T1", "", "held"), CHANNEL, "channel") is held  # somebody stands in it


async def test_what_is_as_good_as_new_is_forgotten_before_what_is_paced() -> None:
    time = Leaping()
    lanes = Lanes(time.now, time.sleep, most=10)
    limited = lanes.lane(("T1", "", "C"), CHANNEL, "channel")
    limited.bucket.pause(60)
    for number in range(100):
        lanes.lane(("T1", "", f"C{number}"), CHANNEL, "channel")
    assert lanes.lane(("T1", "", "C"), CHANNEL, "channel") is limited


def test_the_table_says_what_slacks_own_pages_say() -> None:
    """As the local Slack holds them; where a special tier has no number, ours must be above the fourth tier's."""
    for method, rate in RATES.items():
        if (known := METHODS.get(method)) is None:
            continue
        if known.tier == "t5":
            assert rate.a_second * 60 >= 300
        else:
            assert rate.a_second * 60 == pytest.approx(TIERS[known.tier])
            assert 1 <= rate.burst < TIERS[known.tier]
    assert rate_of("made.up") == TIER_2
