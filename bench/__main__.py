"""`python -m bench`: the figures of docs/performance.md. `python -m bench checks` measures one part."""

import sys

import click

from bench import checks as single_checks
from bench import deliveries as due_tips
from bench import slack as in_slack
from bench import ticks, week_answers
from bench import workers as on_postgresql

_PARTS = ("checks", "slack", "crowd", "workers", "deliveries", "ticks", "answers")


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(_PARTS))
@click.option("--checks", default=2_000, show_default=True, help="Slack and workers: how many checks are made.")
@click.option("--waves", default=10, show_default=True, help="Slack: how often they all ask at once for the latencies.")
@click.option("--workspaces", default=100, show_default=True, help="Deliveries: in so many workspaces.")
@click.option("--channels", default=50, show_default=True, help="Deliveries: channels that are due in each.")
@click.option("--schedules", default=10_000, show_default=True, help="Ticks: how many there are.")
@click.option("--people", default=500, show_default=True, help="Answers: people who answer a channel's question.")
def main(
    parts: tuple[str, ...], checks: int, waves: int, workspaces: int, channels: int, schedules: int, people: int
) -> None:  # fmt: skip
    """Measure speed and memory; all of it unless PARTS are named.

    Exits with 1 when an answer or a tip was lost or doubled, or a look at the clock took too long.
    """
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
    if "deliveries" in wanted:
        well.append(due_tips.measure(workspaces, channels))
    if "ticks" in wanted:
        well.append(ticks.measure(schedules))
    if "answers" in wanted:
        well.append(week_answers.measure(people))
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
