"""`python -m bench`: the figures of docs/performance.md. `python -m bench checks` or `slack` measures one part."""

import sys

import click

from bench import checks as single_checks
from bench import slack as in_slack

_PARTS = ("checks", "slack")


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(_PARTS))
@click.option("--checks", default=2_000, show_default=True, help="Slack: how many checks before memory is read last.")
@click.option(
    "--waves", default=10, show_default=True, help="Slack: how often 50 people ask at once for the latencies."
)
def main(parts: tuple[str, ...], checks: int, waves: int) -> None:
    """Measure speed and memory; all of it unless PARTS are named. Exits with 1 when an answer was lost or doubled."""
    wanted = parts or _PARTS
    if "checks" in wanted:
        single_checks.measure()
    if "slack" in wanted:
        sys.exit(0 if in_slack.measure(waves, checks) else 1)


if __name__ == "__main__":
    main()
