"""Block Kit read as a person sees it, so that a golden file can be read like a screen."""

from collections.abc import Iterator, Sequence
from typing import Any


def read_out(blocks: list[dict[str, Any]]) -> str:
    """The blocks as text: **bold**, `code`, [button], ____ for what a person fills in."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def screen(view: dict[str, Any]) -> str:
    """A whole view: its title, its blocks, its buttons."""
    ends = [f"[{view[one]['text']}]" for one in ("submit", "close") if one in view]
    title = [f"== {view['title']['text']} =="] if "title" in view else []
    return "\n\n".join([*title, read_out(view["blocks"]), *([" ".join(ends)] if ends else [])])


def texts(thing: Any) -> Iterator[str]:
    """Every string that Slack would show, from anywhere in a payload."""
    if isinstance(thing, dict):
        for key, one in thing.items():
            if key == "text" and isinstance(one, str):
                yield one
            else:
                yield from texts(one)
    elif isinstance(thing, list):
        for one in thing:
            yield from texts(one)


def element_types(thing: Any) -> set[str]:
    """Every `type` in a payload."""
    if isinstance(thing, list):
        return {kind for one in thing for kind in element_types(one)}
    if not isinstance(thing, dict):
        return set()
    own = {thing["type"]} if isinstance(thing.get("type"), str) else set()
    return own | {kind for one in thing.values() for kind in element_types(one)}


def _lines(block: dict[str, Any]) -> Iterator[str]:
    kind = block["type"]
    if kind == "rich_text":
        for part in block["elements"]:
            if part["type"] == "rich_text_list":
                for i, item in enumerate(part["elements"], 1):
                    yield (f"{i}. " if part["style"] == "ordered" else "• ") + _run(item)
            else:
                yield _run(part)
    elif kind == "actions":
        yield " ".join(f"[{one['text']['text']}]" for one in block["elements"])
    elif kind == "divider":
        yield "----"
    elif kind == "image":
        yield f"({block['alt_text']})"
    elif kind == "input":
        yield block["label"]["text"] + (" (optional)" if block["optional"] else "")
        yield _field(block["element"])
        if "hint" in block:
            yield block["hint"]["text"]
    else:
        yield block["text"]["text"]


def _run(part: dict[str, Any]) -> str:
    return "".join(_styled(one) for one in part["elements"])


def _styled(one: dict[str, Any]) -> str:
    if one["type"] == "channel":
        return f"<#{one['channel_id']}>"
    text, style = str(one["text"]), one.get("style", {})
    text = f"`{text}`" if style.get("code") else text
    return f"**{text}**" if style.get("bold") else text


def _field(element: dict[str, Any]) -> str:
    kind = element["type"]
    if kind in ("static_select", "radio_buttons"):
        return _choices(element["options"], [element.get("initial_option")], "({}) {}")
    if kind == "checkboxes":
        return _choices(element["options"], element.get("initial_options", []), "[{}] {}")
    if kind == "file_input":
        return "[Choose files: " + " ".join(element["filetypes"]) + "]"
    return f"____ {element['placeholder']['text']}" if "placeholder" in element else "____"


def _choices(options: list[dict[str, Any]], chosen: Sequence[dict[str, Any] | None], form: str) -> str:
    return " ".join(form.format("x" if one in chosen else " ", one["text"]["text"]) for one in options)
