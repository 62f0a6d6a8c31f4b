"""Of the company's practice mail whoever asked hears alone: nobody who reads along learns which mail it is."""

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.fronts.slack import names
from bot.watch.metrics import REGISTRY
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import SCAM
from tests.fronts.slack.reading import read_out

MARK = "Kx7-planted-Q2"
WORDS = f"""From: Amazon Orders <orders@lure.test>
Subject: Your account

Your account was charged $499.00. Sign in within 24 hours and enter your password: https://lure.test/amazon?id={MARK}
"""
PRACTICE = WORDS.encode()
SPOTTED = "Well spotted"


async def public_is_silent(there: Company) -> None:
    """Neither in a channel nor to anybody else but Ann."""
    await there.quiet()
    assert not there.answers(there.general)
    assert not there.bob.ephemerals(there.general)
    line = [one for one in there.bob.statuses if one["channel"] == there.general.id]
    assert not line or line[-1]["status"] == ""  # nobody is left to wait for an answer there


async def judged(there: Company) -> list[tuple[Any, ...]]:
    """Who asked, how, and what it was."""
    assert there.running
    query = text("SELECT person, how, state FROM checks ORDER BY id")
    return [tuple(row) for row in await there.running.store.database.read(lambda db: db.execute(query).all())]


async def test_a_mention_with_the_practice_mail_is_answered_to_the_asker_alone(tmp_path: Path) -> None:
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.bot.joins(there.general)
        await there.ann.says(there.general, f"{there.bot.mention} is this legit? {WORDS}")
        assert SPOTTED in await there.private_answer(there.ann, there.general)
        await public_is_silent(there)
        assert await judged(there) == [(there.ann.id, "mention", "simulation")]


async def test_a_mention_below_somebody_elses_practice_mail_is_answered_to_the_asker_alone(tmp_path: Path) -> None:
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.bot.joins(there.general)
        first = await there.bob.says(there.general, WORDS)
        await there.ann.says(there.general, f"{there.bot.mention} is this legit?", thread=first)
        assert SPOTTED in await there.private_answer(there.ann, there.general)
        await public_is_silent(there)


async def test_a_practice_mail_sent_into_a_channel_gets_no_answer_there(tmp_path: Path) -> None:
    """Nobody asked who could be told alone; who asks about it then is."""
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.bot.joins(there.general)
        message = await there.team.email_into(there.general, PRACTICE)
        await there.quiet()
        assert [one[1:] for one in await judged(there)] == [("email", "simulation")]
        await there.bob.says(there.general, "oh no, I clicked on the link", thread=message)
        await public_is_silent(there)
        await there.ann.says(there.general, f"{there.bot.mention} what is this?", thread=message)
        assert SPOTTED in await there.private_answer(there.ann, there.general)
        await public_is_silent(there)


async def test_a_practice_mail_dropped_into_our_thread_leaves_the_talk_there_as_it_was(tmp_path: Path) -> None:
    """Others go on about the scam that the thread is about, and hear nothing of the exercise."""
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.bot.joins(there.general)
        message = await there.team.email_into(there.general, SCAM)
        await there.answer(message)
        await there.ann.says(
            there.general, f"{there.bot.mention} and this one?", thread=message, files=[("mail.eml", PRACTICE)]
        )
        assert SPOTTED in await there.private_answer(there.ann, there.general)
        await there.bob.says(there.general, f"{there.bot.mention} I called them", thread=message)
        assert "Hang up" in await there.answer(message, 2)
        await there.quiet()
        assert SPOTTED not in "".join(read_out(one.blocks) for one in there.answers(there.general))


async def test_a_practice_mail_among_others_keeps_the_whole_answer_private(tmp_path: Path) -> None:
    """The list of the others would name it."""
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.bot.joins(there.general)
        files = [("one.eml", PRACTICE), ("two.eml", SCAM)]
        await there.ann.says(there.general, f"{there.bot.mention} are these legit?", files=files)
        assert "a practice mail" in await there.private_answer(there.ann, there.general)
        await public_is_silent(there)


async def test_the_buttons_of_the_private_answer_are_answered_in_private_too(tmp_path: Path) -> None:
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.bot.joins(there.general)
        await there.ann.says(there.general, f"{there.bot.mention} is this legit? {WORDS}")
        await there.private_answer(there.ann, there.general)
        await there.ann.presses(there.ann.ephemerals(there.general)[0], names.PRESSED + "helped")
        await there.private_answer(there.ann, there.general, 2)
        await public_is_silent(there)


async def test_in_a_direct_message_the_answer_stays_a_message(tmp_path: Path) -> None:
    async with company(tmp_path, exercise_mark=MARK) as there:
        message = await there.ann.says(there.dm(), files=[("mail.eml", PRACTICE)])
        assert SPOTTED in await there.answer(message)
        await there.ann.presses(there.answers(there.dm())[0], names.PRESSED + "helped")
        await there.answer(message, 2)
        assert not there.ann.ephemerals(there.dm())


async def test_no_log_and_no_figure_names_the_mark_or_anybody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The security team sees only numbers."""
    from prometheus_client import generate_latest

    caplog.set_level(logging.DEBUG, logger="bot")
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.bot.joins(there.general)
        await there.ann.says(there.general, f"{there.bot.mention} is this legit? {WORDS}")
        await there.private_answer(there.ann, there.general)
        await there.team.email_into(there.general, PRACTICE)
        await there.quiet()
        told = "\n".join(one.getMessage() for one in caplog.records) + generate_latest(REGISTRY).decode()
        for secret in (MARK, there.ann.id, "Ann", there.general.id, "lure.test"):
            assert secret not in told
