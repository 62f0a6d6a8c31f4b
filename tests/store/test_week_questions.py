"""A channel's question in the ledger: written with its delivery, its result with the word that it arrived."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Table, select

from bot.flows.quiz_shapes import WEEK, Asked, NewSaid
from bot.flows.shapes import Person
from bot.flows.tip_shapes import (
    PROACTIVE,
    QUIZ,
    TIP,
    Chosen,
    CutOff,
    Delayed,
    DueTip,
    InDoubt,
    Refused,
    Sent,
    TipEnd,
    Unheard,
)
from bot.flows.week_shapes import QUESTION, RESULT, Answers, NewQuestion, Stood
from bot.library.content import content_root
from bot.library.tips import Tips
from bot.store import OpenStore
from bot.store.quiz_tables import quiz_answers, quiz_memory, week_questions
from bot.store.ticking import AHEAD
from tests.store.conftest import ANN, BOB
from tests.store.test_subscriptions import DAY, HOUR, MINUTE, MONDAY, TUESDAY, TUESDAYS, due, ticked
from tests.store.test_subscriptions import WEEK as A_WEEK

HOLDER = "one"
QUESTIONS = replace(TUESDAYS, content=QUIZ)
CLOSES = TUESDAY + 7 * HOUR
ITEM = Tips.load(content_root()).questions.all()[0]


async def asked(store: OpenStore, end: type[TipEnd] | None = Sent, channels: Sequence[str] = ("C1",)) -> list[DueTip]:
    """These channels are asked on Tuesday at ten, and this is what becomes of it."""
    for one in channels:
        await store.subscriptions.add(ANN, one, QUESTIONS, MONDAY, direct=False)
    await ticked(store, TUESDAY)
    dues = [*await store.tips.ready("T1", TUESDAY, 100)]
    await sending(store, dues)
    if end is not None:
        await store.tips.ended("T1", [ended(end, one) for one in dues], HOLDER, TUESDAY)
    return dues


async def sending(store: OpenStore, dues: Sequence[DueTip]) -> None:
    new = NewQuestion(ITEM.id, ITEM.version, "en", CLOSES)
    chosen = [Chosen(one, f"question:{ITEM.id}", ITEM.topic, new) for one in dues]
    assert await store.tips.sending(chosen, HOLDER, TUESDAY) == {one.id for one in dues}


def ended(kind: type[TipEnd], one: DueTip) -> TipEnd:
    if kind is Sent:
        return Sent(one.id, f"{one.target}.1")
    if kind is Delayed:
        return Delayed(one.id, TUESDAY + MINUTE)
    return Refused(one.id, "is_archived") if kind is Refused else kind(one.id)  # type: ignore[call-arg]


async def answer(store: OpenStore, person: Person, key: str, option: str = ITEM.right) -> bool:
    new = NewSaid(f"week:{key}", 0, WEEK, ITEM, option, None)
    return (await store.quizzes.answer(person, new, TUESDAY + HOUR))[1]


async def people_in(store: OpenStore, table: Table) -> list[str]:
    return await store.database.read(lambda connection: [*connection.scalars(select(table.c.person))])


async def whats(store: OpenStore) -> list[tuple[str, str, str]]:
    return [(target, what, state) for target, what, _, state in await due(store)]


async def test_what_a_subscription_brings_is_kept(store: OpenStore) -> None:
    one = await store.subscriptions.add(ANN, "C1", QUESTIONS, MONDAY, direct=False)
    assert one.wanted.content == QUIZ
    changed = await store.subscriptions.change("T1", one.id, TUESDAYS, MONDAY)
    assert changed and changed.wanted.content == "tips"


async def test_a_tip_and_a_question_may_be_due_in_a_channel_at_the_same_minute(store: OpenStore) -> None:
    for wanted in (TUESDAYS, QUESTIONS, QUESTIONS):
        await store.subscriptions.add(ANN, "C1", wanted, MONDAY, direct=False)
    assert await ticked(store, TUESDAY) == 2, "two subscriptions to questions ask one"
    assert {(one.what, one.is_quiz) for one in await store.tips.ready("T1", TUESDAY, 9)} == {
        (TIP, False), (QUESTION, True),
    }  # fmt: skip


async def test_a_persons_quiz_is_their_one_unasked_message_of_the_day(store: OpenStore) -> None:
    for wanted in (TUESDAYS, QUESTIONS):
        await store.subscriptions.add(ANN, ANN.id, wanted, MONDAY, direct=True)
    assert await ticked(store, TUESDAY) == 1
    (one,) = await store.tips.ready("T1", TUESDAY, 9)
    assert one.what == PROACTIVE


async def test_a_question_that_arrived_has_one_result_due_when_it_closes(store: OpenStore) -> None:
    (one,) = await asked(store)
    assert await whats(store) == [("C1", QUESTION, "sent"), ("C1", RESULT, "claimed")]
    await store.tips.settled("T1", Sent(one.id, "C1.1"), TUESDAY + MINUTE)
    assert len(await whats(store)) == 2, "heard twice, it is one"
    assert await store.tips.ready("T1", CLOSES - MINUTE, 9) == []
    assert (await store.tips.left("T1", TUESDAY)).next_at == CLOSES
    (result,) = await store.tips.ready("T1", CLOSES, 9)
    assert (result.what, result.due_at, result.thread) == (RESULT, CLOSES, "C1.1")
    assert result.week and result.week.question and result.week.question.id == one.key
    assert result.is_quiz and not result.goes_round


async def test_a_question_that_may_not_stand_there_has_no_result(store: OpenStore) -> None:
    await asked(store, InDoubt)
    assert await whats(store) == [("C1", QUESTION, "lost")]


async def test_a_question_that_is_not_heard_of_has_its_result_as_soon_as_it_is_found(store: OpenStore) -> None:
    (one,) = await asked(store, Unheard)
    assert await whats(store) == [("C1", QUESTION, "sending")]
    (cut_off,) = await store.tips.cut_off("T1")
    assert cut_off == CutOff(one.id, one.key, "C1", False, TUESDAY, True)
    await store.tips.settled("T1", Sent(one.id, "C1.1"), TUESDAY + MINUTE)
    assert await whats(store) == [("C1", QUESTION, "sent"), ("C1", RESULT, "claimed")]


async def test_a_result_that_was_cut_off_is_looked_for_below_its_question(store: OpenStore) -> None:
    await asked(store)
    (result,) = await store.tips.ready("T1", CLOSES, 9)
    await store.tips.sending([Chosen(result, "result:x", "")], HOLDER, CLOSES)
    (cut_off,) = await store.tips.cut_off("T1")
    assert (cut_off.target, cut_off.thread) == ("C1", "C1.1")
    await store.tips.settled("T1", Sent(result.id, "C1.2"), CLOSES)
    assert await whats(store) == [("C1", QUESTION, "sent"), ("C1", RESULT, "sent")]


async def test_a_question_can_be_answered_before_slacks_word_about_it_is_written(store: OpenStore) -> None:
    (one,) = await asked(store, None)
    found = await store.week_questions.get("T1", one.key)
    assert found and (found.item, found.version, found.closes_at) == (ITEM.id, ITEM.version, CLOSES)
    assert not found.is_over(CLOSES - MINUTE) and found.is_over(CLOSES)
    assert await store.week_questions.get("T2", one.key) is None


async def test_what_slack_did_not_take_was_not_asked(store: OpenStore) -> None:
    for end in (Delayed, Refused):
        (one,) = await asked(store, end, [f"C-{end.__name__}"])
        assert await store.week_questions.get("T1", one.key) is None
    (again,) = await store.tips.ready("T1", TUESDAY + MINUTE, 9)
    assert again.week and again.week.stood == ()
    await sending(store, [again])
    assert await store.week_questions.get("T1", again.key)


async def test_once_the_result_may_stand_there_a_clock_that_goes_back_opens_nothing(store: OpenStore) -> None:
    (one,) = await asked(store)
    (result,) = await store.tips.ready("T1", CLOSES, 9)
    await store.tips.sending([Chosen(result, "result:x", "")], HOLDER, CLOSES)
    found = await store.week_questions.get("T1", one.key)
    assert found and found.is_over(TUESDAY)


async def test_a_channel_knows_which_questions_stood_there(store: OpenStore) -> None:
    await asked(store, channels=["C1", "C2"])
    week = TUESDAY + A_WEEK
    await ticked(store, week)
    dues = [one for one in await store.tips.ready("T1", week, 9) if one.what == QUESTION]
    assert [one.week and one.week.stood for one in dues] == [(Stood(ITEM.id, TUESDAY),)] * 2


async def test_answers_are_counted_for_their_question_alone_and_once_for_each_person(store: OpenStore) -> None:
    first, second = await asked(store, channels=["C1", "C2"])
    wrong = next(option.id for option in ITEM.options if option.id != ITEM.right)
    assert await answer(store, ANN, first.key) and await answer(store, BOB, first.key, wrong)
    assert not await answer(store, ANN, first.key, wrong), "the first one counts"
    assert await answer(store, ANN, second.key, wrong), "another channel's is another question"
    results = {one.target: one.week for one in await store.tips.ready("T1", CLOSES, 9)}
    assert {target: week and week.answers for target, week in results.items()} == {
        "C1": Answers(2, 1), "C2": Answers(1, 0),
    }  # fmt: skip


async def test_one_person_who_presses_ten_times_at_once_has_one_answer_and_one_memory(store: OpenStore) -> None:
    (one,) = await asked(store)
    options = [option.id for option in ITEM.options] * 5
    new = await asyncio.gather(*(answer(store, ANN, one.key, option) for option in options))
    assert sum(new) == 1
    rows = await store.database.read(lambda connection: connection.execute(select(quiz_answers)).all())
    assert len(rows) == 1 and rows[0].how == WEEK and rows[0].first
    assert (await store.quizzes.past(ANN)).due
    assert await store.quizzes.open(ANN) is None, "it is no quiz of their own"


async def test_who_is_forgotten_before_the_end_is_not_counted(store: OpenStore) -> None:
    (one,) = await asked(store)
    await answer(store, ANN, one.key)
    await answer(store, BOB, one.key)
    await store.privacy.forget(ANN, TUESDAY + 2 * HOUR)
    (result,) = await store.tips.ready("T1", CLOSES, 9)
    assert result.week and result.week.answers == Answers(1, 1)
    tables = (quiz_answers, quiz_memory)
    for table in tables:
        people = await people_in(store, table)
        assert people == [BOB.id]


async def test_of_a_company_that_left_no_question_stays(store: OpenStore) -> None:
    await asked(store)
    await store.privacy.forget_workspace("T1")
    assert not await store.database.read(lambda connection: connection.execute(select(week_questions)).all())


async def test_a_question_asked_by_a_clock_that_was_years_ahead_closes_on_the_day(store: OpenStore) -> None:
    (one,) = await asked(store)
    before = TUESDAY - 900 * DAY
    while await store.subscriptions.mend(before):
        pass
    found = await store.week_questions.get("T1", one.key)
    assert found and (found.asked_at, found.closes_at) == (before, before + 7 * HOUR)
    (result,) = await store.tips.ready("T1", before + 7 * HOUR, 9)
    assert result.what == RESULT


async def test_a_clock_that_was_a_little_ahead_changes_nothing(store: OpenStore) -> None:
    (one,) = await asked(store)
    await store.subscriptions.mend(TUESDAY - AHEAD + timedelta(seconds=1))
    found = await store.week_questions.get("T1", one.key)
    assert found and found.closes_at == CLOSES


async def test_whoever_is_in_the_middle_of_a_quiz_is_known_when_they_are_invited(store: OpenStore) -> None:
    for person in (ANN, BOB):
        await store.subscriptions.add(ANN, person.id, QUESTIONS, MONDAY, direct=True)
    await store.quizzes.begin(ANN, [Asked(ITEM.id, ITEM.version)], MONDAY)
    await ticked(store, TUESDAY)
    found = {one.target: one.week and one.week.quiz_open for one in await store.tips.ready("T1", TUESDAY, 9)}
    assert found == {ANN.id: True, BOB.id: False}
