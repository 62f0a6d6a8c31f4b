"""`legitbot evaluate`: how often is it right, over labelled mails, by group?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from statistics import median

import click

from bot.commands.figures import Share, auc_interval, calibration, roc_auc
from bot.commands.inputs import InputError, mail_bytes
from bot.commands.labels import Labelled, labelled
from bot.commands.progress import progress

_EPILOG = """\b
An INDEX is a text file with tabs between its columns. The columns `path` and `label` are required; a label is
scam, genuine, spam (or unwanted) or unclear. Every other column is a group to report by. Unclear mails are
skipped; unwanted ones are reported apart and count neither as scams nor as genuine.

\b
Flagged means likely_scam or suspicious. A scam that gets cannot_tell counts as missed.
"""

_LABELS = ("scam", "genuine", "unwanted")
_FLAGGED = ("likely_scam", "suspicious")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered about one labelled mail."""

    mail: Labelled
    state: str
    score: float
    quotes: tuple[str, ...]  # of the reasons shown
    ms: float

    @property
    def flagged(self) -> bool:
        return self.state in _FLAGGED


@click.command(epilog=_EPILOG)
@click.argument("indexes", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INDEX...")
@click.option(
    "--root", type=click.Path(path_type=Path), help="What the paths are relative to (else the index's folder)."
)
@click.option("--by", multiple=True, metavar="COLUMN", help="Report by this column only; may be given again.")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object a group.")
@click.option("--wrong", is_flag=True, help="List the mails that were judged wrongly.")
@click.option("--cases", type=click.Path(path_type=Path), help="Write one JSON line a mail to this file.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    indexes: tuple[Path, ...],
    root: Path | None,
    by: tuple[str, ...],
    json_: bool,
    wrong: bool,
    cases: Path | None,
) -> None:
    """Judge the mails named in each INDEX and report how often the answer was right."""
    try:
        mails = [mail for index in indexes for mail in labelled(index, root) if mail.label != "unclear"]
    except InputError as error:
        raise click.UsageError(str(error)) from None
    outcomes, unreadable = _outcomes(mails)
    rows = [("all", outcomes), *_groups(outcomes, by)]
    _print_json(rows) if json_ else _print_table(rows)
    if not json_:
        _print_calibration(outcomes)
    if wrong:
        _print_wrong(outcomes)
    if cases:
        _write_cases(cases, outcomes)
    for line in unreadable:
        click.echo(line, err=True)
    ctx.exit(1 if unreadable else 0)


def _outcomes(mails: Sequence[Labelled]) -> tuple[list[Outcome], list[str]]:
    from bot.commands.loading import loaded_library
    from bot.flows.check import check
    from bot.verdict.explain import shortened, top_reasons

    library, outcomes, unreadable = loaded_library(), [], []
    for mail in progress(mails, "judged", len(mails)):
        try:
            checked = check(mail_bytes(mail.path), mail.path.name, library)
        except InputError as error:
            unreadable.append(f"{mail.path}: {error}")
            continue
        verdict = checked.verdict
        quotes = tuple(shortened(one.evidence.quote) for one in top_reasons(verdict))
        outcomes.append(Outcome(mail, verdict.state.value, verdict.score, quotes, checked.ms))
    return outcomes, unreadable


def _groups(outcomes: Sequence[Outcome], by: tuple[str, ...]) -> list[tuple[str, list[Outcome]]]:
    """(column=value, its outcomes) for each group; columns with more values than 40 are no groups."""
    groups: dict[str, dict[str, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    for outcome in outcomes:
        for column, value in outcome.mail.groups.items():
            if not by or column in by:
                groups[column][value].append(outcome)
    return [
        (f"{column}={value}", members)
        for column, values in groups.items()
        if len(values) <= 40 or column in by
        for value, members in sorted(values.items())
    ]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was answered about a group of mails."""

    auc: float  # scams against genuine mails; NaN where one side is empty
    auc_interval: tuple[float, float]
    flagged: dict[str, Share]  # by label
    likely: dict[str, Share]
    cannot_tell: dict[str, Share]


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """The figures of a group."""
    by_label: dict[str, list[Outcome]] = {label: [] for label in _LABELS}
    for outcome in outcomes:
        by_label[outcome.mail.label].append(outcome)
    scams, genuine = by_label["scam"], by_label["genuine"]
    auc = roc_auc([one.score for one in scams], [one.score for one in genuine])

    def shares(states: tuple[str, ...]) -> dict[str, Share]:
        return {label: Share(sum(one.state in states for one in ones), len(ones)) for label, ones in by_label.items()}

    return Figures(
        auc,
        auc_interval(auc, len(scams), len(genuine)),
        flagged=shares(_FLAGGED),
        likely=shares(("likely_scam",)),
        cannot_tell=shares(("cannot_tell",)),
    )


_HEAD = ("group", "mails", "ROC-AUC", "flagged", "likely_scam", "cannot_tell")


def _print_table(rows: Sequence[tuple[str, Sequence[Outcome]]]) -> None:
    """A Markdown table, so that it can go into docs/accuracy.md as it is."""
    click.echo("| " + " | ".join(_HEAD) + " |\n|" + "---|" * len(_HEAD))
    for name, outcomes in rows:
        found = figures(outcomes)
        for label in _LABELS:
            if not found.flagged[label].of:
                continue
            low, high = found.auc_interval
            ranked = f"{found.auc:.3f} ({low:.3f}-{high:.3f})" if label == "scam" and not isnan(found.auc) else ""
            shares = (found.flagged[label], found.likely[label], found.cannot_tell[label])
            cells = (f"{name}, {label}", found.flagged[label].of, ranked, *shares)
            click.echo("| " + " | ".join(str(cell) for cell in cells) + " |")


def _print_calibration(outcomes: Sequence[Outcome]) -> None:
    judged = [one for one in outcomes if one.mail.label in ("scam", "genuine")]
    click.echo("\n| mean score | share of scams | mails |\n|---|---|---|")
    for mean, share, count in calibration([one.score for one in judged], [one.mail.label == "scam" for one in judged]):
        click.echo(f"| {mean:.2f} | {100 * share:.1f} % | {count} |")
    if outcomes:
        click.echo(f"\nMedian time of a mail: {median(one.ms for one in outcomes):.1f} ms.")


def _print_wrong(outcomes: Sequence[Outcome]) -> None:
    click.echo("")
    for one in outcomes:
        if (one.mail.label == "scam" and not one.flagged) or (one.mail.label == "genuine" and one.flagged):
            click.echo(f"{one.mail.label}\t{one.state}\t{one.score:.3f}\t{one.mail.path}")


def _print_json(rows: Sequence[tuple[str, Sequence[Outcome]]]) -> None:
    import msgspec

    for name, outcomes in rows:
        click.echo(msgspec.json.encode({"group": name, **msgspec.to_builtins(figures(outcomes))}).decode())


def _write_cases(path: Path, outcomes: Sequence[Outcome]) -> None:
    import msgspec

    with path.open("wb") as file:
        for one in outcomes:
            file.write(msgspec.json.encode(one, enc_hook=str) + b"\n")
