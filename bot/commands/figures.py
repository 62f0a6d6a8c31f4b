"""The figures of `evaluate`: shares with their intervals, ranking, calibration."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with a 95 % Wilson interval."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound, 0..1 (Wilson 1927)."""
        if not self.of:
            return (math.nan, math.nan)
        p, n = self.value, self.of
        middle = p + Z * Z / (2 * n)
        spread = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        scale = 1 + Z * Z / n
        return (max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{100 * self.value:.1f} % ({100 * low:.1f}-{100 * high:.1f})"


def roc_auc(scams: Sequence[float], others: Sequence[float]) -> float:
    """The chance that a scam scores above another mail, ties counting half; NaN when one side is empty."""
    if not scams or not others:
        return math.nan
    ranked = sorted(others)
    wins = sum(bisect_left(ranked, score) + bisect_right(ranked, score) for score in scams)
    return wins / (2 * len(scams) * len(others))


def auc_interval(auc: float, scams: int, others: int) -> tuple[float, float]:
    """A 95 % interval of a ROC-AUC (Hanley and McNeil 1982)."""
    if math.isnan(auc):
        return (math.nan, math.nan)
    q1, q2 = auc / (2 - auc), 2 * auc * auc / (1 + auc)
    variance = auc * (1 - auc) + (scams - 1) * (q1 - auc * auc) + (others - 1) * (q2 - auc * auc)
    spread = Z * math.sqrt(max(variance, 0.0) / (scams * others))
    return (max(0.0, auc - spread), min(1.0, auc + spread))


def calibration(scores: Sequence[float], are_scams: Sequence[bool], bins: int = 10) -> list[tuple[float, float, int]]:
    """(mean score, share of scams, mails) for each tenth of the score range that holds a mail."""
    rows = []
    for i in range(bins):
        inside = [k for k, score in enumerate(scores) if min(int(score * bins), bins - 1) == i]
        if inside:
            mean = sum(scores[k] for k in inside) / len(inside)
            rows.append((mean, sum(are_scams[k] for k in inside) / len(inside), len(inside)))
    return rows
