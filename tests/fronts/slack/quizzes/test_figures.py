"""How a team is doing, as its administrators see it in Slack; nobody else does."""

import csv
import io
from pathlib import Path

import pytest

from bot.flows.quiz_figures import bounds
from bot.flows.shapes import Person as Someone
from bot.fronts.slack.quizzes.figures import names
from bot.fronts.slack.quizzes.figures.page import LONGEST_ALT
from tests.figures import everybody, our_questions
from tests.fronts.slack.company import ALL_SCOPES, company
from tests.fronts.slack.quizzes.figures_shown import calls, files, images, month_goes, opened, pressed
from tests.fronts.slack.tips.desk import desk, home, now, seen

WITHOUT_FILES = [one for one in ALL_SCOPES if one != "files:write"]


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
