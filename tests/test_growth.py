"""The measure that all growth tests rest on must itself tell a straight line from a curve."""

import pytest

from tests.growth import grows_linearly


def test_work_in_proportion_to_the_input_passes() -> None:
    grows_linearly(lambda text: sum(map(ord, text)), lambda n: "ab " * n)


@pytest.mark.thorough
def test_a_function_that_compares_everything_with_everything_is_caught() -> None:
    def pairs(items: list[int]) -> int:
        return sum(1 for one in items for other in items if one == other)

    with pytest.raises(AssertionError, match="the time grew"):
        grows_linearly(pairs, lambda n: list(range(n)), n=100)


def test_a_function_that_never_takes_long_needs_no_further_proof() -> None:
    grows_linearly(len, lambda n: "x" * n, largest=1 << 16)
