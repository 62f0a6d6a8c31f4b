"""A `Reply` as a Slack message: what may be said is said inside Slack's limits, and what a mail says stays inert."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.fronts.slack.markup import escaped, unescaped
from bot.fronts.slack.names import PRESSED, REPORT, SHOW_ALL
from bot.fronts.slack.rich_text import channels_of, one_line, paragraphs, rich_text
from bot.fronts.slack.shorten import LONGEST_TEXT, MOST_CHARACTERS, cut_text, fitting, pieces, utf16, visible, weight
from bot.fronts.slack.words import words
from bot.reply.plain import plain
from bot.reply.reply import Block, Button, Kind, Reply, Span

Json = dict[str, Any]

LONGEST_LABEL = 75  # of a button
LONGEST_VALUE = 2_000
LONGEST_ID = 255
_IN_A_ROW = 5
_MOST_BUTTONS = 15
_LEAST_CHARACTERS = 4_000  # that the answer gets, however much its buttons carry
_LONGEST_VIEW = 200_000  # Slack takes 250 kB
_MOST_IN_VIEW = 98  # of 100
_LONGEST_PAGE_BLOCK = 3_000


def message(reply: Reply, *, key: str = "", conversation: str = "", language: str = "en") -> Json:
    """Keyword arguments for chat.postMessage, chat.postEphemeral, chat.update or a response_url.

    `key` (the delivery's) becomes the first block's block_id, `conversation` the value of every button. Whatever the
    reply says, the message is inside Slack's limits; where it had to be cut, a button shows all of it.
    """
    said = words(language)
    room = MOST_CHARACTERS - weight([*_actions(reply.buttons, conversation, said, show_all=True)])
    kept, cut = fitting(reply.blocks, max(room, _LEAST_CHARACTERS))
    if not kept:
        kept = [Block(Kind.LEAD, (Span(said["answer"]["nothing"]),))]
    blocks = [rich_text(group) for group in paragraphs(kept)]
    if key:
        blocks[0] = {**blocks[0], "block_id": key[:LONGEST_ID]}
    blocks += _actions(reply.buttons, conversation, said, show_all=cut)
    return {
        "text": _text(reply, said["answer"]),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def as_plain_text(rendered: Json) -> Json:
    """The same message for a Slack that refuses its blocks: as inert as before, without lists and buttons."""
    words_only = unescaped(rendered["text"])
    return {
        **rendered,
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": words_only, "emoji": False}}],
    }


def all_of(reply: Reply, language: str = "en") -> list[Json]:
    """The blocks of a whole long answer, for a modal: nothing left out that a view can hold."""
    blocks: list[Json] = []
    room = _LONGEST_VIEW
    for group in _grouped(piece for block in visible(reply.blocks) for piece in pieces(block)):
        block = rich_text(group)
        room -= weight(block)
        if room < 0 or len(blocks) == _MOST_IN_VIEW:
            return [*blocks, rich_text([Block(Kind.TEXT, (Span(words(language)["answer"]["too_long"]),))])]
        blocks.append(block)
    return blocks


def button(one: Button, value: str = "", *, label: str = "", action: str = "") -> Json:
    """A button; `label` is what a screen reader says where the button's own words are not clear alone."""
    element: Json = {
        "type": "button",
        "action_id": (action or PRESSED + one.id)[:LONGEST_ID],
        "text": plain_text(one.label, LONGEST_LABEL),
    }
    if value:
        element["value"] = value[:LONGEST_VALUE]
    if label:
        element["accessibility_label"] = cut_text(label, LONGEST_LABEL)
    return element


def named(blocks: Iterable[Json]) -> list[Json]:
    """The same blocks, those with something to press under a name of their own (block_id).

    Without one, Slack gives a block another name each time a view is shown anew, and whoever presses a button at that
    moment presses one that is gone.
    """
    found: list[Json] = []
    known: Counter[str] = Counter()
    for block in blocks:
        pressed: Json = block.get("accessory") or next(iter(block.get("elements") or ()), {})
        name = str(pressed.get("action_id") or "")[: LONGEST_ID - 4]
        if name and "block_id" not in block:
            known[name] += 1
            block = {**block, "block_id": f"{name}-{known[name]}"}
        found.append(block)
    return found


def question_before(said: Mapping[str, str]) -> Json:
    """What is asked before a press counts: title, text, confirm and deny."""
    return {
        "title": plain_text(said["title"], 100),
        "text": plain_text(said["text"], 300),
        "confirm": plain_text(said["confirm"], 30),
        "deny": plain_text(said["deny"], 30),
    }


def plain_text(text: str, most: int) -> Json:
    """A plain text object of at most so many characters, in which no emoji's name becomes a picture."""
    return {"type": "plain_text", "text": cut_text(one_line(text), most) or "…", "emoji": False}


def _actions(buttons: Sequence[Button], value: str, said: Any, *, show_all: bool) -> Iterator[Json]:
    known = {one.id: one for one in reversed(buttons) if one.label.strip()}  # an action_id must not stand twice
    wanted = [known[one_id] for one_id in dict.fromkeys(one.id for one in buttons) if one_id in known][:_MOST_BUTTONS]
    elements = [button(one, value, label=said["button_labels"].get(one.id, "")) for one in wanted]
    for element in elements:
        if element["action_id"] == PRESSED + REPORT:
            element["confirm"] = question_before(said["report"])
    if show_all:
        whole = Button("show-all", said["answer"]["show_all"])
        elements.append(button(whole, value, label=said["button_labels"][whole.id], action=SHOW_ALL))
    for at in range(0, len(elements), _IN_A_ROW):
        yield {"type": "actions", "elements": elements[at : at + _IN_A_ROW]}


def _text(reply: Reply, said: Any) -> str:
    """The whole answer for screen readers and notifications, which read this instead of the blocks."""
    text = escaped(plain(Reply(tuple(visible(reply.blocks))))) or said["nothing"]
    for channel in channels_of(reply.blocks):
        text = text.replace(escaped(f"<#{channel}>"), f"<#{channel}>")
    if utf16(text) <= LONGEST_TEXT:
        return text
    ending = f"\n\n{said['goes_on']}"
    short = cut_text(text, LONGEST_TEXT - utf16(ending))
    before, found, last = short.rpartition("&")
    return (before + "…" if found and ";" not in last and len(last) < 6 else short) + ending


def _grouped(blocks: Iterator[Block]) -> Iterator[list[Block]]:
    """Paragraphs as `paragraphs` gives them, long lists in several, so that no block of Slack's gets too long."""
    for group in paragraphs(blocks):
        part: list[Block] = []
        size = 0
        for block in group:
            length = sum(len(span.text) for span in block.spans)
            if part and size + length > _LONGEST_PAGE_BLOCK:
                yield part
                part, size = [], 0
            part.append(block)
            size += length
        yield part
