"""Everything that can be read in a Slack message, wherever Slack or another app put it: text, blocks, attachments."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.fronts.slack.markup import link_words, mention_words, plain_words, unescaped

__all__ = ["own_words", "plain_words", "shared_words", "words_of"]

_DEEPEST = 40  # objects inside one another
_MOST_SHARED = 100  # attachments; Slack takes no more
_NOT_WORDS = frozenset({"actions", "context_actions", "divider", "input", "button"})
_LINES = frozenset({"rich_text_list", "rich_text_quote", "rich_text_preformatted", "rich_text_section"})


def words_of(message: Mapping[str, Any], me: str = "") -> str:
    """All words of a message as a person reads them, each once. Takes any shape; never raises; linear.

    `me` is the bot's user id, whose mentions are dropped.
    """
    parts = [own_words(message, me)]
    whole = _bare(parts[0])
    parts += [shared for shared in shared_words(message, me) if _bare(shared) not in whole]
    return "\n\n".join(filter(None, parts))


def own_words(message: Mapping[str, Any], bot_user: str = "") -> str:
    """What the message itself says, without what is shared in it."""
    blocks = "\n\n".join(_blocks(message.get("blocks"), bot_user))
    return _together(plain_words(_text(message.get("text")), bot_user), blocks)


def shared_words(message: Mapping[str, Any], bot_user: str = "") -> list[str]:
    """What hangs below a message: messages shared in it, previews, what another app attached."""
    attachments = _mappings(message.get("attachments"))[:_MOST_SHARED]
    return [text for text in (_attachment(one, bot_user) for one in attachments) if text]


def _attachment(attachment: Mapping[str, Any], me: str) -> str:
    """A shared message, or what another app hung below its own."""
    inside = [
        *_blocks(attachment.get("blocks"), me),
        *(
            block
            for one in _mappings(attachment.get("message_blocks"))
            for block in _blocks(_mapping(one.get("message")).get("blocks"), me)
        ),
    ]
    text = _together(plain_words(_text(attachment.get("text")), me), "\n\n".join(inside))
    title = _text(attachment.get("title")) and link_words(
        unescaped(_text(attachment.get("title_link"))), plain_words(_text(attachment.get("title")), me)
    )
    parts = [_text(attachment.get("author_name")), plain_words(_text(attachment.get("pretext")), me), title, text]
    parts += [
        "\n".join(filter(None, (plain_words(_text(field.get(one)), me) for one in ("title", "value"))))
        for field in _mappings(attachment.get("fields"))
    ]
    if not any(parts[1:]):
        return plain_words(_text(attachment.get("fallback")), me)
    return "\n\n".join(filter(None, parts))


def _blocks(blocks: Any, me: str) -> Iterator[str]:
    for block in _mappings(blocks):
        text = "\n".join(filter(None, _words(block, me, _DEEPEST))).strip()
        if text:
            yield text


def _words(thing: Any, me: str, depth: int) -> Iterator[str]:
    """The words inside a block of any kind."""
    if depth == 0 or not isinstance(thing, (Mapping, list, tuple)):
        return
    if not isinstance(thing, Mapping):
        for one in thing:
            yield from _words(one, me, depth - 1)
        return
    kind, text = thing.get("type"), thing.get("text")
    if not isinstance(kind, str):
        kind = ""
    if kind in _NOT_WORDS:
        return
    if kind in _LINES:
        yield _rich(thing, me, depth)
    elif isinstance(text, str):
        yield plain_words(text, me) if kind == "mrkdwn" else text
    elif kind == "image":
        yield _text(thing.get("alt_text"))
    else:
        for one in thing.values():
            yield from _words(one, me, depth - 1)


def _rich(thing: Mapping[str, Any], me: str, depth: int) -> str:
    """A section, a list, a quote or preformatted text of a rich_text block."""
    elements = [*_mappings(thing.get("elements"))]
    if thing.get("type") != "rich_text_list":
        return "".join(_element(one, me, depth) for one in elements).strip("\n")
    ordered = thing.get("style") == "ordered"
    items = (_rich(one, me, depth - 1) if depth else "" for one in elements)
    return "\n".join(f"{i}. {item}" if ordered else f"• {item}" for i, item in enumerate(items, 1))


def _element(one: Mapping[str, Any], me: str, depth: int) -> str:
    kind, text = _text(one.get("type")), _text(one.get("text"))
    if kind == "link":
        return link_words(_text(one.get("url")), text)
    if kind == "user":
        name = _text(one.get("user_id"))
        return "" if me and name == me else mention_words("@", name)
    if kind == "channel":
        return mention_words("#", _text(one.get("channel_id")))
    if kind == "emoji":
        return f":{_text(one.get('name'))}:"
    if kind in _LINES:
        return _rich(one, me, depth - 1) if depth else ""
    for key in ("range", "usergroup_id", "team_id"):
        if one.get(key):
            return mention_words("@", _text(one[key]))
    return text or _text(one.get("fallback")) or _text(one.get("value"))


def _together(text: str, blocks: str) -> str:
    """The text and what the blocks say, once where they say the same: the blocks then, as they know no markup."""
    said, shown = _bare(text), _bare(blocks)
    if said in shown:
        return blocks or text
    return text if shown in said else f"{text}\n\n{blocks}"


def _bare(text: str) -> str:
    return "".join(char for char in unescaped(text).lower() if char.isalnum())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, (list, tuple)) else []
