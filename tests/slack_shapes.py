"""Holds what goes out to Slack against Slack's own shapes (types, methods, manifest) and against our limits.

The shapes lie in the folder that LEGITBOT_SLACK_SHAPES names, or in ../shared/slack beside the checkout; where
there is neither, `slack_shapes()` skips the test. Their validators are built once: that takes a second.
"""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it brings no types

from bot.localslack.validation import METHODS, call_problems, response_problems

NO_SHAPES = "LEGITBOT_SLACK_SHAPES names no folder"

YOUNGER = frozenset({"data_visualization"})  # blocks that Slack has and types.schema.json does not
_MENDS = {"chat.appendStream": ("markdown_text",)}  # required in the file, and not by Slack: `chunks` do as well


def shapes_folder() -> Path | None:
    """The folder of Slack's shapes, if there is one."""
    named = os.environ.get("LEGITBOT_SLACK_SHAPES", "")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "slack"
    return folder if (folder / "types.schema.json").is_file() else None


def slack_shapes() -> Path:
    """The folder of Slack's shapes; skips the test where there is none."""
    folder = shapes_folder()
    if folder is None:
        pytest.skip(NO_SHAPES)
    return folder


@cache
def _schema(file: str, pointer: str = "") -> Any:
    """A validator of the file, or of one definition of it."""
    schema = json.loads((slack_shapes() / file).read_text(encoding="utf-8"))
    if pointer:
        schema = {"definitions": schema["definitions"], "$ref": f"#/definitions/{pointer}"}
    return Draft7Validator(schema)


def _told(validator: Any, value: object) -> list[str]:
    errors = sorted(validator.iter_errors(value), key=lambda error: [str(part) for part in error.absolute_path])
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in errors]


@cache
def block_definitions() -> dict[str, str]:
    """block type -> the name of its definition."""
    schema = type_definitions()
    names = {}
    for choice in schema["KnownBlock"]["anyOf"]:
        name = choice["$ref"].rsplit("/", 1)[-1]
        kinds = schema[name].get("anyOf", [schema[name]])
        names[kinds[0]["properties"]["type"]["const"]] = name
    return names


def block_shape_problems(block: Mapping[str, Any]) -> list[str]:
    """What Slack's types say of one block. Its own type is asked, not all: quicker, and it says what is wrong.

    A block that is younger than the types has no problems here.
    """
    kind = str(block.get("type"))
    if kind in YOUNGER:
        return []
    return _told(_schema("types.schema.json", block_definitions().get(kind, "KnownBlock")), block)


def view_shape_problems(view: Mapping[str, Any]) -> list[str]:
    """What Slack's types say of a view and each of its blocks."""
    name = {"modal": "ModalView", "home": "HomeView"}.get(str(view.get("type")), "ModalView")
    frame = _told(_schema("types.schema.json", name), {**view, "blocks": []})
    return frame + [told for block in view.get("blocks", ()) for told in block_shape_problems(block)]


@cache
def type_definitions() -> dict[str, Any]:
    """Slack's types: name -> JSON schema."""
    text = (slack_shapes() / "types.schema.json").read_text(encoding="utf-8")
    definitions: dict[str, Any] = json.loads(text)["definitions"]
    return definitions


@cache
def method_shape(method: str) -> dict[str, Any] | None:
    """What methods/*.json says of a method; None where that folder lacks it."""
    file = slack_shapes() / "methods" / f"{method}.json"
    if not file.is_file():
        return None
    shape: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return shape


def required_arguments(method: str) -> list[str]:
    """Required arguments as Slack's file has them, with the known mends and without `token`."""
    shape = method_shape(method) or {"args": {}}
    return [name for name in shape["args"].get("required") or () if name not in ("token", *_MENDS.get(method, ()))]


def argument_shape_problems(method: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    """What the method's own argument list says: a name that it lacks, one that is missing.

    A method that Slack's files lack is held to our own table.
    """
    shape = method_shape(method)
    known = set(shape["args"].get("properties", ())) if shape else set(METHODS[method].arguments)
    required = required_arguments(method) if shape else METHODS[method].required
    for name in arguments:
        if name not in known | {"token", "team_id"}:
            yield f"{method}: unknown argument {name}"
    for name in required:
        if name not in arguments:
            yield f"{method}: missing argument {name}"


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _inner_blocks(arguments: Mapping[str, Any]) -> Iterator[Any]:
    yield from _decoded(arguments.get("blocks")) or ()
    for part in [*(_decoded(arguments.get("attachments")) or ()), *(_decoded(arguments.get("chunks")) or ())]:
        yield from part.get("blocks", ())


def payload_problems(method: str, arguments: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with an outgoing call: names, our limits, Slack's types."""
    if method not in METHODS:
        return [f"unknown method {method}"]
    found = list(argument_shape_problems(method, arguments))
    code, messages = call_problems(method, arguments)
    if code:
        return [*found, code, *messages]
    for block in _inner_blocks(arguments):
        found += block_shape_problems(block)
    if arguments.get("view"):
        found += view_shape_problems(_decoded(arguments["view"]))
    return found


def courtesy_problems(method: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    """What Slack would take and people would not: a message that screen readers cannot say, links that unfold."""
    posts = method in ("chat.postMessage", "chat.postEphemeral", "chat.update")
    if posts and not (arguments.get("text") or arguments.get("markdown_text")):
        yield "no top-level text: screen readers and notifications say nothing"
    if method == "chat.postMessage":
        for name in ("unfurl_links", "unfurl_media"):
            if str(arguments.get(name)).lower() not in ("false", "0"):
                yield f"{name} is not false: Slack would show what a stranger's link leads to"


def assert_payload_is_slacks(call: tuple[str, Mapping[str, Any]]) -> None:
    """A whole outgoing call (method, arguments; blocks and a view decoded or as JSON) is one that Slack takes."""
    method, arguments = call
    found = payload_problems(method, arguments)
    assert not found, f"{method}:\n" + "\n".join(found)


def assert_response_is_slacks(payload: Mapping[str, Any]) -> None:
    """A payload for a response_url is one that Slack takes."""
    code, messages = response_problems(payload)
    found = [code, *messages] if code else []
    if not code:
        found = [told for block in _inner_blocks(payload) for told in block_shape_problems(block)]
    assert not found, "response_url:\n" + "\n".join(found)


def assert_payload_is_ours(call: tuple[str, Mapping[str, Any]]) -> None:
    """`assert_payload_is_slacks`, and courteous: see `courtesy_problems`."""
    assert_payload_is_slacks(call)
    found = list(courtesy_problems(*call))
    assert not found, f"{call[0]}:\n" + "\n".join(found)


def assert_manifest_is_slacks(manifest: Mapping[str, Any]) -> None:
    """The app manifest is one that Slack takes."""
    found = _told(_schema("manifest.schema.json"), manifest)
    assert not found, "\n".join(found)
