"""`legitbot doctor`: what is wrong with this installation, and what to do about it."""

import asyncio
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import settings_file

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from bot.app.doctor import Finding
    from bot.app.doctor.finding import Told

_MARKS = {"ok": ("ok", "green"), "warning": ("!", "yellow"), "wrong": ("x", "red")}
_MOST_DETAILS = 20
_EPILOG = """\b
Each line begins with "ok", "!" (good to know) or "x" (wrong), and says below what to do.
The exit status is 1 where something is wrong, else 0.

It may run beside the bot: it writes nothing, sends no message, and prints no token, key or word of a mail.
"""


@click.command(epilog=_EPILOG)
@settings_file
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of {check, state, says, do}.")
@click.pass_context
def doctor(ctx: click.Context, settings: Path | None, as_json: bool) -> None:
    """Look for everything that is wrong: settings, tokens, permissions, database, clock, content, Slack."""
    from bot.app.doctor import State
    from bot.app.doctor.finding import Told, WordsMissing
    from bot.library.content import ContentMissing

    logging.getLogger().addHandler(logging.NullHandler())  # what is found is said once, and not logged beside it
    try:
        told = Told.load()
    except (ContentMissing, WordsMissing) as error:
        raise click.ClickException(str(error)) from error
    found = asyncio.run(_examined(settings, told, as_json=as_json))
    if as_json:
        click.echo(json.dumps([row for one in found for row in _rows(one)], indent=1, ensure_ascii=False))
    ctx.exit(1 if any(one.state is State.WRONG for one in found) else 0)


async def _examined(settings: Path | None, told: "Told", *, as_json: bool) -> "list[Finding]":
    """All findings, shown one by one where a person is looking on."""
    from rich.console import Console

    from bot.app.doctor import examine
    from bot.app.doctor.patient import patient

    console = Console(highlight=False, emoji=False, markup=False)
    found = []
    async for one in examine(await patient(os.environ, settings, told)):
        found.append(one)
        if not as_json:
            _show(console, one, told)
    if not as_json:
        console.print(_ending(found, told))
    return found


def _show(console: "Console", one: "Finding", told: "Told") -> None:
    from rich.text import Text

    mark, colour = _MARKS[one.state]
    _line(console, f"{mark:<3}", f"bold {colour}", Text.assemble((one.title, "bold"), f": {one.says}"))
    for detail in one.details[:_MOST_DETAILS]:
        _line(console, "   - ", "", Text(detail))
    if len(one.details) > _MOST_DETAILS:
        _line(console, "   ", "", Text(told.page("more", number=len(one.details) - _MOST_DETAILS)))
    if one.do:
        _line(console, "   ", "", Text(one.do, style="italic"))


def _line(console: "Console", mark: str, style: str, said: "Text") -> None:
    """A mark, and what is said; a terminal's next lines stand below it, a program gets one line to look through."""
    from rich.table import Table
    from rich.text import Text

    if not console.is_terminal:
        console.print(Text.assemble(mark, said), soft_wrap=True)
        return
    row = Table.grid()
    row.add_row(Text(mark, style=style), said)
    console.print(row)


def _ending(found: "list[Finding]", told: "Told") -> str:
    wrong, warnings = (sum(one.state == state for one in found) for state in ("wrong", "warning"))
    case = "wrong" if wrong else "warnings" if warnings else "all_well"
    return told.page(case, wrong=wrong, warnings=warnings)


def _rows(one: "Finding") -> list[dict[str, str]]:
    """The finding, and below it a row for each of its details."""
    return [{"check": one.check, "state": one.state, "says": says, "do": one.do} for says in (one.says, *one.details)]
