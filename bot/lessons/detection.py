"""How well somebody tells scams from genuine mail, apart from how ready they are to cry scam: signal detection.

Whoever calls everything a scam spots all scams, and knows nothing. Two figures say both.
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import NormalDist

_NORMAL = NormalDist()
EIGHTY_PERCENT = _NORMAL.inv_cdf(0.9)  # on either side of a value lie so many errors, in 80 of 100 cases: 1.28


@dataclass(frozen=True, slots=True)
class Detection:
    """`d` is 0 for whoever guesses, about 3 for an expert; `c` is below 0 for whoever leans to "scam". In z units."""

    d: float
    c: float
    d_error: float  # standard errors
    c_error: float


@dataclass(frozen=True, slots=True)
class Band:
    """A rate as people are told it: "about 6 to 9 of 10"."""

    low: int  # tenths, 0 to 10
    high: int


def detection(hits: int, misses: int, false_alarms: int, rejections: int) -> Detection:
    """d' = z(H) - z(F) and c = -(z(H) + z(F)) / 2; ValueError for a count below 0.

    Log-linear correction (Hautus 1995): half an answer more in each count, one more in each total, so that nobody is
    at 0 or 1, where z ends. Standard errors by Gourevitch and Galanter 1967: the variance of z(p) is about
    p (1 - p) / (n density(z(p))^2); that of d' is the sum for H and F, that of c a quarter of it. With few answers and
    rates near 0 or 1 they come out too large (Suero et al. 2017), which is the careful side.
    """
    if min(hits, misses, false_alarms, rejections) < 0:
        raise ValueError("counts of answers cannot be below 0")
    spotted, spotted_variance = _z(hits, hits + misses)
    flagged, flagged_variance = _z(false_alarms, false_alarms + rejections)
    error = sqrt(spotted_variance + flagged_variance)
    return Detection(spotted - flagged, -(spotted + flagged) / 2, error, error / 2)


def _z(count: int, total: int) -> tuple[float, float]:
    """z of the corrected rate, and its variance."""
    rate, answers = (count + 0.5) / (total + 1), total + 1
    z = _NORMAL.inv_cdf(rate)
    return z, rate * (1 - rate) / (answers * _NORMAL.pdf(z) ** 2)


def interval(count: int, total: int) -> tuple[float, float]:
    """Where the true rate lies in about 80 of 100 cases (Wilson 1927). `total` is at least 1.

    Wilson and not Jeffreys: alike for samples this small (Brown, Cai and DasGupta 2001), and this one is a formula
    that anybody can check by hand, while the other needs quantiles that Python does not bring.
    """
    square = EIGHTY_PERCENT**2
    rate = count / total
    middle = (rate + square / (2 * total)) / (1 + square / total)
    half = EIGHTY_PERCENT * sqrt(rate * (1 - rate) / total + square / (4 * total**2)) / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def band(count: int, total: int) -> Band:
    """The interval, widened to whole tenths: what is shown is never more certain than what was answered.

    From ten answers on it holds the true rate of 79 in 100 people at the very least, and of 90 in 100 on average.
    """
    low, high = interval(count, total)
    return Band(floor(low * 10 + 1e-9), ceil(high * 10 - 1e-9))
