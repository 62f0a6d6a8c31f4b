"""A picture is shown when Slack has looked at it, and not before: else Slack refuses the message."""

from types import SimpleNamespace
from typing import Any

from bot.fronts.slack.quizzes.figures.upload import ready


def workspace(*answers: Any, scopes: tuple[str, ...] = ("files:read",)) -> Any:
    """One whose Slack says this of a file, one answer after the other."""
    left = [*answers]

    async def files_info(file: str) -> Any:
        assert file == "F1"
        said = left.pop(0)
        if isinstance(said, Exception):
            raise said
        return {"file": {"mimetype": said}}

    return SimpleNamespace(
        reading=SimpleNamespace(files_info=files_info), may=lambda *any_of: set(any_of) & set(scopes)
    )


async def waited(there: Any) -> tuple[bool, list[float]]:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    return await ready(there, "F1", sleep), pauses


async def test_a_file_that_is_looked_at_already_is_shown_at_once() -> None:
    assert await waited(workspace("image/png")) == (True, [])


async def test_a_file_that_slack_has_not_looked_at_yet_is_waited_for_ever_longer() -> None:
    shown, pauses = await waited(workspace("", "", "image/png"))
    assert shown and len(pauses) == 2 and pauses == sorted(pauses)


async def test_a_file_that_is_never_ready_is_not_shown() -> None:
    shown, pauses = await waited(workspace(*[""] * 6))
    assert not shown and sum(pauses) < 20


async def test_a_slack_that_does_not_answer_costs_the_picture_only() -> None:
    assert await waited(workspace(TimeoutError())) == (False, [])


async def test_where_nobody_may_look_some_time_is_given_to_slack() -> None:
    shown, pauses = await waited(workspace(scopes=()))
    assert shown and pauses and sum(pauses) < 20
