"""`legitbot tip`: a tip in the terminal, as people get it in Slack."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # imported late: `legitbot --help` need not wait for the content
    from rich.text import Text

    from bot.library.tips import Tip, Tips

_WIDEST = 80


@click.command()
@click.argument("id", required=False, metavar="[ID]")
@click.option("--topic", metavar="TOPIC", help="Choose among the tips about this.")
@click.option("--language", default="en", show_default=True, help="The language: en, de, fr, es, pt.")
@click.option("--more", is_flag=True, help="Show how the trick works, and where that comes from.")
@click.option("--own", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Your own folder of tips.")
@click.option("--seed", type=int, help="The same number chooses the same tip.")
def tip(id: str | None, topic: str | None, language: str, more: bool, own: Path | None, seed: int | None) -> None:
    """Show the tip called ID, or any one."""
    from bot.library.content import content_root
    from bot.library.tips import Tips, TipsBroken

    try:
        tips = Tips.load(content_root(), own, lambda mistake: click.echo(f"Note: {mistake}", err=True))
    except TipsBroken as error:
        raise click.ClickException(str(error)) from error
    chosen = _named(tips, id, language) if id else _any(tips, topic, language, random.Random(seed))
    _show(tips, chosen, language, more=more)


def _named(tips: "Tips", id: str, language: str) -> "Tip":
    from difflib import get_close_matches

    if found := tips.get(id, language):
        return found
    near = get_close_matches(id, [one.id for one in tips.all(language)], n=3, cutoff=0.4)
    words = tips.words(language)["frame"]
    raise click.UsageError(words["none_of_id" if near else "not_there"].format(id=repr(id), near=", ".join(near)))


def _any(tips: "Tips", topic: str | None, language: str, chance: random.Random) -> "Tip":
    words = tips.words(language)["frame"]
    possible: Sequence[Tip] = [one for one in tips.all(language) if topic in (None, one.topic)]
    if possible:
        return chance.choice(possible)
    if topic:
        names = ", ".join(one.id for one in tips.topics)
        raise click.UsageError(words["none_of_topic"].format(id=repr(topic), topics=names))
    raise click.ClickException(words["none"])


def _show(tips: "Tips", tip: "Tip", language: str, *, more: bool) -> None:
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    from bot.commands.screen import body

    console = Console(highlight=False, emoji=False, markup=False)
    words = tips.words(language)["frame"]
    text = body(tip.reply())
    if more:
        text.append(_more(tip, words))
    topic = tips.topic(tip.topic)
    console.print(
        Panel(
            text,
            title=Text(topic.name(language) if topic else tip.topic),
            title_align="left",
            subtitle=Text(tip.id),
            subtitle_align="right",
            padding=(1, 2),
            width=min(console.width, _WIDEST),
        )
    )
    if not more and tip.more:
        console.print(Text(words["read_more"]), style="dim")


def _more(tip: "Tip", words: Mapping[str, str]) -> "Text":
    """How the trick works, where that comes from, and when that was last read there."""
    from rich.text import Text

    from bot.commands.screen import body

    text = Text()
    if tip.more:
        text.append("\n\n").append(words["more"], style="bold").append("\n\n").append(
            body(tip.more_reply(titled=False))
        )
    if tip.sources:
        text.append("\n\n").append(words["sources"], style="bold")
        for source in tip.sources:
            text.append(f"\n- {source.title} ({source.by}): {source.url}")
    if tip.checked:
        text.append("\n\n").append(words["checked"].format(date=tip.checked.isoformat()))
    return text
