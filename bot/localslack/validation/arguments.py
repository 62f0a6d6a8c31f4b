"""What Slack says of a call's arguments before it looks at blocks and views: names, kinds, and which must be there.

Slack itself passes over many a name it does not know; here one is a problem, because it is a misspelling.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping

from bot.localslack.validation.checks import Check, anything, array, kinds, problem, record, string
from bot.localslack.validation.methods import METHODS
from bot.localslack.validation.objects import TYPE, WEB

_NULLABLE = frozenset(
    "text blocks attachments metadata parse thread_ts username icon_emoji icon_url trigger_id "
    "interactivity_pointer as_user link_names channel".split()
)
_YES_OR_NO = ("true", "false", "1", "0", "")

# One of these must be there. Sources: the methods' own pages.
EITHER: dict[str, tuple[str, ...]] = {
    "chat.appendStream": ("markdown_text", "chunks"),
    "conversations.open": ("channel", "users"),
    "reactions.get": ("channel", "file", "file_comment"),
    "reactions.remove": ("channel", "file", "file_comment"),
    "views.open": ("trigger_id", "interactivity_pointer"),
    "views.push": ("trigger_id", "interactivity_pointer"),
    "views.update": ("view_id", "external_id"),
}

_some = string(at_least=1)


def _json_object(value: object, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield problem("must provide an object", at)


_SOURCE = record({**TYPE, "url": WEB, "text": _some}, {})
_CHUNKS = array(  # docs.slack.dev/reference/methods/chat.appendStream: streaming chunks
    kinds(
        {
            "markdown_text": record({**TYPE, "text": string(12_000)}, {}),
            "plan_update": record({**TYPE, "title": _some}, {}),
            "blocks": record({**TYPE, "blocks": array(anything, at_least=1)}, {}),
            "task_update": record(
                {**TYPE, "id": _some, "title": _some, "status": string()},
                {"details": string(), "output": string(), "sources": array(kinds({"url": _SOURCE}))},
            ),
        }
    )
)
_SHAPES: dict[str, Check] = {
    "chunks": _CHUNKS,
    "files": array(record({"id": _some}, {"title": string(), "highlight_type": string(10)}), at_least=1),
    "loading_messages": array(string(50, at_least=1), 10, at_least=1),
    # "up to four": docs.slack.dev/ai/developing-ai-apps
    "prompts": array(record({"title": _some, "message": _some}, {}), 4, at_least=1),
    "metadata": record({"event_type": _some, "event_payload": _json_object}, {"entities": array(anything)}),
}


def decoded(value: object) -> object:
    """A JSON string as what it says; anything else, and what is no JSON, as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def argument_problems(method: str, arguments: Mapping[str, object]) -> list[str]:
    """What Slack would say of these arguments; blocks and views are looked at by others.

    Raises KeyError for a method that METHODS does not know.
    """
    known = METHODS[method]
    found = [problem(f"missing required field: {name}", "") for name in known.required if name not in arguments]
    either = EITHER.get(method, ())
    if either and not any(arguments.get(name) for name in either):
        found.append(problem(f"missing required field: {either[0]}", ""))
    for name, value in arguments.items():
        if name not in known.arguments:
            found.append(problem(f"invalid additional property: {name}", ""))
        elif value is not None or name not in _NULLABLE or name in known.required:
            found += _of_kind(known.arguments[name], name, value)
    return found


def _of_kind(kind: str, name: str, value: object) -> Iterator[str]:
    wanted, fits = _FITS[kind]
    if not fits(value):
        yield problem(f"must provide {wanted}", f"/{name}")
    elif name in _SHAPES and kind in ("json", "object"):
        yield from _SHAPES[name](decoded(value), f"/{name}")


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"-?\d+(\.0*)?", value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


_FITS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "string": ("a string", lambda value: isinstance(value, str)),
    "boolean": ("a boolean", lambda value: isinstance(value, bool) or str(value).lower() in _YES_OR_NO),
    "number": ("a number", _is_number),
    "integer": ("an integer", _is_number),
    "list": ("an array", lambda value: isinstance(value, str | list)),
    "json": ("an array", lambda value: isinstance(decoded(value), list)),
    "object": ("an object", lambda value: isinstance(decoded(value), dict)),
    "blocks": ("a string", lambda value: True),  # by `call_problems`, which has a code of its own for each
    "view": ("an object", lambda value: True),
}
