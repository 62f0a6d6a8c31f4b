"""What is counted while the bot runs, all in one place: names, labels and help as Prometheus shows them.

A label is a word of ours or of Slack's (a method, an error's name), never a person, a channel or a word of a mail.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time, open files (Linux tells them, others do not)

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)


def _counter(name: str, documentation: str, *labels: str) -> Counter:
    return Counter(f"legitbot_{name}", documentation, labels, registry=REGISTRY)


def _gauge(name: str, documentation: str, *labels: str) -> Gauge:
    return Gauge(f"legitbot_{name}", documentation, labels, registry=REGISTRY)


def _histogram(name: str, documentation: str, *labels: str) -> Histogram:
    return Histogram(f"legitbot_{name}", documentation, labels, buckets=_SECONDS, registry=REGISTRY)


# ── What comes in ───────────────────────────────────────────────────────────────────────────────────────────

EVENTS = _counter("events", "Requests of Slack's that cause work, by what became of them: new or repeated.", "became")
REFUSED = _counter("refused_requests", "Requests that were refused at the door, by why.", "why")
CONNECTIONS = _gauge("connections", "Connections to the door that are open.")

# ── Work ────────────────────────────────────────────────────────────────────────────────────────────────────

JOBS = _counter("jobs", "Jobs that ended, by kind and end: done, failed, again or later.", "kind", "end")
JOB_SECONDS = _histogram("job_seconds", "From the request being written down to the end of its job.", "kind")
WAITING = _gauge("jobs_waiting", "Jobs that are due and that nobody is at.")
OLDEST = _gauge("jobs_oldest_seconds", "How long the oldest of them has waited.")
ANALYSES = _counter(
    "analyses", "Mails read and judged, by how that ended: answered, brief, too_slow, crashed or failed.", "end"
)
ANALYSIS_SECONDS = _histogram("analysis_seconds", "Time that one analysis took, without waiting for its turn.")
CHECKS = _counter("checks", "Verdicts, by state.", "state")
DATABASE_ERRORS = _counter("database_errors", "Reads and writes that the database did not answer.")

# ── What goes out ───────────────────────────────────────────────────────────────────────────────────────────

DELIVERIES = _counter(
    "deliveries", "Tries to send an answer, by how they ended: sent, found, refused, later, doubtful or lost.", "end"
)
TIPS = _counter("tips", "Tips, by how sending them ended: sent, delayed, refused, unheard or indoubt.", "end")
TICK_SECONDS = _histogram("tick_seconds", "Time to write down what was due, where anything was.")
GAPS = _gauge("gaps", "Answers that may never have arrived, and that nobody was told of yet.")
SLACK_CALLS = _counter(
    "slack_calls", "Calls to Slack, by method and outcome: ok, or Slack's word.", "method", "outcome"
)
SLACK_SECONDS = _histogram("slack_call_seconds", "Time until Slack answered a call.", "method")
SLACK_WAITS = _counter(
    "slack_waits", "Calls that were held back, by why: channel, tier, retry_after or breaker.", "why"
)
BREAKER = _gauge("slack_breaker_open", "1 while Slack does not answer and we leave it alone.")
WORKSPACES = _gauge("workspaces", "Workspaces where the bot is installed.")

# ── How it is ───────────────────────────────────────────────────────────────────────────────────────────────

READY = _gauge("ready", "1 while the bot can do its work: what /readyz says.")
CHECK_PASSES = _gauge("check_passes", "1 while a check of /readyz passes.", "check")
LOOP_LATE = _gauge("loop_late_seconds", "How much later than asked for the event loop last came round.")
NOT_SCRAPED = _counter("not_scraped", "Figures that could not be asked for when /metrics was read; old ones stand.")
