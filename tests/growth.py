"""Attackers choose the input, so no reader and no signal may be worse than linear in it.

A test here never asserts a time. It asserts a ratio, measured within one run: hostile input of twice the size
may take at most three times as long.
"""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Input = TypeVar("Input")

MEASURABLE = 0.005  # seconds: below this, the clock and the scheduler drown the answer
LARGEST = 1 << 24  # of n: something so fast at this size needs no further proof
MOST = 3.0  # times as long, for twice the input
BEST_OF = 5
TRIES = 6


def grows_linearly(
    function: Callable[[Input], object],
    make_input: Callable[[int], Input],
    n: int = 1000,
    largest: int = LARGEST,
) -> None:
    """Fail unless doubling the input at most trebles the time of `function`.

    `make_input(n)` makes hostile input of a size in proportion to n. n is doubled until one call takes a
    measurable time, or until `largest`; then both sizes are timed in turn, best of several. A noisy
    machine gets another try, and so does a single step: where memory of a size is first asked of the system, one
    doubling may cost more. A quadratic function fails all of them.

        grows_linearly(read_links, lambda n: "<a href=x>" * n)
    """
    n = measurable_size(function, make_input, n, largest)
    ratios: list[float] = []
    for size in (n, 2 * n):
        once, twice = make_input(size), make_input(2 * size)
        for _ in range(TRIES):
            short, long = best_times(function, once, twice)
            ratios.append(long / max(short, 1e-4))
            if ratios[-1] <= MOST:
                return
    shown = ", ".join(f"{ratio:.1f}" for ratio in ratios)
    name = getattr(function, "__qualname__", repr(function))
    raise AssertionError(f"{name}: from n={n} on, the time grew {shown} times; for twice the input {MOST:g} is allowed")


def measurable_size(
    function: Callable[[Input], object], make_input: Callable[[int], Input], n: int, largest: int = LARGEST
) -> int:
    """The first doubling of n at which one call takes at least `MEASURABLE` seconds, or `largest`."""
    while n < largest and seconds(function, make_input(n)) < MEASURABLE:
        n *= 2
    return n


def best_times(function: Callable[[Input], object], once: Input, twice: Input) -> tuple[float, float]:
    """The best time in seconds for either input, taken in turn so that a slow moment hits both."""
    pairs = [(seconds(function, once), seconds(function, twice)) for _ in range(BEST_OF)]
    return min(short for short, _ in pairs), min(long for _, long in pairs)


def seconds(function: Callable[[Input], object], value: Input) -> float:
    """Processor time of one call, which other programs hardly lengthen; garbage collection held back."""
    was_on = gc.isenabled()
    gc.collect(0)
    gc.disable()
    try:
        started = time.process_time()
        function(value)
        return time.process_time() - started
    finally:
        if was_on:
            gc.enable()
