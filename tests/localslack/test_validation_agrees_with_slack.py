"""Our validator and Slack's own types agree: where one takes the shape of a block, so does the other.

Blocks are made from Slack's types (so a field that we forgot is found), and then spoiled somewhere.
"""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.localslack.validation import Surface, block_problems
from tests import slack_shapes

SURFACES: tuple[Surface, ...] = ("message", "modal", "home")
BLOCKS = (
    "actions alert card carousel container context context_actions data_table divider file header image input "
    "markdown plan rich_text section table task_card video"
).split()

# What stands in a field so that only the structure is tried: addresses, days and numbers that are good.
WORDS = {
    **dict.fromkeys(("url", "image_url", "thumbnail_url", "video_url", "title_url"), "https://acme.example/a"),
    "provider_icon_url": "https://acme.example/i.png",
    "initial_date": "2026-11-22",
    "initial_time": "09:30",
    **dict.fromkeys(("min_value", "max_value"), "7"),
    "source": "remote",
}
NUMBERS = {"timestamp": 1_790_000_000, "initial_date_time": 1_790_000_000, "row_header_column_index": 0}
# These elements and others share no surface, so they never stand in one container.
APART = {"EmailInput", "NumberInput", "URLInput", "FileInput", "RichTextInput", "WorkflowButton"}


class Maker:
    """Makes an instance of a definition, with any subset of what is optional."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.types = slack_shapes.type_definitions()
        self.ids = 0

    def make(self, schema: dict[str, Any], field: str = "", avoid: frozenset[str] = frozenset()) -> Any:
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[-1]
            avoid = avoid | APART if name == "ContainerBlock" else avoid
            return self.make({**self.types[name], "is": name}, field, avoid)
        if "anyOf" in schema:
            choices = [c for c in schema["anyOf"] if c.get("$ref", "/").rsplit("/", 1)[-1] not in avoid]
            choices = [c for c in choices if c.get("additionalProperties") != {}]  # "any object": a task of a plan
            return self.make(self.data.draw(st.sampled_from(choices)), field, avoid)
        if "const" in schema or "enum" in schema:
            return self.data.draw(st.sampled_from([schema["const"]] if "const" in schema else schema["enum"]))
        if schema.get("type") == "array":
            most = 1 if field in ("elements", "trigger_actions_on") else 2
            return [self.make(schema["items"], "", avoid) for _ in range(self.data.draw(st.integers(1, most)))]
        if schema.get("type") == "object":
            return self.object(schema, avoid)
        return self.plain(schema["type"], field)

    def plain(self, kind: str, field: str) -> Any:
        if kind == "boolean":
            return self.data.draw(st.booleans())
        if kind == "number":
            return NUMBERS.get(field, 1)
        if field in ("block_id", "action_id"):
            self.ids += 1
            return f"{field}-{self.ids}"
        return WORDS.get(field, "Ask")

    def object(self, schema: dict[str, Any], avoid: frozenset[str]) -> dict[str, Any]:
        fields = schema["properties"]
        wanted = set(schema.get("required", ())) | set(self.data.draw(st.lists(st.sampled_from(sorted(fields)))))
        wanted |= self.forced(schema.get("is", ""), fields, wanted)
        made = {name: self.make(fields[name], name, avoid) for name in fields if name in wanted}
        return mended(made, schema.get("is", ""))

    def forced(self, name: str, fields: dict[str, Any], wanted: set[str]) -> set[str]:
        """Slack asks for more than its types do: one of two fields, the value of an option."""
        if name in ("PlainTextOption", "MrkdwnOption"):
            return {"value"}
        if "option_groups" in fields or name in ("CardBlock", "ContainerBlock"):
            return {"options", "title"} & set(fields)
        if name == "SectionBlock" and not wanted & {"text", "fields"}:
            return {"text"}
        return {"include"} if "exclude_bot_users" in fields else set()


def mended(made: dict[str, Any], name: str) -> dict[str, Any]:
    """Without what may not stand together."""
    if name in ("PlainTextOption", "MrkdwnOption"):
        made.pop("url", None)  # in overflow menus only
    if "options" in made:
        made.pop("option_groups", None)
        for initial in ("initial_option", "initial_options"):
            if initial in made:
                made[initial] = made["options"][0] if initial == "initial_option" else made["options"][:1]
    if name == "RichTextColor":
        made["value"] = "#00FF00"
    if name == "NumberInput" and "initial_value" in made:
        made["initial_value"] = "7"
    if made.get("type") == "data_table":
        made["rows"] = [[{"type": "raw_text", "text": "Link"}], *(row[:1] for row in made["rows"])]
    return made


def made_block(kind: str, data: st.DataObject) -> dict[str, Any]:
    block: dict[str, Any] = Maker(data).make({"$ref": slack_shapes.block_definitions()[kind]})
    return block


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from objects(inner)


def test_every_block_that_slack_knows_is_tried() -> None:
    assert set(BLOCKS) == set(slack_shapes.block_definitions())


@pytest.mark.parametrize("kind", BLOCKS)
@settings(max_examples=15)
@given(data=st.data())
def test_what_slacks_types_take_is_taken_on_a_surface(kind: str, data: st.DataObject) -> None:
    block = made_block(kind, data)
    assert slack_shapes.block_shape_problems(block) == []
    refused = {surface: block_problems([block], surface=surface) for surface in SURFACES}
    assert not all(refused.values()), (block, refused)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", BLOCKS)
@settings(max_examples=30)
@given(data=st.data())
def test_what_slacks_types_refuse_is_refused_on_every_surface(kind: str, data: st.DataObject) -> None:
    block = copy.deepcopy(made_block(kind, data))
    spoiled = data.draw(st.sampled_from([one for one in objects(block) if one]))
    field = data.draw(st.sampled_from(sorted(spoiled)))
    odd = data.draw(st.sampled_from(["without", None, 7, "odd", [], {}, ["odd"], {"type": "odd"}, True]))
    if odd == "without":
        del spoiled[field]
    else:
        spoiled[data.draw(st.sampled_from([field, "odd"]))] = odd
    if slack_shapes.block_shape_problems(block):
        assert all(block_problems([block], surface=surface) for surface in SURFACES), block


@given(junk=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: (
    st.lists(inner) | st.dictionaries(st.sampled_from(["type", "text", "elements", "block_id", "rows", "x"]), inner)
), max_leaves=12))  # fmt: skip
def test_junk_is_refused_and_breaks_nothing(junk: object) -> None:
    for surface in SURFACES:
        assert block_problems([junk], surface=surface) != []
        assert (block_problems(junk, surface=surface) == []) is (junk == [])
