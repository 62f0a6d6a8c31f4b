"""A channel is told how everybody is doing, once a month; or nothing, but never twice."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.flows.quiz_figures import MonthFigures, bounds, month_of
from bot.flows.say_figures import digest
from bot.fronts.slack.quizzes.figures import monthly, names
from bot.fronts.slack.quizzes.figures.page import images as shown_images
from bot.lessons.groups import GroupFigures, Rate, Rates
from bot.library.library import Library
from bot.localslack.validation import call_problems
from tests.figures import answer, our_questions
from tests.fronts.slack.company import company
from tests.fronts.slack.quizzes.figures_shown import (
    STOP,
    a_minute,
    calls,
    chosen,
    images,
    month_goes,
    opened,
    told,
    until_told,
)
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.desk import now, seen
from tests.fronts.slack.tips.test_desk_rounds_shared import done, two_processes
from tests.fronts.slack.trouble.conftest import on_postgresql


async def test_a_channel_is_told_once_a_month_with_charts_until_somebody_stops_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        await there.slack.until(
            lambda: f"Every month I tell these figures in <#{there.general.id}>" in seen(there.ann.view)
        )
        month = await month_goes(there, 5)
        await a_minute(there)
        assert not told(there), "it is night"
        await until_told(there, month)
        for _ in range(3):
            await there.later(3600)
            await a_minute(there)
        (message,) = told(there)
        shown = read_out(message.blocks)
        assert "5 people took part" in shown and "Spotting scams: 80 %" in shown and "[Stop these messages]" in shown
        assert len(images(message.blocks)) >= 2 and all("80 %" in one["alt_text"] for one in images(message.blocks))
        await there.bob.presses(message, STOP)
        await there.slack.until(lambda: there.bob.ephemerals(there.general))
        assert "Only administrators" in read_out(there.bob.ephemerals(there.general)[0].blocks)
        await there.ann.presses(message, STOP)
        await there.slack.until(lambda: there.ann.ephemerals(there.general))
        assert "Stopped." in read_out(there.ann.ephemerals(there.general)[0].blocks)
        await until_told(there, await month_goes(there, 6))
        assert len(told(there)) == 1


@pytest.mark.thorough
async def test_a_month_without_figures_is_not_told_and_the_next_one_is(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        await until_told(there, await month_goes(there, 4))
        assert not there.answers(there.general)
        assert there.running
        month = month_of(now(there))
        for number in range(4, 10):  # other people, so that these are first answers
            await answer(there.running.store, f"N{number}", now(there), our_questions(), team=there.team.id)
        await there.later((bounds(month)[1] + timedelta(hours=2) - now(there)).total_seconds())
        await until_told(there, month)
        assert len(told(there)) == 1 and "6 people took part" in read_out(told(there)[0].blocks)


@pytest.mark.thorough
async def test_a_channel_that_another_company_joined_meanwhile_is_not_told_and_the_page_says_that_it_stopped(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        month = await month_goes(there, 5)
        there.general.shared = True
        await until_told(there, month)
        assert not told(there)
        view = await opened(there)
        assert f"Other companies can read <#{there.general.id}> now" in seen(view)
        there.general.shared = False
        await until_told(there, month)
        assert not told(there), "until an administrator wants it again"


@pytest.mark.thorough
async def test_slack_that_refuses_the_image_blocks_gets_the_words_and_the_button(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        month = await month_goes(there, 5)
        there.slack.faults.error("chat.postMessage", "invalid_blocks")
        await until_told(there, month)
        (message,) = told(there)
        assert not images(message.blocks) and "[Stop these messages]" in read_out(message.blocks)
        there.slack.calls[:] = [one for one in there.slack.calls if one.response.get("error") != "invalid_blocks"]


@pytest.mark.thorough
async def test_an_upload_that_fails_costs_no_message(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        month = await month_goes(there, 5)
        there.slack.faults.server_error("files.getUploadURLExternal", times=100)
        await until_told(there, month)
        (message,) = told(there)
        assert not images(message.blocks) and "5 people took part" in read_out(message.blocks)


@pytest.mark.thorough
async def test_whoever_dies_between_the_upload_and_the_message_sends_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        month = await month_goes(there, 5)

        async def dies(*given: Any, **more: Any) -> None:
            raise ConnectionResetError("the process died here")

        with monkeypatch.context() as patched:
            patched.setattr("bot.fronts.slack.quizzes.figures.monthly.deliver", dies)
            await until_told(there, month)
        assert calls(there, "files.completeUploadExternal") and not told(there)
        for _ in range(4):
            await there.later(600)
            await a_minute(there)
        assert len(told(there)) == 1


@pytest.mark.thorough
async def test_two_processes_that_look_at_once_tell_it_once(tmp_path: Path) -> None:
    async with company(tmp_path, start=False, **on_postgresql()) as there, two_processes(there) as bots:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        month = await month_goes(there, 5)
        await until_told(there, month)
        for _ in range(3):
            await there.later(61)
            await asyncio.gather(*(bot.front.postman.now_and_then() for bot in bots))
            await done(*bots)
        assert len(told(there)) == 1
        assert "5 people took part" in seen(await opened(there))


@pytest.mark.thorough
async def test_an_answer_of_slacks_that_is_lost_brings_no_second_message(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        month = await month_goes(there, 5)
        there.slack.faults.lose_reply("chat.postMessage")
        await until_told(there, month)
        for _ in range(3):
            await there.later(600)
            await a_minute(there)
        assert len(told(there)) == 1


@pytest.mark.thorough
async def test_a_channel_that_is_archived_is_told_nothing_more_and_the_page_says_why(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        month = await month_goes(there, 5)
        there.general.archived = True
        await until_told(there, month)
        before = calls(there, "chat.postMessage")
        for _ in range(2):
            await there.later(86_400)
            await a_minute(there)
        assert calls(there, "chat.postMessage") == before
        assert f"I can't post in <#{there.general.id}> any more" in seen(await opened(there))


@pytest.mark.thorough
async def test_a_channel_must_be_one_where_we_are_and_may_be_emptied_again(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        form = await chosen(there, there.general.id)
        assert form.errors == {names.MONTHLY_CHANNEL: "I am not in that channel. Invite me there first."}
        there.bot.joins(there.general)
        assert there.running
        figures = there.running.store.quiz_figures
        await there.ann.submits(form, {names.MONTHLY_CHANNEL: {"value": [there.general.id]}})
        chose = await figures.digest(there.team.id)
        assert chose and (chose.channel, chose.zone) == (there.general.id, "Europe/London")
        assert there.ann.id not in str(chose), "it names nobody"
        await there.ann.closes(there.ann.stack[0])
        await chosen(there)
        assert await figures.digest(there.team.id) is None


def test_the_longest_message_goes_out_whole() -> None:
    topics = {f"t{number}": f"A topic with a long name, number {number}" for number in range(15)}
    rate = Rate(95, 12_345)
    rates = Rates(rate, rate, dict.fromkeys(topics, rate), dict.fromkeys((1, 2, 3), rate))
    months = [MonthFigures(f"2026-{month:02}", GroupFigures(12_345, 999_999, rates, rates)) for month in range(1, 13)]
    reply, pictures = digest(Library.load(), "en", months, "2026-12", topics, "Stop")
    shown = shown_images(pictures, dict.fromkeys(pictures, "F0123456789"))
    sent = monthly.with_images(reply, shown, key="k", conversation="2026-12")
    assert call_problems("chat.postMessage", {"channel": "C0123456789", **sent}) == ("", [])
    assert len(images(sent["blocks"])) == 5
    assert "show-all" not in str(sent["blocks"]) and str(sent["blocks"]).count("number 14") == 2
    assert sent["blocks"][0]["block_id"] == "k", "by it the message is found again"
    much = monthly.with_images(reply, shown * 5, key="k", conversation="2026-12")
    assert not images(much["blocks"]) and "number 14" in str(much["blocks"])
