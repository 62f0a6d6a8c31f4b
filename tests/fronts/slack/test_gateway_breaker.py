"""The breaker: it opens when Slack is away and only then, lets one call try, and closes with the first answer."""

import random
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.fronts.slack.gateway.breaker import FAILURES, JITTER, LONGEST, SHORTEST, TRYING, Breaker


def middle() -> float:
    return 0.5


def opened(chance: Callable[[], float] = middle, now: float = 0.0) -> Breaker:
    breaker = Breaker(chance)
    for _ in range(FAILURES):
        breaker.failed(breaker.begin(now), now)
    assert breaker.open
    return breaker


def test_it_opens_after_failures_in_a_row_and_not_before() -> None:
    breaker = Breaker(middle)
    for _ in range(20):
        for _ in range(FAILURES - 1):
            breaker.failed(breaker.begin(0), 0)
        assert breaker.wait(0) == 0
        breaker.answered(0)
    assert opened().wait(1) == SHORTEST - 1


def test_each_time_it_is_open_for_twice_as_long_up_to_a_minute() -> None:
    breaker, now, times = opened(), 0.0, []
    for _ in range(6):
        wait = breaker.wait(now)
        times.append(wait)
        now += wait
        breaker.failed(breaker.begin(now), now)
    assert times == [5, 10, 20, 40, LONGEST, LONGEST]
    now += breaker.wait(now)
    breaker.begin(now)
    breaker.answered(now)
    assert not breaker.open and breaker.wait(now) == 0
    for _ in range(FAILURES):
        breaker.failed(breaker.begin(now), now)
    assert breaker.wait(now) == SHORTEST  # the next outage begins anew


def test_one_call_tries_and_the_others_wait_for_what_it_finds() -> None:
    breaker = opened()
    ticket = breaker.begin(SHORTEST)
    assert breaker.wait(SHORTEST) == TRYING
    breaker.left(ticket)  # it was cancelled: the next one may try
    assert breaker.wait(SHORTEST) == 0
    breaker.begin(SHORTEST)
    assert breaker.wait(SHORTEST) == TRYING
    breaker.answered(SHORTEST)
    assert breaker.wait(SHORTEST) == 0


def test_stragglers_say_nothing_about_now() -> None:
    """Calls that began before the last answer, or before it opened, neither open it nor keep it open for longer."""
    breaker = Breaker(middle)
    slow = [breaker.begin(0) for _ in range(50)]
    breaker.begin(19)
    breaker.answered(20)
    for ticket in slow:
        breaker.failed(ticket, 20.5)
    assert not breaker.open
    breaker = Breaker(middle)
    late = [breaker.begin(0) for _ in range(50)]
    for ticket in late:
        breaker.failed(ticket, 1)
    assert breaker.wait(1) == SHORTEST


def test_many_bots_do_not_come_back_at_the_same_moment() -> None:
    waits = {round(opened(random.Random(seed).random).wait(0), 3) for seed in range(200)}
    assert len(waits) > 150
    assert SHORTEST * (1 - JITTER) <= min(waits) < SHORTEST * 0.9 and SHORTEST * 1.1 < max(waits) <= SHORTEST * 1.2


@given(st.lists(st.sampled_from(["answered", "failed", "left", "later"]), max_size=80), st.randoms())
def test_it_is_never_stuck(events: list[str], chance: random.Random) -> None:
    """Whatever happened: after its time one call may go, and one answer ends it."""
    breaker, now = Breaker(chance.random), 0.0
    for event in events:
        if event == "later":
            now += 3
        elif breaker.wait(now) == 0:
            ticket = breaker.begin(now)
            if event == "answered":
                breaker.answered(now)
            elif event == "failed":
                breaker.failed(ticket, now)
            else:
                breaker.left(ticket)
        assert breaker.wait(now) <= LONGEST * (1 + JITTER)
    now += breaker.wait(now)
    assert breaker.wait(now) == 0
    breaker.begin(now)
    breaker.answered(now)
    assert breaker.wait(now) == 0 and not breaker.open
