"""One golden table: every example through every signal, so that a new overlap shows as a diff.

When it changes on purpose: make test ARGS="tests/signals/test_overlaps.py --snapshot-update"
"""

from syrupy.assertion import SnapshotAssertion

from bot.flows.check import findings
from bot.signals.catalogue import signals
from tests.signals.test_signals import case_of


def test_which_signals_see_which_examples(snapshot: SnapshotAssertion) -> None:
    lines = []
    for signal in signals():
        for name, example in signal.fires_on.items():
            found, failed = findings(case_of(example))
            assert not failed, failed
            others = sorted({other.id for other, _ in found if other is not signal})
            lines.append(f"{signal.id} / {name}: {', '.join(others) or '-'}")
    assert "\n".join(lines) == snapshot
