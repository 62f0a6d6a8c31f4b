"""`legitbot quiz`: the same questions in the terminal, with the same memory, for one person on one machine."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # imported late: `legitbot --help` need not wait for the content
    pass

_FILE = "quiz.db"


@click.command()
@click.option("--count", type=click.IntRange(1, 3), default=3, show_default=True, help="How many questions.")
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="Only about this; may be given again.")
@click.option("--language", default="en", show_default=True, help="The language, where the questions are in it.")
@click.option("--forget", is_flag=True, help="Delete all that you answered here, and end.")
@click.option("--how", is_flag=True, help="Say how you are doing, and end.")
@click.option("--own", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Your folder of questions.")
@click.option(
    "--memory", type=click.Path(path_type=Path, dir_okay=False), envvar="LEGITBOT_QUIZ",
    help="The file that remembers your answers. Usually in your own data folder.",
)  # fmt: skip
def quiz(
    count: int, topics: tuple[str, ...], language: str, forget: bool, how: bool, own: Path | None, memory: Path | None
) -> None:
    """Answer up to three questions: legit, or a scam? Ctrl-C stops; next time it goes on there."""
    from bot.commands.quiz_player import Terminal, Unplayable, played
    from bot.store.problems import StoreUnusable

    terminal: Terminal = Terminal(count, frozenset(topics), language, own)
    doing = "forget" if forget else "how" if how else "play"
    try:
        asyncio.run(played(terminal, memory or _usual_file(), doing))
    except (Unplayable, StoreUnusable) as error:
        raise click.ClickException(str(error)) from error
    except (KeyboardInterrupt, click.Abort):
        click.echo()  # what was answered is kept


def _usual_file() -> Path:
    """In the folder where this person's programs keep their data."""
    return Path(click.get_app_dir("legitbot", force_posix=False)) / _FILE
