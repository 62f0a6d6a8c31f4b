"""`python -m bench`: the figures of docs/performance.md. `python -m bench checks` measures one part."""

import sys

import click

from bench import checks as single_checks
from bench import slack as in_slack
from bench import workers as on_postgresql

_PARTS = ("checks", "slack", "crowd", "workers")


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(_PARTS))
@click.option("--checks", default=2_000, show_default=True, help="Slack and workers: how many checks are made.")
@click.option("--waves", default=10, show_default=True, help="Slack: how often they all ask at once for the latencies.")
def main(parts: tuple[str, ...], checks: int, waves: int) -> None:
    """Measure speed and memory; all of it unless PARTS are named. Exits with 1 when an answer was lost or doubled."""
    wanted = parts or _PARTS
    if "checks" in wanted:
        single_checks.measure()
    well = []
    if "slack" in wanted:
        well.append(in_slack.measure(waves, checks))
    if "crowd" in wanted:
        well.append(in_slack.measure(waves, 0, in_slack.LARGE))
    if "workers" in wanted:
        well.append(on_postgresql.measure(checks))
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
