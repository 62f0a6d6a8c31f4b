"""The metrics as a table for the documentation: `python -m bot.watch.metrics_page` writes docs/metrics.md anew."""

import sys

from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.metrics_core import Metric

from bot.watch import metrics

_HEAD = """\
# What the bot counts

Prometheus reads these at `/metrics`, on a port of its own. No label names a person, a channel or a word of a mail.
On Linux there are also `process_resident_memory_bytes`, `process_cpu_seconds_total`, `process_open_fds` and the
other figures that every Prometheus client tells of its process.

"""


def metrics_table() -> str:
    """All metrics in Markdown: name, kind, labels and help, in the order in which metrics.py has them."""
    rows = [_row(one) for one in vars(metrics).values() if isinstance(one, MetricWrapperBase)]
    return "".join(["| name | kind | labels | what it says |\n|---|---|---|---|\n", *rows])


def metrics_page() -> str:
    """The page docs/metrics.md."""
    return _HEAD + metrics_table()


def _row(metric: MetricWrapperBase) -> str:
    described: Metric = next(iter(metric.describe()))
    ending = "_total" if described.type == "counter" else ""
    labels = ", ".join(f"`{name}`" for name in metric._labelnames)
    return f"| `{described.name}{ending}` | {described.type} | {labels} | {described.documentation} |\n"


if __name__ == "__main__":
    sys.stdout.write(metrics_page())
