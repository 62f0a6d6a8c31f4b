"""A person's quiz: it goes on where they were, the first answer counts, and what was edited asks nobody twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.flows import quiz, say_quiz
from bot.flows.quiz import QuizDesk
from bot.flows.quiz_shapes import Ask, Came, Nothing, Over, Step, Told
from bot.library.library import Library
from bot.reply.plain import plain
from bot.store import Keys, OpenStore, new_key, open_store
from tests.flows.quizzing import ANN, BOB, NOW, Board, board, judge
from tests.postgres import postgres

LIBRARY = Library.load()


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenStore]:
    url = postgres().database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/legitbot.db"
    opened = await open_store(url, Keys(new_key()))
    yield opened
    await opened.close()


def asked(step: Step) -> Ask:
    assert isinstance(step, Ask)
    return step


def told(step: Step) -> Told:
    assert isinstance(step, Told)
    return step


async def said(ask: Ask, desk: QuizDesk, option: str = "scam", sure: int | None = 2) -> Told:
    return told(await quiz.answer(ANN, ask.quiz.id, ask.place, option, sure, desk))


async def test_three_questions_from_the_first_to_the_thanks(store: OpenStore) -> None:
    desk = board().desk(store)
    step: Step = await quiz.begin(ANN, desk)
    seen, right = [], 0
    for place in range(3):
        ask = asked(step)
        assert (ask.place, len(ask.quiz.asked)) == (place, 3)
        answer = await said(ask, desk)
        assert answer.said.first and not answer.before and answer.last == (place == 2)
        assert answer.said.right == (ask.question.right == "scam")
        seen.append(ask.question.id)
        right += answer.said.right
        step = await quiz.go_on(ANN, ask.quiz.id, desk)
    assert step == Over(3, right) and len(set(seen)) == 3
    assert await store.quizzes.open(ANN.person) is None


async def test_whoever_comes_back_goes_on_where_they_were_and_after_a_week_begins_anew(store: OpenStore) -> None:
    there = board(10)
    desk = there.desk(store)
    first = asked(await quiz.begin(ANN, desk))
    await said(first, desk)
    there.later(days=6)
    second = asked(await quiz.begin(ANN, desk))
    assert second.quiz.id == first.quiz.id and second.place == 1
    there.later(days=2)
    new = asked(await quiz.begin(ANN, desk))
    assert new.quiz.id != first.quiz.id and new.place == 0
    assert (first.came, second.came, new.came) == (Came.NEW, Came.GOES_ON, Came.ANEW)
    words = [plain(say_quiz.question(LIBRARY, "en", one)) for one in (first, second, new)]
    assert ["Here it goes on" in one for one in words] == [False, True, False]
    assert ["waited too long" in one for one in words] == [False, False, True]
    assert isinstance(await quiz.go_on(ANN, first.quiz.id, desk), Over), "the old one is over, and what was said counts"


async def test_a_clock_that_was_set_back_begins_anew_and_breaks_nothing(store: OpenStore) -> None:
    there = board(10)
    desk = there.desk(store)
    first = asked(await quiz.begin(ANN, desk))
    await said(first, desk)
    there.later(days=-400)
    again = asked(await quiz.begin(ANN, desk))
    assert again.quiz.id != first.quiz.id
    assert (await said(again, desk)).said.at == there.now


async def test_the_first_answer_counts_however_often_and_by_how_many_hands_it_is_pressed(store: OpenStore) -> None:
    desk = board().desk(store)
    ask = asked(await quiz.begin(ANN, desk))
    presses = [quiz.answer(ANN, ask.quiz.id, 0, ("scam", "legit")[number % 2], 1, desk) for number in range(10)]
    answers = [told(one) for one in await asyncio.gather(*presses)]
    assert sum(not one.before for one in answers) == 1
    assert len({one.said.option for one in answers}) == 1
    assert len((await store.quizzes.past(ANN.person)).answered) == 1


async def test_two_quizzes_at_once_are_one(store: OpenStore) -> None:
    desk = board(10).desk(store)
    begun = [asked(one) for one in await asyncio.gather(*(quiz.begin(ANN, desk) for _ in range(6)))]
    assert len({one.quiz.id for one in begun}) == 1
    assert asked(await quiz.begin(BOB, desk)).quiz.id != begun[0].quiz.id


async def test_a_question_that_was_edited_since_is_replaced_and_counts_for_nothing(store: OpenStore) -> None:
    there = board(10)
    ask = asked(await quiz.begin(ANN, there.desk(store)))
    old = ask.question.id
    there.pages = [judge(one.id, scam=True, words="Edited") if one.id == old else one for one in there.pages]
    other = asked(await quiz.answer(ANN, ask.quiz.id, 0, "scam", 2, there.desk(store)))
    assert other.changed and other.place == 0 and other.question.id != old
    assert not (await store.quizzes.past(ANN.person)).answered
    there.pages = [one for one in there.pages if one.id != other.question.id]  # and the next one is taken out
    third = asked(await quiz.go_on(ANN, ask.quiz.id, there.desk(store)))
    assert third.changed and third.question.id != other.question.id


async def test_where_all_questions_were_taken_out_the_quiz_is_over(store: OpenStore) -> None:
    there = board(4)
    ask = asked(await quiz.begin(ANN, there.desk(store)))
    await said(ask, there.desk(store))
    there.pages = []
    assert isinstance(await quiz.go_on(ANN, ask.quiz.id, there.desk(store)), Over)
    assert await quiz.begin(ANN, there.desk(store)) == Nothing()


async def test_an_answer_after_the_end_changes_nothing(store: OpenStore) -> None:
    desk = board().desk(store)
    ask = asked(await quiz.begin(ANN, desk))
    await said(ask, desk)
    assert await quiz.leave(ANN, ask.quiz.id, desk) == Over(
        1, int((await store.quizzes.past(ANN.person)).answered[0].right)
    )
    assert isinstance(await quiz.answer(ANN, ask.quiz.id, 1, "scam", 2, desk), Over)
    assert told(await quiz.answer(ANN, ask.quiz.id, 0, "legit", 2, desk)).before
    assert len((await store.quizzes.past(ANN.person)).answered) == 1


async def test_nobody_answers_or_sees_somebody_elses_quiz(store: OpenStore) -> None:
    desk = board().desk(store)
    ask = asked(await quiz.begin(ANN, desk))
    assert await quiz.go_on(BOB, ask.quiz.id, desk) == Nothing()
    assert await quiz.answer(BOB, ask.quiz.id, 0, "scam", 2, desk) == Nothing()
    assert await quiz.leave(BOB, ask.quiz.id, desk) == Nothing()


@pytest.mark.parametrize(("option", "sure"), [("maybe", 2), ("", 2), ("scam", None), ("scam", 4)])
async def test_what_is_no_answer_asks_again(store: OpenStore, option: str, sure: int | None) -> None:
    desk = board().desk(store)
    ask = asked(await quiz.begin(ANN, desk))
    again = asked(await quiz.answer(ANN, ask.quiz.id, 0, option, sure, desk))
    assert again.question.id == ask.question.id and not again.changed
    assert await quiz.answer(ANN, ask.quiz.id, 7, "scam", 2, desk) == Nothing()


async def test_a_missed_idea_comes_back_in_another_item(store: OpenStore) -> None:
    calls = [judge(one, scam=True, idea="calls") for one in ("one", "two")]
    there = Board([*calls, judge("real", scam=False)])
    desk = there.desk(store)
    ask = asked(await quiz.begin(ANN, desk, 1))
    while ask.question.idea != "calls":
        await said(ask, desk)
        ask = asked(await quiz.begin(ANN, desk, 1))
    await said(ask, desk, "legit")
    due = (await store.quizzes.past(ANN.person)).due
    assert due and due["calls"] > NOW
    there.now = due["calls"]
    assert asked(await quiz.begin(ANN, desk, 1)).question.id == ({"one", "two"} - {ask.question.id}).pop()


async def test_forgetting_in_the_middle_ends_it_and_leaves_nothing(store: OpenStore) -> None:
    desk = board().desk(store)
    ask = asked(await quiz.begin(ANN, desk))
    await said(ask, desk)
    kept = await store.privacy.kept(ANN.person)
    assert {one.what: one.count for one in kept.parts if one.count} == {
        "quizzes": 1, "quiz_answers": 1, "quiz_memory": 1,
    }  # fmt: skip
    await store.privacy.forget(ANN.person, NOW)
    assert await quiz.answer(ANN, ask.quiz.id, 1, "scam", 2, desk) == Nothing()
    past = await store.quizzes.past(ANN.person)
    assert not past.answered and not past.due
