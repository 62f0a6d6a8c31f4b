"""How often a described situation is recognised, on a set whose blind part nobody tuned a word for.

The figures, with the misses:  python -m pytest -s tests/flows/test_situations_figures.py
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from bot.flows.situation import situation
from bot.library.library import Library

ROWS = tuple(csv.DictReader(
    (Path(__file__).parent / "situations.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
))  # fmt: skip
LIBRARY = Library.load()


def figures(which: str, english: bool) -> Counter[str]:
    """Counts of a part of the set: scams, recognised, kind (the right one), harmless, alarms."""
    count: Counter[str] = Counter()
    for row in ROWS:
        if row["set"] != which or (row["language"] == "en") is not english:
            continue
        found = situation(row["text"], LIBRARY)
        scam = found.scam.id if found and found.scam else ""
        wanted = row["expected"].split(",") if row["expected"] else []
        count["scams" if wanted else "harmless"] += 1
        count["recognised"] += bool(wanted and scam)
        count["kind"] += scam in wanted
        count["alarms"] += bool(scam and not wanted)
    return count


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("which", "english", "recall", "kinds", "alarms"),
    [
        ("dev", True, 0.95, 0.92, 0.02),
        ("dev", False, 0.95, 0.92, 0.02),
        ("blind", True, 0.84, 0.70, 0.07),
        ("blind", False, 0.90, 0.85, 0.06),
    ],
)
def test_most_scams_are_recognised_and_few_harmless_things_are_called_one(
    which: str, english: bool, recall: float, kinds: float, alarms: float
) -> None:
    count = figures(which, english)
    print(which, "English" if english else "other languages", dict(count))  # noqa: T201  # seen with -s
    assert count["scams"] >= 25 and count["harmless"] >= 15
    assert count["recognised"] >= recall * count["scams"]
    assert count["kind"] >= kinds * count["scams"]
    assert count["alarms"] <= alarms * count["harmless"]


def test_the_set_is_large_and_names_kinds_that_exist() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 150
    known = {scam.id for scam in LIBRARY.scams.all}
    assert {kind for row in ROWS for kind in row["expected"].split(",") if kind} <= known
