"""`legitbot worker`: helps `legitbot run` with its work, on PostgreSQL."""

from pathlib import Path

import click

from bot.commands.options import settings_file, verbosely
from bot.commands.serving import served

_HELP = """Help `legitbot run` with its work: any number of workers share the jobs that it writes down.

Needs PostgreSQL (DATABASE_URL) and the same LEGITBOT_KEY, tokens and legitbot.toml as `legitbot run`. When a worker
dies, the others do its jobs.
"""


@click.command(help=_HELP)
@verbosely
@settings_file
@click.option("--port", type=click.IntRange(1, 65535), help="Answer /healthz and /readyz at this port.")
@click.option("--metrics-port", type=click.IntRange(1, 65535), help="Answer /metrics at this port (needs --port).")
def worker(  # noqa: D103 - the help above says it
    verbose: bool, settings: Path | None, port: int | None, metrics_port: int | None
) -> None:
    if metrics_port and not port:
        raise click.UsageError("--metrics-port needs --port.")
    ports = {"web_port": port, "metrics_port": metrics_port or 0} if port else None
    served(settings, verbose=verbose, hears=False, ports=ports)
