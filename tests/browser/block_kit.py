"""Short ways to write Block Kit down in tests."""

from typing import Any

Json = dict[str, Any]

TINY = {"type": "image", "image_url": "https://pictures.example/fox.png", "alt_text": "a fox"}


def plain(text: str) -> Json:
    """A text object without markup."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A text object with Slack's markup."""
    return {"type": "mrkdwn", "text": text}


def option(name: str, detail: str = "") -> Json:
    """A choice whose value is its name in small letters."""
    return {"text": plain(name), "value": name.lower()} | ({"description": plain(detail)} if detail else {})


def words(text: str, **style: bool) -> Json:
    """A piece of rich text."""
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def line(*elements: Json) -> Json:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def rows(style: str, *lines: str, indent: int = 0, border: int = 0) -> Json:
    """A list of rich text."""
    items = [line(words(one)) for one in lines]
    return {"type": "rich_text_list", "style": style, "indent": indent, "border": border, "elements": items}


def rich(*parts: Json) -> Json:
    """A rich_text block."""
    return {"type": "rich_text", "elements": list(parts)}


def element(kind: str, name: str = "", **more: Any) -> Json:
    """An element whose action_id is its name, or its type, and "-id"."""
    return {"type": kind, "action_id": f"{name or kind}-id", **more}


def section(text: str, accessory: Json | None = None, block_id: str = "") -> Json:
    """A section of markup."""
    block: Json = {"type": "section", "text": mrkdwn(text)}
    return block | ({"accessory": accessory} if accessory else {}) | ({"block_id": block_id} if block_id else {})


def input_block(label: str, element: Json, **more: Any) -> Json:
    """An input block whose block_id is "in-" and the element's action_id."""
    return {
        "type": "input",
        "block_id": f"in-{element['action_id']}",
        "label": plain(label),
        "element": element,
        **more,
    }
