"""A channel is asked one question, everybody answers for themselves, and at the end of the day all see why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, Table, select

from bot.flows.shapes import Person as Someone
from bot.flows.tip_shapes import Wanted
from bot.lessons.quiz_past import Answered
from bot.library.quizzes import Question, Questions
from bot.localslack.people import Person
from bot.schedules import read
from bot.store.schema import metadata
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.asked import (
    ANSWER,
    LONDON,
    answers,
    asked,
    next_question,
    options,
    question,
    questions,
    result,
    results,
    until_closed,
    wants_questions,
    week,
)
from tests.fronts.slack.tips.pressed import said_to
from tests.fronts.slack.tips.test_arriving import now, until_next


async def past(there: Company, person: Person) -> Sequence[Answered]:
    """What is kept of their answers."""
    assert there.running
    return (await there.running.store.quizzes.past(Someone(there.team.id, person.id))).answered


async def said(there: Company, person: Person, number: int = 1) -> str:
    """What only they see in #general, that many times."""
    await there.slack.until(lambda: len(person.ephemerals(there.general)) >= number)
    return said_to(person, there.general)[number - 1]


async def test_one_question_is_asked_answered_in_private_and_told_at_the_end_of_the_day(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        one = await question(there, message)
        assert (
            "Your answer is private, and your first one counts. At 17:00 (London time) I tell the reason here."
            in read_out(message.blocks)
        )
        assert set(options(message)) == {f"{ANSWER}{each.id}" for each in one.options}
        chosen = await answers(there, there.ann, message)
        assert (await said(there, there.ann)).startswith("Noted. You said: ")
        (kept,) = await past(there, there.ann)
        assert (kept.item, kept.right, kept.sure, kept.first) == (one.id, True, None, True) and chosen == one.right
        assert not results(there, there.general), "nothing tells the answer before the end"
        told = await result(there, message)
        assert one.option(one.right).feedback.partition(". ")[2][:40] in told and "answered" not in told  # type: ignore[union-attr]
        (below,) = results(there, there.general)
        assert below.thread_ts == message.ts and below.body.get("subtype") == "thread_broadcast"
        await there.later(86400)
        await there.quiet()
        assert len(results(there, there.general)) == len(questions(there, there.general)) == 1


@pytest.mark.thorough
async def test_the_first_press_counts_and_a_later_one_is_told_so(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        first = await answers(there, there.ann, message, right=False)
        await there.quiet()
        await answers(there, there.ann, message, right=True)
        assert "Your first answer counts. You said: " in await said(there, there.ann, 2)
        (kept,) = await past(there, there.ann)
        assert not kept.right and first
        noted, before = said_to(there.ann, there.general)
        assert noted.partition("You said: ")[2].partition(". The")[0] == before.partition("You said: ")[2]


@pytest.mark.thorough
async def test_what_is_noted_reads_the_same_whether_it_was_right_or_wrong(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        labels = {one["text"]["text"] for block in message.blocks for one in block["elements"] if "action_id" in one}
        await answers(there, there.ann, message, right=True)
        await answers(there, there.bob, message, right=False)
        heard = {await said(there, person) for person in (there.ann, there.bob)}
        assert len({one.replace(label, "") for one in heard for label in labels if label in one}) == 1


@pytest.mark.thorough
async def test_a_press_after_the_end_is_told_why_and_counts_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        one = await question(there, message)
        told = await result(there, message)
        await answers(there, there.ann, message, right=False)
        heard = await said(there, there.ann)
        assert heard.startswith("This question is closed, so your answer does not count.")
        assert not await past(there, there.ann)
        reason = told.partition("\n\n")[2].removesuffix("\n\nThank you for taking part.")
        assert reason in heard and one.id


@pytest.mark.thorough
async def test_how_many_answered_is_told_from_five_on_and_only_roughly_how(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        people = [there.ann, there.bob, *(there.team.person(f"Person {number}") for number in range(3))]
        for one in people:
            await one.joins(there.general)
        message = await asked(there)
        for one in people:
            await answers(there, one, message, right=one is not there.bob)
        assert "5 of you answered. Most were right." in await result(there, message)


class Edited:
    """A shelf where one question was edited, or taken out."""

    def __init__(self, before: Questions, item: str, now_is: Question | None) -> None:
        self._before, self._item, self._now_is = before, item, now_is

    async def content(self, _workspace: str) -> "Edited":
        return self

    def all(self, language: str = "en") -> tuple[Question, ...]:
        return tuple(one for one in self._before.all(language) if one.id != self._item)

    def get(self, id: str, language: str = "en") -> Question | None:
        return self._now_is if id == self._item else self._before.get(id, language)


@pytest.mark.thorough
@pytest.mark.parametrize("gone", [True, False])
async def test_a_question_that_was_edited_or_removed_since_is_thanked_for_and_not_counted(
    tmp_path: Path, gone: bool
) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        one = await question(there, message)
        await answers(there, there.bob, message)
        await there.quiet()
        assert there.running
        counter = there.running.front.counter
        before = await counter.quizzes.content(there.team.id)
        counter.quizzes = Edited(before, one.id, None if gone else replace(one, version="other"))  # type: ignore[assignment]
        words = read_out(message.blocks)
        await there.ann.presses(message, f"{ANSWER}{one.right}")
        assert (await said(there, there.ann)).startswith("Thank you. Somebody changed this question")
        assert not await past(there, there.ann) and len(await past(there, there.bob)) == 1
        told = await result(there, message)
        assert "Somebody changed this question" in told and "answered" not in told
        assert read_out(message.blocks) == words, "what was asked stays as it was asked"


@pytest.mark.thorough
async def test_a_stranger_in_a_shared_channel_is_answered_and_nothing_about_them_is_kept(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        shared = there.team.channel("with-acme", members=[there.ann], shared=True)
        eve = there.team.person("Eve Stone", stranger=True)
        await eve.joins(shared)
        message = await asked(there, shared)
        await answers(there, eve, message)
        await there.slack.until(lambda: eve.ephemerals(shared))
        assert said_to(eve, shared)[0].startswith("Thank you. The reason comes here")
        await until_closed(there, message)
        await there.slack.until(lambda: results(there, shared))
        await answers(there, eve, message)
        await there.slack.until(lambda: len(eve.ephemerals(shared)) == 2)
        assert said_to(eve, shared)[1].startswith("This question is closed")
        await there.quiet()
        assert not await rows_with(there, eve.id)


async def rows_with(there: Company, word: str) -> list[str]:
    """The tables in which this word stands anywhere."""
    found: list[str] = []
    for table in metadata.sorted_tables:
        rows = await _rows(there, table)
        found += [table.name for row in rows if any(word in str(value) for value in row)]
    return found


async def _rows(there: Company, table: Table) -> Sequence[Row[Any]]:
    assert there.running
    return await there.running.store.database.read(lambda connection: connection.execute(select(table)).all())


@pytest.mark.thorough
async def test_a_tip_and_a_question_that_are_due_together_both_come(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        assert there.running
        setter = Someone(there.team.id, there.ann.id)
        tips = Wanted(read("every Monday 10:00"), LONDON)
        await there.running.store.subscriptions.add(setter, there.general.id, tips, now(there), direct=False)
        await wants_questions(there, there.general.id)
        await until_next(there, there.general.id)
        await there.slack.until(lambda: len(there.answers(there.general)) == 1)
        await there.quiet()
        await there.later(3)
        await there.slack.until(lambda: len(there.answers(there.general)) == 2)
        await there.quiet()
        assert len(questions(there, there.general)) == 1


@pytest.mark.thorough
async def test_each_week_brings_another_question_and_each_its_own_result(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        items = {(await week(there, message)).item}
        for _ in range(4):
            await result(there, message)
            message = await next_question(there)
            items.add((await week(there, message)).item)
        assert len(items) == 5
        assert len(results(there, there.general)) == 4


@pytest.mark.thorough
async def test_stopping_the_questions_takes_nobodys_result_away(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        assert there.running
        store = there.running.store.subscriptions
        (one,) = await store.of_target(there.team.id, there.general.id)
        await store.stop(there.team.id, one.id, "", now(there))
        assert await result(there, message)


@pytest.mark.thorough
async def test_what_people_type_about_a_value_that_is_none_is_answered_kindly(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        message.blocks[-1]["elements"][0]["value"] = "legit-nothing"
        await there.ann.presses(message, options(message)[0])
        assert (await said(there, there.ann)).startswith("This question is too old for me.")
        assert not await past(there, there.ann)


@pytest.mark.thorough
async def test_a_question_that_comes_late_is_open_until_the_next_working_day(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there, when="every Friday 16:30")
        assert "On Monday " in read_out(message.blocks)
        closes = (await week(there, message)).closes_at
        assert closes - now(there) > timedelta(days=2)
        await there.later(86400)
        await there.quiet()
        assert not results(there, there.general)
        assert await result(there, message)
