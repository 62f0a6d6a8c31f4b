"""Modals and Home tabs: blocks with a frame around them, and limits of its own.

Limits: docs.slack.dev/reference/views/modal-views and home-tab-views.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.localslack.validation.checks import Check, anything, boolean, kinds, problem, record, string
from bot.localslack.validation.objects import TYPE, plain_text
from bot.localslack.validation.whole import block_problems

MOST_BYTES = 250_000  # more is `view_too_large`


_ANY: Mapping[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_FRAME = kinds(
    {
        "modal": record(
            {**TYPE, "title": plain_text(24), "blocks": anything},
            {
                **_ANY,
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
            },
        ),
        "home": record({**TYPE, "blocks": anything}, _ANY),
    }
)


def view_problems(view: object) -> list[str]:
    """What Slack would say of this view (decoded), in its words; an empty list when it takes it.

    A view over 250 kB has an error code of its own: see `view_bytes` and `call_problems`.
    """
    found = list(_FRAME(view, "/view"))
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home") or "blocks" not in view:
        return found
    found += block_problems(view["blocks"], surface=view["type"], at="/view/blocks")
    if view["type"] == "modal" and "submit" not in view and isinstance(view["blocks"], list):
        found += _inputs_without_submit(view["blocks"])
    return found


def _inputs_without_submit(blocks: list[Any]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        if isinstance(block, dict) and block.get("type") == "input":
            yield problem("must define `submit` to use an `input` block in modals", f"/view/blocks/{index}/input")


def view_bytes(view: object) -> int:
    """The size of a view as it is sent."""
    return len(json.dumps(view, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass"))
