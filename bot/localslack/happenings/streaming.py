"""What a stream brings becomes blocks: words grow in one, a task is one that comes further, and blocks follow."""

import copy
from typing import Any

Block = dict[str, Any]


def grown(blocks: list[Block], chunks: list[Block], *, as_plan: bool = False) -> list[Block]:
    """The blocks of a message after these chunks; `as_plan`: its tasks stand in one plan, not each for itself."""
    shown = copy.deepcopy(blocks)
    for chunk in chunks:
        if chunk["type"] == "markdown_text":
            _say(shown, chunk["text"])
        elif chunk["type"] == "blocks":
            shown += copy.deepcopy(chunk["blocks"])
        elif chunk["type"] == "plan_update":
            _plan(shown)["title"] = chunk["title"]
        elif chunk["type"] == "task_update":
            _work(_plan(shown)["tasks"] if as_plan else shown, _task(chunk))
    return shown


def _say(shown: list[Block], words: str) -> None:
    if not words:
        return
    if not shown or shown[-1]["type"] != "markdown":
        shown.append({"type": "markdown", "text": ""})
    shown[-1]["text"] += words


def _plan(shown: list[Block]) -> Block:
    """The message's plan; a new one where it has none."""
    for block in shown:
        if block["type"] == "plan":
            return block
    shown.append({"type": "plan", "title": "", "tasks": []})
    return shown[-1]


def _work(tasks: list[Block], task: Block) -> None:
    """The task of the same id comes further; another one is new."""
    for known in tasks:
        if known.get("task_id") == task["task_id"]:
            known.update(task)
            return
    tasks.append(task)


def _task(chunk: Block) -> Block:
    task = {"type": "task_card", "task_id": chunk["id"], "title": chunk["title"], "status": chunk["status"]}
    if chunk.get("sources"):
        task["sources"] = chunk["sources"]
    return task | {part: _rich(chunk[part]) for part in ("details", "output") if chunk.get(part)}


def _rich(words: str) -> Block:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [section]}
