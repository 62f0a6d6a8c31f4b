"""`legitbot settings`: every setting with its default, and whether yours are in order."""

import os
from pathlib import Path

import click

_EPILOG = """\b
For example:
  legitbot settings > legitbot.toml     a file to begin with: every setting at its default
  legitbot settings --check             is legitbot.toml in this folder fine?
  legitbot settings --check other.toml  is this file fine?

Environment variables are looked at as well, since they win over the file. Secrets are not needed for --check.
"""


@click.command(epilog=_EPILOG)
@click.option("--markdown", is_flag=True, help="Print the page docs/settings.md.")
@click.option("--check", is_flag=True, help='Look for mistakes; print them (exit status 1), or "fine".')
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_context
def settings(ctx: click.Context, markdown: bool, check: bool, file: Path | None) -> None:
    """Print a legitbot.toml with every setting at its default; or look for mistakes in FILE, or in legitbot.toml."""
    if markdown and check:
        raise click.UsageError("Choose one of --markdown and --check.")
    if file and not check:
        raise click.UsageError("A FILE is for --check.")
    if check:
        mistakes = _mistakes(file)
        for mistake in mistakes:
            click.echo(mistake)
        click.echo(
            f"{len(mistakes)} mistake{'' if len(mistakes) == 1 else 's'}." if mistakes else "fine", err=bool(mistakes)
        )
        if not file and _is_without_file():
            click.echo("There is no legitbot.toml in this folder: every setting is at its default.", err=True)
        ctx.exit(1 if mistakes else 0)
    from bot.commands.settings_pages import settings_file, settings_page, words

    click.echo(settings_page(words()) if markdown else settings_file(words()), nl=False)


def _is_without_file() -> bool:
    """Else "fine" in the wrong folder sounds as if a file had been read."""
    from bot.app.setting_file import place_of_file

    path, is_named = place_of_file(os.environ)
    return not is_named and not path.exists()


def _mistakes(file: Path | None) -> list[str]:
    from bot.app.setting_file import read_settings

    return [str(one) for one in read_settings(os.environ, file)[1]]
