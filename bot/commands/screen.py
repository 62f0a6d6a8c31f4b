"""A reply on a terminal. Colour helps, and never says anything that the words do not."""

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.commands.inputs import InputError
from bot.flows.check import Checked
from bot.reply.defang import defanged, printable
from bot.reply.reply import Block, Kind, Reply
from bot.verdict.verdict import State

# No state is green: nothing is ever called safe.
_COLOURS = {
    State.LIKELY_SCAM: "red",
    State.SUSPICIOUS: "yellow",
    State.CANNOT_TELL: "blue",
    State.NO_WARNING_SIGNS: "cyan",
    State.KNOWN_GENUINE: "cyan",
    State.SIMULATION: "magenta",
}
_WIDEST = 96
_MAIL = 76  # characters in a line of a mail at most, so that its edge stands before each of them
_EDGE = "│ "


def show(path: str, checked: Checked) -> None:
    """Print the answer about one mail."""
    console = Console(highlight=False, emoji=False, markup=False)
    title = Text(printable(path) if path != "-" else "your text", overflow="ellipsis", no_wrap=True)
    console.print(
        Panel(
            Padding(body(checked.reply), (0, 1)),
            title=title,
            title_align="left",
            border_style=_COLOURS[checked.verdict.state],
            width=min(console.width, _WIDEST),
        )
    )


def show_error(path: Path, error: InputError) -> None:
    """Say what is wrong with an input, on standard error."""
    Console(stderr=True, highlight=False, emoji=False, markup=False).print(Text(f"{printable(str(path))}: {error}"))


def body(reply: Reply, width: int = _WIDEST) -> Text:
    """The reply as rich text for so many columns; a stranger's words carry neither markup nor a live link."""
    text = Text()
    room = min(_MAIL, width - len(_EDGE))
    for i, block in enumerate(reply.blocks):
        before = reply.blocks[i - 1].kind if i else None
        if block.kind == before is Kind.MAIL:
            text.append("\n").append(_EDGE.strip(), style="dim").append("\n")
        elif before:
            same_list = block.kind == before and block.kind in (Kind.REASON, Kind.STEP)
            text.append("\n" if same_list or before is Kind.HEADING else "\n\n")
        _append(text, block, room)
    return text


def _append(text: Text, block: Block, room: int) -> None:
    if block.kind is Kind.MAIL:
        _append_mail(text, block, room)
        return
    if block.kind is Kind.REASON:
        text.append(f"{block.number}. ")
    elif block.kind is Kind.STEP:
        text.append("- ")
    for span in block.spans:
        bold = span.bold or block.kind is Kind.HEADING
        style = "bold" if bold else "italic" if span.untrusted else ""
        text.append(defanged(span.text) if span.untrusted else span.text, style=style)


def _append_mail(text: Text, block: Block, room: int) -> None:
    """With an edge before each line, so that it stands apart from our own words."""
    inside = Text()
    for span in block.spans:
        inside.append(defanged(span.text) if span.untrusted else span.text, style="bold" if span.bold else "")
    for i, line in enumerate(inside.wrap(Console(width=room), room)):
        text.append("\n" if i else "").append(_EDGE, style="dim").append(line)
