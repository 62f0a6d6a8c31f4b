"""What only the blocks together can break: how many, how long, ids that meet twice, one table a message."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from bot.localslack.validation.blocks import block_checks
from bot.localslack.validation.checks import array, problem

Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: dict[str, int] = {"message": 50, "modal": 100, "home": 100}
MOST_TEXT = 13_200  # characters of all blocks of a message; measured, Slack publishes no number
MOST_MARKDOWN = 12_000  # docs.slack.dev/reference/block-kit/blocks/markdown-block: all of them together
MOST_CELLS = 10_000  # docs.slack.dev/reference/block-kit/blocks/data-table-block: characters in the cells of a message
MOST_CHARTS = 2
ONE_TABLE = problem("only_one_table_allowed", "")  # docs.slack.dev/reference/block-kit/blocks/table-block

_TABLES = ("table", "data_table")
_TEXT_FIELDS = ("text", "title", "caption", "alt_text")


def block_problems(blocks: object, *, surface: Surface, at: str = "/blocks") -> list[str]:
    """What Slack would say of these blocks (decoded), in its words; an empty list when it takes them.

    The total length has an error code of its own: see `text_length` and `call_problems`.
    """
    found = list(array(block_checks(surface), MOST_BLOCKS[surface])(blocks, at))
    if isinstance(blocks, list) and not found:  # in this order, so that what is looked into is known to be shallow
        found += _met_twice(blocks, at)
        found += _too_much(blocks, surface, at)
    return found


def _each(blocks: Sequence[object], at: str) -> Iterator[tuple[dict[str, Any], str]]:
    for index, block in enumerate(blocks):
        if isinstance(block, dict):
            yield block, f"{at}/{index}"
            inner = block.get("child_blocks")
            if isinstance(inner, list):
                yield from _each(inner, f"{at}/{index}/child_blocks")


def _met_twice(blocks: list[object], at: str) -> Iterator[str]:
    seen: set[str] = set()
    for block, where in _each(blocks, at):
        name = block.get("block_id")
        if isinstance(name, str) and name in seen:
            yield problem(f'`block_id` "{name}" already exists', f"{where}/block_id")
        if isinstance(name, str) and name:
            seen.add(name)


def _too_much(blocks: list[object], surface: Surface, at: str) -> Iterator[str]:
    every = [block for block, _ in _each(blocks, at)]
    tables = [block for block in every if block.get("type") in _TABLES]
    if surface == "message" and len(tables) > 1:
        yield ONE_TABLE
    if sum(block.get("type") == "data_visualization" for block in every) > MOST_CHARTS:
        yield problem("too many data_visualization blocks", "")
    if sum(text_length(block.get("rows")) for block in tables) > MOST_CELLS:
        yield problem(f"table cells must be less than {MOST_CELLS + 1} characters", at)
    markdown = [block for block in every if block.get("type") == "markdown"]
    if len(markdown) > 1 and text_length(markdown) > MOST_MARKDOWN:
        yield problem(f"markdown must be less than {MOST_MARKDOWN + 1} characters", at)
    if surface != "message" and _focused(blocks) > 1:
        yield problem("only one element can have `focus_on_load` set to true", at)


def _focused(value: object) -> int:
    if isinstance(value, list):
        return sum(map(_focused, value))
    if isinstance(value, dict):
        return int(value.get("focus_on_load") is True) + sum(map(_focused, value.values()))
    return 0


def text_length(value: object) -> int:
    """How many characters people (or their screen readers) are given, in blocks or any part of them."""
    if isinstance(value, list):
        return sum(map(text_length, value))
    if not isinstance(value, dict):
        return 0
    own = sum(len(value[name]) for name in _TEXT_FIELDS if isinstance(value.get(name), str))
    return own + sum(map(text_length, value.values()))
