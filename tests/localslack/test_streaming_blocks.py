"""What a stream brings becomes blocks: words, tasks that come further, a plan, and what the end puts below them."""

from typing import Any

import pytest

from bot.localslack.happenings.streaming import grown
from tests.localslack.conftest import Firm

DIVIDER = {"type": "divider"}


def said(text: str) -> dict[str, Any]:
    return {"type": "markdown_text", "text": text}


def task(status: str, **more: str) -> dict[str, Any]:
    return {"type": "task_update", "id": "1", "title": "Look", "status": status, **more}


def test_words_that_follow_each_other_are_one_block() -> None:
    assert grown([], [said("**It** "), said("is"), said("")]) == [{"type": "markdown", "text": "**It** is"}]


def test_blocks_part_the_words_before_them_from_those_after() -> None:
    shown = grown(grown([], [said("a")]), [{"type": "blocks", "blocks": [DIVIDER]}, said("b")])
    assert [one["type"] for one in shown] == ["markdown", "divider", "markdown"]


@pytest.mark.parametrize("as_plan", [False, True])
def test_a_task_of_the_same_id_comes_further(as_plan: bool) -> None:
    begun = grown([], [task("in_progress")], as_plan=as_plan)
    done = grown(begun, [task("complete", details="3 links")], as_plan=as_plan)
    [one] = done[0]["tasks"] if as_plan else done
    assert (one["type"], one["status"]) == ("task_card", "complete")
    assert one["details"]["elements"][0]["elements"][0]["text"] == "3 links"


def test_a_plan_gets_its_title_later() -> None:
    shown = grown(
        grown([], [task("pending")], as_plan=True), [{"type": "plan_update", "title": "My plan"}], as_plan=True
    )
    assert [(one["type"], one["title"], len(one["tasks"])) for one in shown] == [("plan", "My plan", 1)]


async def test_the_blocks_of_the_end_stand_below_what_was_streamed(firm: Firm) -> None:
    top = await firm.ann.says(firm.dm, "hi")
    begun = await firm.client().chat_startStream(channel=firm.dm.id, thread_ts=top.ts, markdown_text="**It** is")
    ts = str(begun["ts"])
    ended = await firm.client().chat_stopStream(channel=firm.dm.id, ts=ts, markdown_text=" real.", blocks=[DIVIDER])
    assert [one["type"] for one in ended["message"]["blocks"]] == ["markdown", "divider"]
    assert ended["message"]["blocks"][0]["text"] == "**It** is real."
    assert all(one["block_id"] for one in ended["message"]["blocks"])
