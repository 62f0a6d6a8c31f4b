"""What all pages of the desk are made of: lines in which a channel is shown by its name, moments, numbers, buttons."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.fronts.slack.blocks import Json, button, plain_text
from bot.fronts.slack.rich_text import one_line
from bot.fronts.slack.shorten import cut_text
from bot.fronts.slack.tips.names import DESK_PRESSED, DESK_TOLD_VIEW, DESK_VIEW
from bot.fronts.slack.views import modal
from bot.fronts.slack.words import words
from bot.reply.reply import Button

MOST_BLOCKS = 98  # of 100
LONGEST_LINE = 400  # characters of one piece
_CHANNEL = re.compile(r"[CG][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that a line speaks of; Slack shows its name."""

    id: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out."""

    text: str


Piece = str | Channel | Bold
Said = Mapping[str, Any]


def desk_words(language: str = "en") -> Said:
    """The table [tips_desk] of slack.toml."""
    found: Said = words(language)["tips_desk"]
    return found


def page(blocks: Sequence[Json], language: str = "en", *, back: str = "") -> Json:
    """A page as a view; `back` names the page that a button leads back to."""
    said = desk_words(language)
    shown = [*blocks[:MOST_BLOCKS]]
    if back:
        shown.append(row(nav(back, said["back"])))
    return modal(DESK_VIEW, said["title"], shown, language)


def told(text: str, language: str = "en", title: str = "") -> Json:
    """One sentence in place of a page."""
    blocks: list[Json] = [{"type": "section", "text": plain_text(text, 3_000)}]
    return modal(DESK_TOLD_VIEW, title or desk_words(language)["title"], blocks, language)


def heading(text: str) -> Json:
    """A line that stands out."""
    return paragraph(Bold(text))


def paragraph(*pieces: Piece) -> Json:
    """One paragraph."""
    return {"type": "rich_text", "elements": [_section(pieces)]}


def bullets(rows: Iterable[Sequence[Piece]], above: str = "") -> Json:
    """A list, with a heading above it."""
    shown = {"type": "rich_text_list", "style": "bullet", "elements": [_section(one) for one in rows]}
    return {"type": "rich_text", "elements": [*((_section((Bold(above),)),) if above else ()), shown]}


def row(*buttons: Json) -> Json:
    """Buttons beside each other."""
    return {"type": "actions", "elements": [*buttons]}


def nav(name: str, label: str, value: str = "", *, spoken: str = "") -> Json:
    """A button of the desk: what it does, what stands on it, and what a screen reader says."""
    return button(Button("", label), value, label=spoken, action=DESK_PRESSED + name)


def places(channels: Sequence[str], people: int, said: Said, most: int = 5) -> list[Piece]:
    """ "#general, #finance and 3 people": the first channels by name."""
    items: list[Piece] = [_channel(one, said) for one in channels[:most]]
    if (more := len(channels) - most) > 0:
        items.append(counted(more, "more_channel", said))
    if people:
        items.append(counted(people, "person", said))
    shown: list[Piece] = []
    for at, item in enumerate(items):
        if at:
            shown.append(said["and"] if at == len(items) - 1 else ", ")
        shown.append(item)
    return shown


_MANY = {"person": "people", "channel": "channels", "more_channel": "more_channels"}


def counted(count: int, what: str, said: Said) -> str:
    """ "1 person", "3 people"; `what` is "person", "channel" or "more_channel"."""
    text: str = said[what] if count == 1 else said[_MANY[what]]
    return text.format(count=f"{count:,}")


def number_of_places(channels: int, people: int, said: Said) -> str:
    """ "4 channels and 12 people"."""
    parts = [counted(channels, "channel", said)] if channels else []
    return str(said["and"]).join(parts + ([counted(people, "person", said)] if people else []))


def day_said(day: date, said: Said) -> str:
    """ "Tue 24 Nov"."""
    text: str = said["day"]
    return text.format(weekday=said["days"][day.weekday()], day=day.day, month=said["months"][day.month - 1])


def moment_said(at: datetime, said: Said) -> str:
    """ "Tue 24 Nov 10:00", in the zone of `at`."""
    text: str = said["moment"]
    return text.format(day=day_said(at.date(), said), time=f"{at:%H:%M}")


def why_said(why: str, said: Said) -> str:
    """Why tips stopped, in words."""
    found: Mapping[str, str] = said["why"]
    return found.get("restricted_action" if why.startswith("restricted_action") else why) or found["other"]


def _channel(id_: str, said: Said) -> Piece:
    return Channel(id_) if _CHANNEL.fullmatch(id_) else str(said["somewhere"])


def _section(pieces: Sequence[Piece]) -> Json:
    return {"type": "rich_text_section", "elements": [_element(one) for one in pieces if one != ""]}


def _element(piece: Piece) -> Json:
    if isinstance(piece, Channel):
        return {"type": "channel", "channel_id": piece.id}
    if isinstance(piece, Bold):
        return {"type": "text", "text": _kept(piece.text), "style": {"bold": True}}
    return {"type": "text", "text": _kept(piece)}


def _kept(text: str) -> str:
    """On one line, with the spaces around it: they stand between two pieces."""
    inner = one_line(cut_text(text, LONGEST_LINE))
    return " " * text[:1].isspace() + inner + " " * (text[-1:].isspace() and len(text) > 1) if inner else text
