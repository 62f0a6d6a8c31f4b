"""How a team is doing, as its administrators see it in Slack; nobody else does."""

import asyncio
import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.flows.quiz_figures import MonthFigures, bounds, month_after, month_of
from bot.flows.say_figures import digest
from bot.flows.shapes import Person as Someone
from bot.fronts.slack.quizzes.figures import monthly, names
from bot.fronts.slack.quizzes.figures.page import LONGEST_ALT
from bot.fronts.slack.quizzes.figures.page import images as shown_images
from bot.lessons.groups import GroupFigures, Rate, Rates
from bot.library.library import Library
from bot.localslack.people import Person
from bot.localslack.validation import call_problems
from bot.localslack.world.messages import Message
from bot.localslack.world.views import View
from tests.figures import answer, everybody, our_questions
from tests.fronts.slack.company import ALL_SCOPES, Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.desk import desk, home, now, seen
from tests.fronts.slack.tips.test_desk_rounds_shared import done, two_processes
from tests.fronts.slack.trouble.conftest import on_postgresql

WITHOUT_FILES = [one for one in ALL_SCOPES if one != "files:write"]
STOP = "legit:figures-stop"


async def month_goes(there: Company, people: int) -> str:
    """So many people answer this month, and it ends. The month."""
    assert there.running
    month = month_of(now(there))
    await everybody(there.running.store, people, now(there), our_questions(), there.team.id)
    await there.later((bounds(month)[1] + timedelta(hours=2) - now(there)).total_seconds())
    return month


async def until_told(there: Company, month: str) -> None:
    """Move the clock to eleven o'clock on the first working day of the next month."""
    at = bounds(month_after(month))[0].replace(hour=11)
    while at.weekday() > 4:
        at += timedelta(days=1)
    if at > now(there):
        await there.later((at - now(there)).total_seconds())
    await a_minute(there)


async def a_minute(there: Company) -> None:
    """What is looked after once a minute is looked after."""
    assert there.running
    await there.running.front.postman.now_and_then()
    await there.quiet()


async def opened(there: Company, person: Person | None = None) -> View:
    """The page, from the app's own page."""
    person = person or there.ann
    before = person.view
    await person.presses(await home(there, person, names.FIGURES), names.FIGURES)
    await there.slack.until(lambda: person.view not in (None, before))
    assert person.view
    return person.view


async def pressed(there: Company, view: View, what: str, until: str) -> str:
    await there.ann.presses(view, names.FIGURES_PRESSED + what)
    await there.slack.until(lambda: until in seen(there.ann.view))
    return seen(there.ann.view)


async def chosen(there: Company, *channels: str) -> View:
    """The administrator chooses where it is told every month."""
    view = await opened(there)
    await pressed(there, view, names.MONTHLY, "In which channel?")
    form = there.ann.view
    assert form
    await there.ann.submits(form, {names.MONTHLY_CHANNEL: {"value": [*channels]}})
    return form


def images(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in blocks if one["type"] == "image"]


def files(there: Company) -> dict[str, Any]:
    return there.slack.core.workspaces[there.team.id].files


def calls(there: Company, method: str) -> int:
    return sum(one.method == method for one in there.slack.calls)


def told(there: Company) -> list[Message]:
    return [one for one in there.answers(there.general) if "How we did in" in read_out(one.blocks)]


async def test_the_page_says_how_everybody_is_doing_in_words_and_in_charts_with_the_same_words(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        month = await month_goes(there, 5)
        view = await opened(there)
        await there.slack.until(lambda: images(view.blocks))
        shown = seen(view)
        assert f"{bounds(month)[0]:%B %Y}" in shown
        assert "5 people took part. They gave 40 answers." in shown
        assert "Spotting scams: 80 % of the scams" in shown and "Trusting genuine mail: 80 % of" in shown
        assert "By how hard the questions were" in shown and "By topic" in shown
        for one in images(view.blocks):
            data = files(there)[one["slack_file"]["id"]].data
            assert data.startswith(b"\x89PNG\r\n\x1a\n")
            assert one["alt_text"].startswith("A chart. ") and "80 %" in one["alt_text"]
            assert len(one["alt_text"]) <= LONGEST_ALT
        assert not [one for one in ("U0", "U1", there.bob.real_name) if one in str(view.blocks)]


async def test_of_four_people_nothing_is_shown_and_no_month_before_it_is_over(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        assert there.running
        await everybody(there.running.store, 6, now(there), our_questions(), there.team.id)
        assert "There is nothing to show yet." in seen(await opened(there))
    (tmp_path / "few").mkdir()
    async with company(tmp_path / "few") as there:
        there.ann.admin = True
        await month_goes(there, 4)
        view = await opened(there)
        assert "Fewer than five people took part in" in seen(view)
        assert "%" not in seen(view) and not images(view.blocks)
        assert not files(there), "nothing is drawn of it"


@pytest.mark.thorough
async def test_the_desk_leads_there_and_back(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await month_goes(there, 5)
        first = await desk(there)
        await there.ann.presses(first, names.FIGURES)
        await there.slack.until(lambda: "people took part" in seen(there.ann.view))
        assert len(there.ann.stack) == 2


@pytest.mark.thorough
async def test_nobody_else_has_the_button_nor_gets_in_with_an_old_page(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await month_goes(there, 5)
        assert names.FIGURES not in str(await home(there, there.bob))
        page = await home(there, there.ann, names.FIGURES)
        view = await opened(there)
        there.ann.admin = False
        shown = await pressed(there, view, names.CSV, "Only administrators")
        assert "%" not in shown and not there.answers(there.dm())
        await there.ann.closes(view)
        await there.ann.presses(page, names.FIGURES)
        await there.slack.until(lambda: names.FIGURES not in str(there.ann.home))
        assert there.ann.view is None


@pytest.mark.thorough
async def test_earlier_months_stay_as_they_were_after_somebody_was_forgotten(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        assert there.running
        first = await month_goes(there, 6)
        view = await opened(there)
        before = seen(view)
        await there.ann.closes(view)
        await there.running.store.privacy.forget(Someone(there.team.id, "U0"), now(there))
        await month_goes(there, 5)
        view = await opened(there)
        assert "5 people took part" in seen(view)
        shown = await pressed(there, view, f"{names.SHOW}-earlier", "6 people took part")
        assert shown.partition("[")[0] == before.partition("[")[0], first
        await pressed(there, view, f"{names.SHOW}-later", "5 people took part")


@pytest.mark.thorough
async def test_without_the_permission_there_are_words_alone_and_the_table_says_why(tmp_path: Path) -> None:
    async with company(tmp_path, scopes=WITHOUT_FILES) as there:
        there.ann.admin = True
        await month_goes(there, 5)
        view = await opened(there)
        assert "5 people took part" in seen(view)
        assert "files:write" in await pressed(there, view, names.CSV, "I can't send files here")
        assert not images(view.blocks) and not calls(there, "files.getUploadURLExternal")


@pytest.mark.thorough
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_slack_refuses_the_charts_and_the_words_stay(tmp_path: Path, method: str) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await month_goes(there, 5)
        there.slack.faults.error(method, "file_uploads_disabled", times=100)
        view = await opened(there)
        await there.slack.until(lambda: calls(there, method))
        await there.quiet()
        assert "5 people took part" in seen(view) and not images(view.blocks)
        assert "Slack did not take the table" in await pressed(there, view, names.CSV, "did not take")


@pytest.mark.thorough
async def test_a_chart_that_cannot_be_drawn_costs_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.charts.png._writes", lambda font: False)
    async with company(tmp_path) as there:
        there.ann.admin = True
        await month_goes(there, 5)
        view = await opened(there)
        await there.quiet()
        assert "5 people took part" in seen(view) and not files(there)


@pytest.mark.thorough
async def test_a_chart_is_given_to_slack_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await month_goes(there, 5)
        for _ in range(2):
            view = await opened(there)
            await there.slack.until(lambda: images(view.blocks))  # noqa: B023 - awaited here
            await there.ann.closes(view)
        assert calls(there, "files.getUploadURLExternal") == len(images(view.blocks))


@pytest.mark.thorough
async def test_the_table_comes_to_the_administrators_direct_messages(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        month = await month_goes(there, 5)
        view = await opened(there)
        await pressed(there, view, names.CSV, "The table is in our direct messages.")
        (sent,) = [one for one in there.dm().messages if one.body.get("files")]
        (file,) = sent.body["files"]
        rows = [*csv.reader(io.StringIO(files(there)[file["id"]].data.decode("utf-8-sig")))]
        assert file["name"] == "quiz-figures.csv" and rows[0] == ["month", "what", "group", "value", "people"]
        assert rows[1] == [month, "people who took part", "all questions", "5", "5 to 9"]
        assert not there.answers(there.general)


# ── The monthly message ─────────────────────────────────────────────────────────────────────────────────────


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
