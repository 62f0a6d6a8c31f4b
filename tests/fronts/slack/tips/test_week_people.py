"""A person is asked to a short quiz at their time; and people set up quizzes as they set up tips."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.flows.quiz_shapes import Asked
from bot.flows.shapes import Person as Someone
from bot.flows.tip_shapes import QUIZ, TIPS, Wanted
from bot.fronts.slack.tips import names as tips
from bot.schedules import read, say
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.asked import LONDON, asked, questions, result, wants_questions
from tests.fronts.slack.tips.desk import desk, goes
from tests.fronts.slack.tips.pressed import FEWER, press, said_in_thread
from tests.fronts.slack.tips.subscribing import box, kept, page, private, told, typed
from tests.fronts.slack.tips.test_arriving import now, subscribed, until_next

START, LATER, STOP = "legit:quiz-start", "legit:week-later", "legit:tip-stop"


async def invited(there: Company) -> str:
    """What Ann is sent at her time."""
    await wants_questions(there, there.ann.id, direct=True)
    await until_next(there, there.ann.id)
    await there.slack.until(lambda: there.answers(there.dm()))
    await there.quiet()
    return read_out(there.answers(there.dm())[0].blocks)


async def types(there: Company, text: str, number: int = 1) -> str:
    """Ann types `/legit quiz` and these words in #general; what only she sees."""
    await there.ann.runs(there.app, "/legit", f"quiz {text}", channel=there.general)
    return await private(there, there.ann, there.general, number)


async def test_a_person_is_invited_at_their_time_and_one_press_begins(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert await invited(there) == (
            "**A quiz: three questions about scams and about genuine mail. Do you have ninety seconds?**"
            "\n\n[Start] [Later] [Fewer of these]"
        )
        await there.ann.presses(there.answers(there.dm())[0], START)
        view = await there.box(there.ann)
        assert "Question 1 of 3" in read_out(view.body["blocks"])


@pytest.mark.thorough
async def test_whoever_is_in_the_middle_of_a_quiz_is_asked_to_go_on(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        one = (await there.running.front.counter.quizzes.content(there.team.id)).all()[0]
        person = Someone(there.team.id, there.ann.id)
        await there.running.store.quizzes.begin(person, [Asked(one.id, one.version)], now(there))
        assert "**You are in the middle of a quiz. Do you want to go on?**\n\n[Go on]" in await invited(there)


@pytest.mark.thorough
async def test_later_is_taken_kindly(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await invited(there)
        message = there.answers(there.dm())[0]
        await press(there, there.ann, message, LATER)
        assert said_in_thread(there, message) == ["Fine. Press the button whenever you have ninety seconds."]


@pytest.mark.thorough
async def test_fewer_quizzes_leave_the_tips_as_they_are(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await subscribed(there, there.ann.id, "every Tuesday 10:00", direct=True)
        await wants_questions(there, there.ann.id, direct=True)
        await until_next(there, there.ann.id)
        await there.slack.until(lambda: there.answers(there.dm()))
        message = there.answers(there.dm())[0]
        assert "[Start]" in read_out(message.blocks)
        await press(there, there.ann, message, FEWER)
        (said,) = said_in_thread(there, message)
        assert said.endswith("[Undo] [Stop these quizzes]")
        rules = {one.wanted.content: say(one.wanted.when) for one in await kept(there, there.ann.id)}
        assert rules == {TIPS: "every Tuesday at 10:00", QUIZ: "every other Monday at 10:00"}
        below = [one for one in there.answers(there.dm(), message.ts) if one.ts != message.ts]
        await press(there, there.ann, below[0], STOP)
        assert "I send you no more quizzes." in said_in_thread(there, message)[-1]
        assert {one.wanted.content: one.active for one in await kept(there, there.ann.id)} == {TIPS: True, QUIZ: False}


@pytest.mark.thorough
async def test_a_tip_and_a_quiz_on_one_day_are_one_message(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await subscribed(there, there.ann.id, "every Monday 10:00", direct=True)
        await wants_questions(there, there.ann.id, "every Monday 15:00", direct=True)
        await until_next(there, there.ann.id)
        await there.slack.until(lambda: there.answers(there.dm()))
        await there.later(6 * 3600)
        await there.quiet()
        assert len(there.answers(there.dm())) == 1


async def test_a_channel_gets_questions_by_a_command(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        assert (await types(there, "every Monday 10:00")).startswith("**For whom is the quiz?**")
        await there.ann.presses(there.ann.ephemerals(there.general)[0], f"legit:{tips.TIPS_HERE}")
        said = await private(there, there.ann, there.general, 2)
        assert "A quiz question every Monday at 10:00 (London time), in <#" in said and "/legit quiz list" in said
        (one,) = await kept(there, there.general.id)
        assert one.wanted.content == QUIZ
        assert "set up a quiz question for this channel" in read_out(there.answers(there.general)[0].blocks)


@pytest.mark.thorough
async def test_the_box_offers_both_and_says_what_is_set_up(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await box(there, there.ann)
        assert "Short tips" in read_out(view.body["blocks"]) and "Quiz questions" in read_out(view.body["blocks"])
        await there.ann.submits(view, typed(when="every Monday 10:00", what="quiz"))
        assert "A quiz every Monday at 10:00" in await told(there, there.ann)
        (one,) = await kept(there, there.ann.id)
        assert one.wanted.content == QUIZ and one.wanted.own_zone
        assert "a quiz to you" in await page(there, there.ann, "a quiz to you")


@pytest.mark.thorough
async def test_the_same_time_for_a_tip_and_a_quiz_are_two_things(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        for what in (TIPS, QUIZ):
            view = await box(there, there.ann)
            await there.ann.submits(view, typed(when="every Monday 10:00", what=what))
            await there.quiet()
        assert {one.wanted.content for one in await kept(there, there.ann.id)} == {TIPS, QUIZ}


@pytest.mark.thorough
async def test_stop_and_go_on_are_about_quizzes_and_leave_the_tips(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await subscribed(there, there.ann.id, "every Tuesday 10:00", direct=True)
        assert "No quiz is planned for you." in await types(there, "stop")
        await wants_questions(there, there.ann.id, direct=True)
        assert "No more quizzes." in await types(there, "stop", 2)
        assert {one.wanted.content: one.active for one in await kept(there, there.ann.id)} == {TIPS: True, QUIZ: False}
        assert "Quizzes go on." in await types(there, "go on", 3)
        assert "to play now" in await types(there, "help", 4)


@pytest.mark.thorough
async def test_the_desk_lists_what_was_asked_and_who_gets_quizzes(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await result(there, await asked(there))
        view = await desk(there)
        said = await goes(there, view, "sent", "A quiz question")
        assert "The answer to a quiz question" in said and "Got it" not in said
        assert ": a quiz, every Monday at 10:00" in await goes(there, await desk(there), "all", ": a quiz, ")


@pytest.mark.thorough
async def test_what_was_changed_from_tips_to_a_quiz_brings_a_quiz(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        id_ = await subscribed(there, there.general.id, "every Monday 10:00")
        assert there.running
        wanted = Wanted(read("every Monday 10:00"), LONDON, content=QUIZ)
        await there.running.store.subscriptions.change(there.team.id, id_, wanted, now(there))
        await until_next(there, there.general.id, timedelta(minutes=1))
        await there.slack.until(lambda: questions(there, there.general))
