"""What a table says about many measurements: the usual one, the slow ones, the slowest."""

import os
import platform
from collections.abc import Sequence


def quantile(in_order: Sequence[float], share: float) -> float:
    """The value below which this share of them lies; they come in ascending order, at least one."""
    return in_order[min(int(share * len(in_order)), len(in_order) - 1)]


def machine() -> str:
    """What it ran on: "2 cores, CPython 3.11.7, Linux"."""
    return (
        f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, {platform.system()}"
    )
