"""`legitbot check`: a mail in, a verdict that quotes it out."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bot.commands.inputs import InputError, mail_bytes
from bot.commands.report import as_json, error_json

_EPILOG = """\b
What it takes: a saved mail (.eml, .msg), text pasted from a mail program or "show original", Slack's email
object (.json), a web page. It looks at the content, not at the name. For the best answer save the mail as a
file: pasted text does not show who really sent it.

\b
The answers:
  likely_scam        several strong signs, or one combination that no honest mail has
  suspicious         some signs; check another way first
  cannot_tell        too little to judge; it says what to add
  no_warning_signs   nothing found; not a guarantee

\b
Exit status: 0 all mails were judged, 1 some could not be read, 2 wrong usage.
"""


@click.command(epilog=_EPILOG)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]...")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object a mail, one a line.")
@click.option("--batch", is_flag=True, help="Read paths from standard input; one JSON object a line, in that order.")
@click.option("--own-domain", multiple=True, metavar="DOMAIN", help="A domain of your company; may be given again.")
@click.option("--colleague", multiple=True, metavar="'NAME <ADDRESS>'", help="Somebody who may be impersonated.")
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[Path, ...],
    json_: bool,
    batch: bool,
    own_domain: tuple[str, ...],
    colleague: tuple[str, ...],
) -> None:
    """Judge each FILE, or standard input when there is none (or FILE is -)."""
    if batch and files:
        raise click.UsageError("--batch reads the paths from standard input; leave the FILEs out.")
    # Imported late: `check --help` need not wait for the readers.
    from bot.commands.loading import loaded_library
    from bot.flows.check import Asker
    from bot.library.organisation import Organisation
    from bot.mail.headers import mailboxes
    from bot.mail.organisation import organisation

    asker = Asker(
        colleagues=tuple(box for one in colleague for box in mailboxes(one)),
        organisation=Organisation(own_domains=frozenset(organisation(one) for one in own_domain)),
    )
    paths: Iterator[Path] = _paths_from_input() if batch else iter(files or (Path("-"),))
    good = _batch(paths, loaded_library(), asker) if batch else _each(paths, loaded_library(), asker, json_=json_)
    ctx.exit(0 if good else 1)


def _paths_from_input() -> Iterator[Path]:
    for line in sys.stdin:
        if line.strip():
            yield Path(line.rstrip("\r\n"))


def _each(paths, library, asker, *, json_: bool) -> bool:  # type: ignore[no-untyped-def]  # types are imported late
    from bot.commands.screen import show, show_error
    from bot.flows.check import check as judged

    good = True
    for path in paths:
        try:
            checked = judged(mail_bytes(path), path.name, library, asker)
        except InputError as error:
            good = False
            click.echo(error_json(path, error)) if json_ else show_error(path, error)
            continue
        click.echo(as_json(str(path), checked)) if json_ else show(str(path), checked)
    return good


def _batch(paths, library, asker) -> bool:  # type: ignore[no-untyped-def]  # types are imported late
    from bot.commands.progress import progress
    from bot.flows.check import check as judged

    good = True
    for path in progress(paths, "checked"):
        try:
            line = as_json(str(path), judged(mail_bytes(path), path.name, library, asker))
        except InputError as error:
            good, line = False, error_json(path, error)
        click.echo(line)
        sys.stdout.flush()
    return good
