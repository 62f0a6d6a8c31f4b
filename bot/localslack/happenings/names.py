"""Blocks and elements that an app left without a name get one, so that what is pressed can be told."""

from collections.abc import Iterator
from typing import Any

from bot.localslack.core import Core

_HOLDERS = {"actions", "card", "container", "context_actions", "input", "section"}
_STILL = {"image", "mrkdwn", "plain_text"}  # elements that nobody can press


def give_names(core: Core, blocks: list[dict[str, Any]]) -> None:
    """A block_id for each block, and an action_id for each element that can be pressed; changes them in place."""
    for block in every_block(blocks):
        if not block.get("block_id"):
            block["block_id"] = core.ids.block()
        for element in elements_of(block):
            if not element.get("action_id") and element.get("type") not in _STILL:
                element["action_id"] = core.ids.block()


def every_block(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """These blocks, the cards of a carousel, and what stands in a container."""
    for block in blocks:
        if isinstance(block, dict):
            yield block
            inside = block.get("elements") if block.get("type") == "carousel" else block.get("child_blocks")
            yield from every_block(inside or [])


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The elements that stand in this block itself; none in one that only shows something."""
    if block.get("type") in _HOLDERS:
        listed = [*(block.get("elements") or []), *(block.get("actions") or [])]
        yield from (one for one in [block.get("element"), block.get("accessory"), *listed] if isinstance(one, dict))
