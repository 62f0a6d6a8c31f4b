"""A person's quiz in boxes: asked, answered once, told why; and whatever comes between."""

import asyncio
import copy
import time
from pathlib import Path
from typing import Any

import pytest

from bot.app.running import Time, running
from bot.fronts.slack.quizzes import playing
from bot.fronts.slack.quizzes.names import QUIZ_AGAIN, QUIZ_OPEN
from bot.localslack.world.views import View
from tests.fronts.slack.company import Company, Here, company
from tests.fronts.slack.quizzes.playing import (
    answers,
    by_button,
    by_command,
    by_page,
    edit,
    goes_on,
    kept,
    page,
    question_in,
    read,
    section,
    shown,
    someone,
    values,
)
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.test_arriving import now

GONE = "This quiz is over. You can begin a new one at any time."
CHANGED = "Somebody has just changed that question. Here is another one."
SLOW = "That took too long. Please press the button once more. Your answer counts once."


def opened_before(view: View) -> View:
    """The same box in another client, as it stands there now."""
    return View(copy.deepcopy(view.body), view.user, view.app_id)


async def test_three_questions_from_the_page_each_with_its_reason_and_thanks_at_the_end(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_page(there, there.ann)
        for number, right in enumerate((True, False, True), 1):
            assert f"**Question {number} of 3**" in read(view)
            one = question_in(there, view)
            told = await answers(there, there.ann, view, right=right)
            option = one.option(one.right if right else next(each.id for each in one.options if each.id != one.right))
            assert option and option.feedback.partition("\n")[0] in told
            assert ("You said: " in told) is not right
            assert [view.body[name]["text"] for name in ("submit", "close")] == (
                ["Finish", "Close"] if number == 3 else ["Next", "Stop for now"]
            )
            end = await goes_on(there.ann, view)
        assert end.startswith("That was all. Thank you for taking part.\n\n2 of 3 right.\n\nWhat you missed comes back")
        assert view.body["submit"] is None
        assert [one.right for one in await kept(there, there.ann)] == [True, False, True]
        await there.quiet()
        assert section(there.ann).endswith("[Start a quiz] [How I am doing]"), "the page hears of it by itself"
        views = [call for call in there.slack.calls if call.method.startswith("views.") and "home" not in str(call)]
        assert [one.method for one in views] == ["views.open"], "after the first box nothing more is asked of Slack"


async def test_the_first_answer_counts_however_often_the_box_is_handed_in(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        again, other = opened_before(view), opened_before(view)
        right, wrong = values(there, view), values(there, view, right=False)
        await there.ann.submits(view, right)
        await there.ann.submits(again, right)
        assert read(again) == read(view), "a double press shows the same"
        await there.ann.submits(other, wrong)
        assert "You had answered this before. Your first answer counts: " in read(other)
        assert [one.right for one in await kept(there, there.ann)] == [True]
        assert "**Question 2 of 3**" in await goes_on(there.ann, view)
        assert await goes_on(there.ann, again) == read(view), "both go on with the same question"


async def test_a_quiz_that_was_closed_goes_on_where_it_was_by_every_way_in(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        await answers(there, there.ann, view)
        await there.ann.closes(view)
        assert "[Go on with your quiz]" in await page(there, there.ann)
        await there.ann.presses(there.ann.home or {}, QUIZ_OPEN)
        second = await there.box(there.ann)
        assert "**Question 2 of 3**" in read(second)
        await there.ann.closes(second)
        third = await by_command(there, there.ann)
        assert (shown(third), shown(third).quiz) == (shown(second), shown(view).quiz)
        await there.ann.closes(third)
        await there.later(8 * 86_400)
        assert "[Start a quiz]" in await page(there, there.ann), "after a week it is over"
        fresh = await by_command(there, there.ann)
        assert "**Question 1 of 3**" in read(fresh) and shown(fresh).quiz != shown(view).quiz
        assert len(await kept(there, there.ann)) == 1


@pytest.mark.thorough
async def test_a_box_that_stood_open_while_the_bot_restarted_counts_as_ever(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        async with running(there.config, Here(), Time(lambda: now(there), there.slack.clock.sleep)) as first:
            there.running = first
            view = await by_command(there, there.ann)
            given = values(there, view)
            await there.quiet()
        async with running(there.config, Here(), Time(lambda: now(there), there.slack.clock.sleep)) as second:
            there.running = second
            await there.ann.submits(view, given)
            assert not view.trouble
            assert "**Question 2 of 3**" in await goes_on(there.ann, view)
            assert len(await kept(there, there.ann)) == 1


async def test_a_question_that_was_edited_meanwhile_counts_nothing_and_another_one_stands_there(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        stale, before = opened_before(view), shown(view)
        given = values(there, view)
        edit(there, edited={before.item})
        await there.ann.submits(view, given)
        assert read(view).startswith(CHANGED) and "**Question 1 of 3**" in read(view)
        assert shown(view).item != before.item
        await there.ann.submits(stale, given)
        assert read(stale) == read(view), "the old answer is none to the new question, though it has the same options"
        assert await kept(there, there.ann) == ()
        await answers(there, there.ann, stale)
        assert [one.item for one in await kept(there, there.ann)] == [shown(view).item]


async def test_where_no_question_is_left_the_quiz_is_over_and_a_new_one_says_so(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        given = values(there, view)
        edit(there, gone={one.id for one in there.running.front.counter.quizzes.living.questions.all()})  # type: ignore[union-attr]
        await there.ann.submits(view, given)
        assert read(view) == GONE
        await there.ann.closes(view)
        assert read(await by_command(there, there.ann)) == "There is no question for you now."
        assert await kept(there, there.ann) == ()


async def test_an_answer_after_the_end_is_told_so_and_does_not_count(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        late = opened_before(view)
        assert there.running
        store = there.running.store.quizzes
        quiz = await store.open(someone(there, there.ann))
        assert quiz
        await store.leave(quiz, now(there))
        await there.ann.submits(late, values(there, late))
        assert read(late) == GONE
        assert await kept(there, there.ann) == ()


async def test_what_is_not_chosen_is_asked_for_below_its_field(tmp_path: Path) -> None:
    """Slack asks for it itself; a client that does not must not make us count an answer that nobody gave."""
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        while len([*values(there, view)]) < 2:  # until one that asks how sure they are
            await answers(there, there.ann, view)
            await goes_on(there.ann, view)
        before, (field, sure) = len(await kept(there, there.ann)), values(there, view)
        for block in view.body["blocks"]:
            if block["type"] == "input":
                block["optional"] = True
        await there.ann.submits(view)
        assert view.errors == {field: "Choose an answer.", sure: "Say how sure you are."}
        await there.ann.submits(view, {field: values(there, view)[field]})
        assert view.errors == {sure: "Say how sure you are."}
        assert len(await kept(there, there.ann)) == before
        await answers(there, there.ann, view)


async def test_where_the_store_is_slow_the_box_asks_to_press_again_and_it_counts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        monkeypatch.setattr(playing, "PATIENCE", 0)
        given = values(there, view)
        (field, *_) = given
        await there.ann.submits(view, given)
        assert view.errors == {field: SLOW}
        monkeypatch.undo()
        told = await answers(there, there.ann, view)
        monkeypatch.setattr(playing, "PATIENCE", 0)
        for _ in range(2):
            assert await goes_on(there.ann, view) == f"{SLOW}\n\n{told}"
        monkeypatch.undo()
        assert "**Question 2 of 3**" in await goes_on(there.ann, view)
        assert len(await kept(there, there.ann)) == 1


@pytest.mark.parametrize("busy", [0.3, 0.05])
async def test_an_answer_that_waited_too_long_for_the_database_counts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: float
) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        given = values(there, view)
        assert there.running
        database: Any = there.running.store.database
        monkeypatch.setattr(playing, "PATIENCE", 0.1)
        database.writing.submit(time.sleep, busy)  # somebody else's transaction
        await there.ann.submits(view, given)
        monkeypatch.undo()
        if view.errors:
            assert [*view.errors.values()] == [SLOW]
            await there.ann.submits(view, given)
        assert "before" not in read(view)
        assert len(await kept(there, there.ann)) == 1


async def test_where_the_box_comes_too_late_one_message_has_a_button_that_opens_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.slack.faults.error("views.open", "expired_trigger_id")
        await there.ann.runs(there.app, "/legit", "quiz", channel=there.general)
        await there.slack.until(lambda: there.answers(there.dm()))
        await there.quiet()
        (message,) = there.answers(there.dm())
        lead, more = "I was too slow to open your quiz.", "Press the button to start it."
        assert message.body["text"] == f"{lead} {more}"
        assert read_out(message.blocks) == f"**{lead}** {more}\n\n[Start the quiz]"
        assert not there.ann.ephemerals(there.general) and not there.answers(there.general)
        assert "**Question 1 of 3**" in read(await by_button(there, there.ann, message, "quiz-start"))


async def test_the_question_can_be_looked_at_again_beside_the_reason(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        asked = read(view)
        await answers(there, there.ann, view)
        await there.ann.presses(view, QUIZ_AGAIN)
        await there.slack.until(lambda: there.ann.view is not view)
        on_top = await there.box(there.ann)
        paragraphs = [one for one in read(on_top).split("\n\n") if not one.startswith(("**Which", "**Is"))]
        assert paragraphs and all(one in asked for one in paragraphs)
        assert on_top.body["submit"] is None
        await there.ann.closes(on_top)
        assert there.ann.view is view and "**Question 2 of 3**" in await goes_on(there.ann, view)


async def test_somebody_elses_quiz_cannot_be_answered(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        given: dict[str, Any] = values(there, view)
        theirs = opened_before(view)
        await there.bob.submits(theirs, given)
        assert read(theirs) == GONE
        assert await kept(there, there.ann) == () and await kept(there, there.bob) == ()


async def both(there: Company) -> tuple[View, View]:
    return await by_command(there, there.ann), await by_command(there, there.bob)


async def test_two_people_play_apart(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        ann, bob = await both(there)
        assert shown(ann).quiz != shown(bob).quiz
        await answers(there, there.ann, ann)
        assert "**Question 1 of 3**" in read(bob)
        assert len(await kept(there, there.ann)) == 1 and await kept(there, there.bob) == ()


async def test_pressed_twice_at_the_same_moment_one_answer_counts_and_one_quiz_begins(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        runs = (there.ann.runs(there.app, "/legit", "quiz", channel=there.general) for _ in range(4))
        await asyncio.gather(*runs)
        await there.quiet()
        opened = [call.arguments["view"]["private_metadata"] for call in there.slack.called("views.open")]
        assert len(opened) == 4 and len(set(opened)) == 1, "each box shows the same question of the same quiz"
        view = await there.box(there.ann)
        given = values(there, view)
        boxes = [view, *(opened_before(view) for _ in range(6))]
        await asyncio.gather(*(there.ann.submits(one, given) for one in boxes))
        assert [one.right for one in await kept(there, there.ann)] == [True]
        assert len({read(one) for one in boxes}) == 1
