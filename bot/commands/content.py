"""`legitbot content`: is the folder messages/ in order, and a company's own folders of tips and questions?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.library.mistake import Mistake

_TABLES = ("topics.toml", "seasons.toml", "sources.toml", "tips.toml")
"""Without these, the tips cannot be read at all."""

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--root", type=_FOLDER, help="Another folder than messages/.")
@click.option("--own", type=_FOLDER, help="Your company's own folder of tips, too. [default: the one in legitbot.toml]")
@click.option(
    "--own-quizzes", type=_FOLDER, help="Your own folder of quiz questions, too. [default: the one in legitbot.toml]"
)
@click.pass_context
def content(ctx: click.Context, root: Path | None, own: Path | None, own_quizzes: Path | None) -> None:
    """Look for mistakes in messages/, each with its file, its field and what to write (exit status 1)."""
    from bot.library.content import content_root
    from bot.library.validation import mistakes
    from bot.signals.catalogue import signals

    root, today = root or content_root(), datetime.now(UTC).date()
    own, own_quizzes = own or _wished("tips"), own_quizzes or _wished("quizzes")
    found = list(mistakes(root, frozenset(signal.id for signal in signals()), own, today, own_quizzes))
    tips_are_there = not any(one.file.endswith(_TABLES) for one in found)
    hard = _read_by_people(root, own) if tips_are_there else []
    for mistake in (*found, *hard):
        click.echo(str(mistake))
    if found or hard:
        count = len(found) + len(hard)
        click.echo(f"{count} mistake{'' if count == 1 else 's'}.", err=True)
        ctx.exit(1)
    click.echo("All content is in order.")


def _wished(section: str) -> Path | None:
    """The company's own folder that the settings name, where it is there; whether they are right is told elsewhere."""
    import os

    from bot.app.setting_file import read_settings

    folder = Path(getattr(read_settings(os.environ)[0], section).folder).expanduser()
    return folder if folder != Path() and folder.is_dir() else None


def _read_by_people(root: Path, own: Path | None) -> "list[Mistake]":
    """Print how hard tips and questions are to read, and what is worth knowing; return those that are too hard."""
    from bot.library.quizzes import style
    from bot.library.readability import QUESTIONS, TIPS, readability
    from bot.library.tip_validation import texts_to_read, tip_notices
    from bot.library.tips import Living

    for notice in tip_notices(root, own):
        click.echo(f"Note: {notice}")
    tips = Living(root, own).tips
    hard: list[Mistake] = []
    for bound, texts in (
        (TIPS, texts_to_read(tips.all())),
        (QUESTIONS, style.texts_to_read(tips.questions.all())),
    ):
        measured = readability(texts)
        if measured is None:
            click.echo("Note: readability was not measured; to measure it: pip install textstat")
            break
        grade = f"grade {measured.all:.1f} (Flesch-Kincaid; at most {bound.all})"
        click.echo(f"Readability of {len(texts)} {bound.what}: {grade}.")
        hard += measured.mistakes(bound)
    return hard
