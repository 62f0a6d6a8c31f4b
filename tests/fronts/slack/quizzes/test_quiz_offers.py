"""Where a quiz is offered in passing, and where it is not: it must not annoy, and take no other button's place."""

from pathlib import Path

import pytest

from bot.fronts.slack.names import PRESSED
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import BOSS, GENUINE, MAILBOX, PASTED, SCAM
from tests.fronts.slack.quizzes.playing import answers, by_button, read
from tests.fronts.slack.test_practice_mail import MARK, PRACTICE
from tests.fronts.slack.test_report import team
from tests.fronts.slack.tips.pressed import TEST, below, own_tip, press

ME, MORE = f"{PRESSED}quiz-me", f"{PRESSED}quiz-more"


def buttons(message: Message) -> list[str]:
    """The action_ids below a message, in their order."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [one["action_id"] for row in rows for one in row]


async def shown(there: Company, data: bytes, text: str = "") -> Message:
    """The answer to a mail in a direct message."""
    before = len(there.answers(there.dm()))
    await there.ann.says(there.dm(), text, files=[("mail.eml", data)])
    await there.slack.until(lambda: len(there.answers(there.dm())) > before)
    return there.answers(there.dm())[-1]


async def test_below_a_verdict_with_room_it_is_the_last_button_and_opens_a_quiz(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        answer = await shown(there, GENUINE)
        assert buttons(answer)[-1] == ME and len(buttons(answer)) <= 5
        view = await by_button(there, there.ann, answer, "quiz-me")
        assert "**Question 1 of 3**" in read(view)
        await answers(there, there.ann, view)
        assert len(there.answers(there.dm())) == 1, "the quiz stays in its box"


async def test_where_a_row_is_full_it_waits_until_the_answer_has_helped(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await team(there)  # so that there is a fifth button, "Report to the security team"
        answer = await shown(there, SCAM)
        assert len(buttons(answer)) == 5 and ME not in buttons(answer)
        await there.ann.presses(answer, f"{PRESSED}helped")
        await there.slack.until(lambda: len(there.answers(there.dm())) == 2)
        assert buttons(there.answers(there.dm())[1]) == [ME]


@pytest.mark.parametrize(("data", "act"), [(SCAM, "called"), (SCAM, "paid"), (MAILBOX, "clicked"), (MAILBOX, "typed")])
async def test_who_acted_on_a_mail_is_not_asked_to_play(tmp_path: Path, data: bytes, act: str) -> None:
    async with company(tmp_path) as there:
        answer = await shown(there, data)
        await there.ann.presses(answer, f"{PRESSED}{act}")
        await there.slack.until(lambda: len(there.answers(there.dm())) == 2)
        steps = there.answers(there.dm())[1]
        assert ME not in buttons(steps)
        await there.ann.presses(steps, f"{PRESSED}helped")
        await there.slack.until(lambda: len(there.answers(there.dm())) == 3)
        assert buttons(there.answers(there.dm())[2]) == []


async def test_who_says_so_together_with_the_mail_is_not_asked_either(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert ME not in buttons(await shown(there, BOSS, "I bought the gift cards and paid already"))


async def test_below_a_practice_mail_there_is_none(tmp_path: Path) -> None:
    async with company(tmp_path, exercise_mark=MARK) as there:
        assert ME not in buttons(await shown(there, PRACTICE))


async def test_who_says_that_it_was_wrong_is_not_asked(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        answer = await shown(there, SCAM)
        await there.ann.presses(answer, f"{PRESSED}wrong")
        await there.slack.until(lambda: len(there.answers(there.dm())) == 2)
        assert buttons(there.answers(there.dm())[1]) == []


async def test_where_others_read_along_there_is_no_button_and_in_private_there_is(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        message = await there.team.email_into(there.general, GENUINE)
        await there.answer(message)
        question = await there.ann.says(there.general, f"{there.bot.mention} is this legit? {PASTED}")
        await there.answer(question)
        assert [ME in buttons(one) for one in there.answers(there.general)] == [False, False]
        await there.ann.runs(there.app, "/legit", f"check {PASTED}", channel=there.general)
        await there.private_answer(there.ann, there.general)
        (private,) = there.ann.ephemerals(there.general)
        assert buttons(private)[-1] == ME
        view = await by_button(there, there.ann, private, "quiz-me")
        assert "**Question 1 of 3**" in read(view)


@pytest.mark.thorough
async def test_below_the_reason_of_a_tips_question_there_is_the_way_to_more(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        await press(there, there.ann, tip, TEST)
        question = below(there, tip)[-1]
        await press(there, there.ann, question, next(one for one in buttons(question) if "answer" in one))
        reason = below(there, tip)[-1]
        assert buttons(reason) == [MORE]
        assert "**Question 1 of 3**" in read(await by_button(there, there.ann, reason, "quiz-more"))
