"""A person's quiz when two presses come at once: one of them begins it, and neither is lost."""

import asyncio

from bot.flows.quiz_shapes import QUIZ, Asked, NewSaid
from bot.store import OpenStore
from tests.figures import our_questions
from tests.store.conftest import ANN, NOW

ASKED = [Asked(one.id, one.version) for one in our_questions(1)]


async def test_presses_at_once_begin_one_quiz(store: OpenStore) -> None:
    begun = await asyncio.gather(*(store.quizzes.begin(ANN, ASKED, NOW) for _ in range(8)))
    assert len({one.id for one in begun}) == 1 and await store.quizzes.open(ANN) == begun[0]


async def test_one_that_ends_while_the_next_begins_is_no_fault(store: OpenStore) -> None:
    for _ in range(100):
        last = await store.quizzes.begin(ANN, ASKED, NOW)
        *begun, _none = await asyncio.gather(
            store.quizzes.begin(ANN, ASKED, NOW), store.quizzes.begin(ANN, ASKED, NOW), store.quizzes.leave(last, NOW)
        )
        assert {one.id for one in begun} <= {last.id, (await store.quizzes.begin(ANN, ASKED, NOW)).id}


async def test_an_answer_given_twice_counts_once(store: OpenStore) -> None:
    quiz = await store.quizzes.begin(ANN, ASKED, NOW)
    question = our_questions(1)[0]
    said = [NewSaid(quiz.id, 0, QUIZ, question, option.id, 2) for option in question.options]
    (one, new), (other, new_too) = await asyncio.gather(*(store.quizzes.answer(ANN, each, NOW) for each in said))
    assert one == other and [new, new_too].count(True) == 1
    assert len(await store.quizzes.said(ANN, quiz.id)) == 1 and len((await store.quizzes.past(ANN)).answered) == 1
