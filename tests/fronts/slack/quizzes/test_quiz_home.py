"""Quizzes on the app's page, the box "How I am doing", and what is kept of them and forgotten."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import schedules
from bot.flows import quiz as story
from bot.flows.quiz import Player
from bot.flows.quiz_shapes import QUIZ, Ask, NewSaid
from bot.flows.tip_shapes import QUIZ as BRINGS_QUIZ
from bot.flows.tip_shapes import TIPS, Wanted
from bot.fronts.slack import names
from bot.fronts.slack.quizzes.names import QUIZ_DOING
from bot.fronts.slack.quizzes.player import player_of, quiz_desk
from bot.localslack.validation import view_problems
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.quizzes.playing import (
    answers,
    by_command,
    by_page,
    goes_on,
    has_answered,
    kept,
    page,
    question_in,
    read,
    someone,
    values,
)
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.test_privacy import naming
from tests.fronts.slack.trouble.conftest import on_postgresql

GOOD, FAIR = [True] * 8 + [False] * 2, [True] * 7 + [False] * 3
NEVER = re.compile(r"\bd'|\bc\b =|rank|streak|points?\b|level|%|score", re.IGNORECASE)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.thorough)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    return on_postgresql() if request.param == "postgresql" else {"database": f"sqlite:///{tmp_path}/legitbot.db"}


async def doing(there: Company) -> str:
    """The box "How I am doing", opened from the page."""
    await page(there, there.ann)
    await there.ann.presses(there.ann.home or {}, QUIZ_DOING)
    view = await there.box(there.ann)
    assert view_problems({key: one for key, one in view.body.items() if key in ("type", "title", "blocks")}) == []
    return read(view)


async def test_before_the_first_answer_the_page_says_what_it_is_in_one_line(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert await page(there, there.ann) == (
            "Three short questions: is it a scam, or is it real? You learn both.\n\n[Start a quiz]"
        )


async def test_until_there_are_enough_answers_the_page_says_how_many_are_missing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await has_answered(there, there.ann, GOOD, FAIR[:9])
        shown = await page(there, there.ann)
        assert "After one more mail that you judge, I can tell you how you are doing." in shown
        assert "of 10" not in shown


async def test_with_ten_of_both_the_page_says_bands_and_no_figure(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await has_answered(there, there.ann, GOOD, FAIR)
        shown = await page(there, there.ann)
        assert re.search(r"Spotting scams: you see about \d to \d+ of 10\.", shown)
        assert re.search(r"Trusting genuine mail: you let about \d to \d+ of 10 pass\.", shown)
        assert "Only you see this." in shown and not NEVER.search(shown)
        assert "times of" not in shown, "how often they were right at each level stands in the box"
        whole = await doing(there)
        assert "When you were fairly sure, you were right 15 times of 20." in whole and not NEVER.search(whole)
        assert not re.search(r"of 10", await page(there, there.bob)), "nobody else sees it"


async def test_who_calls_everything_a_scam_hears_that_it_costs_them_real_mail(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await has_answered(there, there.ann, [True] * 10, [False] * 10, sure=3)
        shown = await page(there, there.ann)
        assert "When in doubt, you call a mail a scam." in shown
        assert "You are certain a bit too often." in shown


async def test_the_box_says_what_was_answered_lately_and_when_it_comes_back(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await by_command(there, there.ann)
        ideas = []
        for right in (True, False, True):
            ideas.append((question_in(there, view).idea, right))
            await answers(there, there.ann, view, right=right)
            await goes_on(there.ann, view)
        await there.ann.closes(view)
        names_of = there.running and there.running.front.counter.desk.library.quiz_words("en")["ideas"]
        assert names_of
        lines = [line for line in (await doing(there)).split("\n") if line.startswith("• ")]
        assert len(lines) == 3
        for line, (idea, right) in zip(lines, reversed(ideas), strict=True):
            said = "right" if right else "missed"
            assert re.fullmatch(rf"• {re.escape(names_of[idea])}: {said}\. It comes back around \d+ \w+\.", line)
        await there.ann.closes(await there.box(there.ann))
        await there.later(200 * 86_400)
        assert (await doing(there)).count("It can come back any day now.") == 3


async def test_what_is_kept_shows_all_of_it_and_forget_me_deletes_it(tmp_path: Path, database: dict[str, Any]) -> None:
    async with company(tmp_path, **database) as there:
        view = await by_page(there, there.ann)
        await answers(there, there.ann, view)
        await goes_on(there.ann, view)
        other = await by_command(there, there.bob)
        await answers(there, there.bob, other)
        await there.ann.closes(view)
        await there.ann.runs(there.app, "/legit", "privacy", channel=there.general)
        box = await there.box(there.ann)
        shown = read(box)
        assert "• 1 quiz that you began, on " in shown
        assert "• 1 answer in a quiz, with how sure you were if I asked, on " in shown
        assert "• When I ask you again about 1 thing from quizzes, on " in shown
        assert {"quizzes", "quiz_answers", "quiz_memory"} <= {*await naming(there, there.ann)}
        await there.ann.presses(box, names.FORGET)
        await there.quiet()
        assert await naming(there, there.ann) == []
        assert {"quizzes", "quiz_answers", "quiz_memory"} <= {*await naming(there, there.bob)}
        assert "[Start a quiz]" in read_out((there.ann.home or {})["blocks"])


async def test_who_is_forgotten_in_the_middle_of_a_question_is_not_written_down_again(
    tmp_path: Path, database: dict[str, Any]
) -> None:
    async with company(tmp_path, **database) as there:
        view = await by_page(there, there.ann)
        given = values(there, view)
        await there.ann.presses(there.ann.home or {}, names.FORGET)
        await there.quiet()
        await there.ann.submits(view, given)
        assert read(view) == "This quiz is over. You can begin a new one at any time."
        assert await naming(there, there.ann) == []


async def test_who_is_forgotten_between_the_look_and_the_answer_is_not_written_down_either(
    tmp_path: Path, database: dict[str, Any]
) -> None:
    async with company(tmp_path, **database) as there:
        assert there.running
        store, who = there.running.store, someone(there, there.ann)
        desk = quiz_desk(there.running.front.counter)
        step = await story.begin(Player(who), desk)
        assert isinstance(step, Ask)
        await store.privacy.forget(who, desk.now())
        new = NewSaid(step.quiz.id, 0, QUIZ, step.question, step.question.right, 3)
        said, _ = await store.quizzes.answer(who, new, desk.now())
        assert said.right
        assert await naming(there, there.ann) == []


async def test_topics_and_language_come_from_the_persons_plan_for_quizzes(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        counter, who = there.running.front.counter, someone(there, there.ann)
        plan = Wanted(schedules.read("every Tuesday 10:00"), schedules.Calendar("Europe/London"))
        tips, quizzes = (
            replace(plan, topics=frozenset({one}), content=of) for one, of in (("boss", TIPS), ("codes", BRINGS_QUIZ))
        )
        store = counter.desk.store.subscriptions
        await store.add(who, who.id, tips, counter.desk.now(), direct=True)
        assert await player_of(counter, who) == Player(who, "en"), "a plan for tips says nothing about quizzes"
        await store.add(who, who.id, replace(quizzes, language="de"), counter.desk.now(), direct=True)
        assert await player_of(counter, who) == Player(who, "de", frozenset({"codes"}))
        view = await by_command(there, there.ann)
        for _ in range(3):
            assert question_in(there, view).topic == "codes"
            await answers(there, there.ann, view)
            await goes_on(there.ann, view)
        assert len(await kept(there, there.ann)) == 3
