"""Blocks of a reply as Slack's rich text, whose text elements Slack shows as they are: no markup, no mention, no link.

What an app on somebody's phone might still bring to life (a phone number to tap, an emoji's name, a mention) is set in
code style: Slack looks for nothing inside code, and neither the words nor what a screen reader says change.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.reply.defang import defanged, printable
from bot.reply.reply import Block, Kind, Span

# Every repetition is bounded, so a search is linear in the text.
_LIVE = re.compile(
    r"""
    (?<!\w)\+?\(?\d[\d\s().\-‐‑‒–—/]{5,24}\d(?!\w)     # a phone number, or what a phone takes for one
    | (?<!\d):[\w+'-]{1,60}:                              # the name of an emoji
    | @(?:here|channel|everyone|group)\b
    | <[!@\#][^<>]{0,100}>?                               # Slack's own mentions
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]{2,20})>")  # in our own words: shown by its name, and nobody is notified
_NAMED = "channel"  # stands among the styles of such a piece
_MOST_LIVE = 6  # in one span; with more, all of it is set as code
_MOST_MARKS = 4  # accents on one letter; piled-up ones would run over the lines around it
_NUMBERED = Kind.REASON
_LISTS = {Kind.REASON: "ordered", Kind.STEP: "bullet"}
_TOGETHER = {*_LISTS, Kind.MAIL}

Json = dict[str, Any]


def rich_text(blocks: Sequence[Block]) -> Json:
    """Slack's rich_text block with these blocks as paragraphs and lists."""
    return {"type": "rich_text", "elements": [*_elements(blocks)]}


def paragraphs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks that stand together: a heading with the list below it, a list, or a paragraph alone."""
    group: list[Block] = []
    for block in blocks:
        if group and not _goes_on(group[-1].kind, block.kind):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def channels_of(blocks: Iterable[Block]) -> set[str]:
    """The ids of the channels that our own words name, as `<#C012AB3CD>`."""
    spans = (span for block in blocks for span in block.spans if not span.untrusted)
    return {found for span in spans for found in _CHANNEL.findall(span.text)}


def section(block: Block) -> Json:
    """One paragraph or list item; a block without any visible text gives a section without elements."""
    runs = [run for span in block.spans for run in _runs(span, heading=block.kind is Kind.HEADING)]
    elements: list[Json] = []
    for style, same in groupby(runs, key=lambda run: run[1]):
        text = "".join(words for words, _ in same)
        if _NAMED in style:
            elements.append({"type": "channel", "channel_id": text})
        else:
            shown = {"style": dict.fromkeys(style, True)} if style else {}
            elements.append({"type": "text", "text": text, **shown})
    return {"type": "rich_text_section", "elements": elements}


def _goes_on(before: Kind, now: Kind) -> bool:
    return now in _TOGETHER and (before is now or (before is Kind.HEADING and now in _LISTS))


def _elements(blocks: Sequence[Block]) -> Iterator[Json]:
    for kind, same in groupby(blocks, key=lambda block: block.kind):
        items = list(same)
        if kind in _LISTS and not (kind is _NUMBERED and items[0].number > 1):
            yield {"type": "rich_text_list", "style": _LISTS[kind], "elements": [section(one) for one in items]}
        elif kind is Kind.MAIL:
            parts = [section(Block(kind, ((Span("\n\n"),) if i else ()) + one.spans)) for i, one in enumerate(items)]
            yield {"type": "rich_text_quote", "elements": [element for part in parts for element in part["elements"]]}
        else:  # a numbered list that does not begin at 1 would be numbered anew by Slack
            for i, item in enumerate(items):
                number = (Span(f"{item.number}. "),) if kind is _NUMBERED else ()
                break_ = (Span("\n"),) if i else ()
                yield section(Block(item.kind, (*break_, *number, *item.spans)))


def _runs(span: Span, *, heading: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(text, styles) for the pieces of a span that are not empty."""
    styles = ("bold",) if span.bold or heading else ()
    if not span.untrusted:
        for i, piece in enumerate(_CHANNEL.split(span.text)):
            if piece:
                yield piece, (*styles, _NAMED) if i % 2 else styles
        return
    text = inert(span.text)
    live = [found.span() for found in _LIVE.finditer(text)]
    if len(live) > _MOST_LIVE:
        live = [(0, len(text))]
    at = 0
    for start, end in live:
        yield from ((text[at:start], styles),) if at < start else ()
        yield text[start:end], (*styles, "code")
        at = end
    if at < len(text):
        yield text[at:], styles


def inert(text: str) -> str:
    """A stranger's text defanged, with at most four accents on a letter. Doing it twice changes nothing more."""
    shown = defanged(text)
    if shown.isascii():
        return shown
    kept, marks = [], 0
    for char in shown:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def one_line(text: str) -> str:
    """Our own words on one line, without anything invisible: for labels and titles."""
    return " ".join(printable(text).split())
