"""Slack refuses a message that is too long, so an answer is cut to what fits before it is sent: its end goes first."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from bot.fronts.slack.rich_text import inert, rich_text
from bot.reply.reply import Block, Kind, Span

MOST_CHARACTERS = 13_000  # of a message's blocks; Slack refuses above 13,200 (msg_blocks_too_long)
MOST_BLOCKS = 44  # of 50: buttons need some
LONGEST_TEXT = 3_000  # of a message's `text`
_STEPS = (1_500, 600, 250, 100, 40)  # characters of one paragraph, tried in turn
_WRAPPING = 160  # what Slack's block around a paragraph and its id weigh at most
ELLIPSIS = "…"


def weight(value: Any) -> int:
    """How long Slack may find this: as JSON, in UTF-16 units, with & < > escaped. The strictest way to count."""
    written = json.dumps(value, ensure_ascii=False)
    return utf16(written) + 4 * written.count("&") + 3 * (written.count("<") + written.count(">"))


def utf16(text: str) -> int:
    """The length in UTF-16 units, as JavaScript counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(blocks: Iterable[Block], most: int) -> tuple[list[Block], bool]:
    """The blocks that fit into a message, each cut where it is long; True where something was left out."""
    kept: list[Block] = []
    cut = False
    for block in visible(blocks):
        fits = next((one for one in _shorter(block) if _cost(one) <= most), None) if len(kept) < MOST_BLOCKS else None
        if fits is None:
            cut = True
            break
        cut = cut or fits != block
        most -= _cost(fits)
        kept.append(fits)
    while cut and len(kept) > 1 and kept[-1].kind is Kind.HEADING:
        kept.pop()
    return kept, cut


def visible(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks in which there is something to see, without what is not to be seen in them."""
    for block in blocks:
        spans = (replace(one, text=inert(one.text)) if one.untrusted else one for one in block.spans)
        kept = tuple(one for one in spans if one.text)
        if any(one.text.strip() for one in kept):
            yield replace(block, spans=kept)


def _shorter(block: Block) -> Iterator[Block]:
    for most in _STEPS:
        yield replace(block, spans=_cut(block.spans, most))


def _cost(block: Block) -> int:
    return weight(rich_text([replace(block, number=2)] if block.kind is Kind.REASON else [block])) + _WRAPPING


def _cut(spans: tuple[Span, ...], most: int) -> tuple[Span, ...]:
    """At most so many characters, cut at a word where there is one, with a mark that something is missing."""
    if sum(len(span.text) for span in spans) <= most:
        return spans
    kept: list[Span] = []
    for span in spans:
        if len(span.text) > most:
            return (*kept, *((replace(span, text=cut_text(span.text, most)),) if most > 1 else (Span(ELLIPSIS),)))
        kept.append(span)
        most -= len(span.text)
    return tuple(kept)


def cut_text(text: str, most: int) -> str:
    """At most so many UTF-16 units, the last of them a mark that something is missing; whole words where possible."""
    if utf16(text) <= most:
        return text
    kept = text[: most - 1]
    if not kept.isascii():
        kept = kept.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    at_word = max(kept.rfind(" ", most // 2), kept.rfind("\n", most // 2))
    return (kept[:at_word] if at_word > 0 else kept).rstrip() + ELLIPSIS


def pieces(block: Block, most: int = 2_000) -> Iterator[Block]:
    """A long block as several of at most so many characters each, nothing left out."""
    part: list[Span] = []
    room = most
    for span in block.spans:
        for start in range(0, len(span.text), most) if len(span.text) > room else (0,):
            text = span.text[start : start + most] if len(span.text) > room else span.text
            if len(text) > room and part:
                yield replace(block, spans=tuple(part))
                block, part, room = _continued(block), [], most
            part.append(replace(span, text=text))
            room -= len(text)
    if part:
        yield replace(block, spans=tuple(part))


def _continued(block: Block) -> Block:
    return replace(block, kind=Kind.TEXT) if block.kind in (Kind.REASON, Kind.STEP) else block
