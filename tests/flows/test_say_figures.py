"""What a team is told about itself: every figure in words, in pictures and in a table, and never more than is kept."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.charts import Bars, Lines, picture
from bot.flows.figures_table import as_csv
from bot.flows.quiz_figures import (
    Digest,
    MonthFigures,
    due,
    last_over,
    month_after,
    month_before,
    over_time,
    read,
    written,
    yardstick,
)
from bot.flows.say_figures import Section, digest, month_page, nothing_yet
from bot.lessons.groups import GroupFigures, Rate, Rates, group_figures
from bot.library.library import Library
from bot.reply.plain import plain
from bot.reply.reply import Reply
from tests.lessons.test_groups import cell_rows, gives_away, team

LIBRARY = Library.load()
TOPICS = {
    f"topic-{number}": name for number, name in enumerate(("Orders", "Links", "Boss", "Parcels", "Jobs", "Money"))
}
NONE = Rates(None, None, {}, {})
FEW = GroupFigures(None, None, NONE, NONE)


def figures(spotting: int = 75, trusting: int = 80, anchors: bool = False) -> GroupFigures:
    def rates(percent: int) -> Rates:
        rate = Rate(percent, 12)
        return Rates(rate, rate if anchors else None, {"topic-0": rate, "topic-1": rate}, {1: rate, 3: rate})

    return GroupFigures(12, 140, rates(spotting), rates(trusting))


def months(*given: GroupFigures) -> list[MonthFigures]:
    return [MonthFigures(f"2026-{number:02}", one) for number, one in enumerate(given, 7)]


def text_of(sections: Sequence[Section]) -> str:
    shown = "\n".join(plain(Reply(section.blocks)) for section in sections)
    return re.sub(r"\n+", "\n", shown)


def page(found: Sequence[MonthFigures], month: str = "", topics: Mapping[str, str] = TOPICS) -> Sequence[Section]:
    return month_page(LIBRARY, "en", found, month or found[-1].month, topics)


def table(found: Sequence[MonthFigures], topics: Mapping[str, str] = TOPICS) -> list[list[str]]:
    return [*csv.reader(io.StringIO(as_csv(LIBRARY, "en", found, topics).decode("utf-8-sig"), newline=""))]


def test_a_month_reads_like_this() -> None:
    shown = text_of(page(months(figures(60, 95), figures())))
    assert (
        shown
        == """How we are doing: August 2026
12 people took part. They gave 140 answers. Thank you to all of them.
Spotting scams: 75 % of the scams were seen as scams.
Trusting genuine mail: 80 % of the genuine mails were trusted.
Only the first answer to "legit or scam?" counts.
By how hard the questions were
- Easy: spotting scams 75 %, trusting genuine mail 80 %
- Hard: spotting scams 75 %, trusting genuine mail 80 %
By topic
- Orders: spotting scams 75 %, trusting genuine mail 80 %
- Links: spotting scams 75 %, trusting genuine mail 80 %
Month by month
- July 2026: spotting scams 60 %, trusting genuine mail 95 % or more
- August 2026: spotting scams 75 %, trusting genuine mail 80 %
This is from all first answers. The questions are not the same in every month.
A figure needs five people. I leave out what fewer people answered, and what would give their answers away.
Nobody's own answers are shown to anybody else."""
    )


def test_of_a_month_with_fewer_than_five_people_only_that_is_said() -> None:
    sections = page(months(figures(), FEW))
    assert text_of(sections) == (
        "How we are doing: August 2026\nFewer than five people took part in August 2026, so I show nothing of it."
    )
    assert not [one for section in sections for one in section.pictures]
    assert table(months(FEW))[1:] == [["2026-07", "people who took part", "all questions", "", "fewer than 5"]]


def test_before_there_are_figures_it_is_said_when_there_will_be() -> None:
    assert "at least five people" in text_of([nothing_yet(LIBRARY, "en")])


def test_no_letter_of_the_greeks_and_no_letter_of_the_statisticians_is_said_to_people() -> None:
    shown = text_of(page(months(figures(), figures())))
    assert not re.search(r"[Ͱ-Ͽ]|\bd'|\bc =|\bd prime|signal detection|rate\b", shown)


@pytest.mark.parametrize(("percent", "said"), [(5, "5 % or less"), (95, "95 % or more"), (50, "50 %")])
def test_the_ends_are_not_said_finer_than_they_are_known(percent: int, said: str) -> None:
    sections = page(months(figures(percent, percent), figures(percent, percent)))
    assert f"Spotting scams: {said} of the scams" in text_of(sections)
    for one in (each for section in sections for each in section.pictures):
        drawn = one.chart
        if isinstance(drawn, Lines):
            assert {line.last for line in drawn.lines} == {said}
        else:
            assert {bar.label.partition(": ")[2] for row in drawn.rows for bar in row.bars} == {said}


def test_every_chart_says_all_its_figures_in_words() -> None:
    sections = page(months(figures(60, 70), FEW, figures(5, 95, anchors=False)))
    pictures = [one for section in sections for one in section.pictures]
    assert [type(one.chart) for one in pictures] == [Bars, Bars, Lines]
    for one in pictures:
        assert one.alt.startswith("A chart. ") and one.alt.endswith(".") and len(one.alt) < 2_000
        assert one.chart.title in one.alt
        if isinstance(one.chart, Lines):
            for name, spotted, trusted in (
                ("July 2026", "60 %", "70 %"),
                ("September 2026", "5 % or less", "95 % or more"),
            ):
                assert f"{name}: spotting scams {spotted}, trusting genuine mail {trusted}" in one.alt
            continue
        for row in one.chart.rows:
            (line,) = re.findall(rf"{row.name}: [^.]*", one.alt)
            for bar in row.bars:
                name, _, share = bar.label.partition(": ")
                assert f"{name.lower()} {share}" in line


def test_what_is_drawn_over_time_is_what_is_said() -> None:
    sections = page(months(figures(60, 70), FEW, figures(80, 90)))
    (chart,) = [one.chart for section in sections for one in section.pictures if isinstance(one.chart, Lines)]
    assert chart.places == ("Jul 2026", "Sep 2026")
    assert [line.values for line in chart.lines] == [(60, 80), (70, 90)]


def test_months_are_compared_by_the_questions_that_stay_the_same_where_every_month_has_them() -> None:
    same, mixed = months(figures(anchors=True), figures(anchors=True)), months(figures(anchors=True), figures())
    assert (yardstick(same), yardstick(mixed), yardstick(months(FEW))) == ("anchors", "overall", "overall")
    assert "from the questions that stay the same" in text_of(page(same))
    assert "from all first answers" in text_of(page(mixed))
    with_a_gap = months(figures(anchors=True), FEW, figures(anchors=True))
    assert yardstick(with_a_gap) == "anchors" and [row[0] for row in over_time(with_a_gap)] == ["2026-07", "2026-09"]


def test_an_earlier_month_shows_nothing_of_later_ones() -> None:
    found = months(figures(60, 65), figures(70, 75), figures(80, 85))
    shown = text_of(page(found, "2026-08"))
    assert "July 2026" in shown and "September" not in shown and "80 %" not in shown


def test_many_topics_are_drawn_on_several_charts_and_none_is_lost() -> None:
    topics = {f"t{number}": f"Topic number {number}" for number in range(15)}
    rates = Rates(Rate(50, 9), None, {one: Rate(50, 9) for one in topics}, {})
    sections = page(months(GroupFigures(9, 99, rates, rates)), topics=topics)
    pictures = [one for section in sections for one in section.pictures]
    charts = [one.chart for one in pictures if isinstance(one.chart, Bars)]
    assert [one.title for one in charts] == [f"By topic, part {part} of 3" for part in (1, 2, 3)]
    assert [row.name for one in charts for row in one.rows] == [*topics.values()]
    assert all(name in " ".join(one.alt for one in pictures) for name in topics.values())


def test_the_longest_charts_can_be_drawn() -> None:
    for one in (one for section in page(months(figures(), figures())) for one in section.pictures):
        assert picture(one.chart).startswith(b"\x89PNG")


def test_figures_are_read_as_they_were_written() -> None:
    for one in (FEW, figures(anchors=True), group_figures(team(8, 12, 1))):
        assert read(written(one)) == one


# ── The table ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_has_a_row_for_each_figure() -> None:
    found = months(figures(60, 95, anchors=True))
    rows = table(found)
    assert rows[0] == ["month", "what", "group", "value", "people"]
    assert rows[1:3] == [
        ["2026-07", "people who took part", "all questions", "12", "10 to 19"],
        ["2026-07", "answers", "all questions", "140", "10 to 19"],
    ]
    assert ["2026-07", "spotting scams (percent)", "difficulty: Hard", "60", "10 to 19"] in rows
    assert ["2026-07", "trusting genuine mail (percent)", "topic: Orders", "95", "10 to 19"] in rows
    assert len(rows) == 1 + 2 + 2 * (1 + 1 + 2 + 2)


@pytest.mark.parametrize(
    ("people", "band"), [(5, "5 to 9"), (9, "5 to 9"), (10, "10 to 19"), (49, "20 to 49"), (50, "50 or more")]
)
def test_people_are_told_in_bands_that_no_spreadsheet_takes_for_a_date(people: int, band: str) -> None:
    rows = table(months(replace(figures(), people=people)))
    assert rows[1][-1] == band


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "a\n=1"])
def test_no_cell_is_a_formula_whatever_a_topic_is_called(name: str) -> None:
    rows = table(months(figures()), {"topic-0": name, "topic-1": "Links"})
    assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(name in cell for row in rows for cell in row), "and nothing of it is lost"


def test_the_table_is_utf_8_that_spreadsheets_know_as_such() -> None:
    data = as_csv(LIBRARY, "en", months(figures()), {"topic-0": "Rechnungen für Möbel", "topic-1": "注文"})
    assert (
        data.startswith(b"\xef\xbb\xbf")
        and "für Möbel" in data.decode("utf-8-sig")
        and "注文" in data.decode("utf-8-sig")
    )


# ── All that an administrator can get, put together ─────────────────────────────────────────────────────────


def told(found: Sequence[MonthFigures], sections: Sequence[Section]) -> Iterator[tuple[str, ...]]:
    """Every percentage that stands in words, with the line it stands in."""
    for line in text_of(sections).splitlines() + [one.alt for section in sections for one in section.pictures]:
        yield from ((line, number) for number in re.findall(r"(\d+) %", line))


@pytest.mark.parametrize("people", [5, 6, 8, 11])
def test_pages_message_and_table_together_give_nobody_away(people: int) -> None:
    """Whoever subtracts has every page, the message and the table of every month: still no sum or difference of what
    they say stands on the answers of fewer than five.
    """
    teams = [team(people - number % 2, 9, seed) for number, seed in enumerate((1, 2, 3))]  # somebody leaves and returns
    found = months(*map(group_figures, teams))
    for number, (one, answers) in enumerate(zip(found, teams, strict=True)):
        rows = [row for row in table(found) if row[0] == one.month and "percent" in row[1]]
        for what, rates, scam in (("spotting", one.figures.spotting, True), ("trusting", one.figures.trusting, False)):
            cells = cell_rows(answers, rates, scam)
            assert len([row for row in rows if row[1].startswith(what)]) == len(cells), "the table says no more"
            whose = [answer.person for answer in answers if answer.answered.scam == scam]
            assert not gives_away(whose, cells)
        reply, pictures = digest(LIBRARY, "en", found, one.month, TOPICS, "Stop")
        message = Section(reply.blocks, tuple(pictures))
        known = {row[3] for row in table(found[: number + 1]) if "percent" in row[1]}
        for sections in (page(found, one.month), [message]):
            assert {percent for _, percent in told(found, sections)} <= known | {"5", "95"}, "no figure of their own"
            lines = {line for line in text_of(sections).splitlines() if line.startswith("- ")}
            assert lines == {line for line in text_of(page(found, one.month)).splitlines() if line.startswith("- ")}


# ── The months, and when they are told ──────────────────────────────────────────────────────────────────────


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    assert (month_after("2026-12"), month_before("2027-01"), month_after("2028-02")) == (
        "2027-01",
        "2026-12",
        "2028-03",
    )
    assert last_over(datetime(2027, 1, 1, 0, 59, tzinfo=UTC)) == "2026-11"
    assert last_over(datetime(2027, 1, 1, 1, 0, tzinfo=UTC)) == "2026-12"


@pytest.mark.parametrize(
    ("now", "month"),
    [
        ("2026-12-01T09:59", ""),
        ("2026-12-01T10:00", "2026-11"),
        ("2026-12-01T15:59", "2026-11"),
        ("2026-12-01T16:00", ""),
        ("2026-12-05T12:00", ""),  # a Saturday
        ("2026-12-10T12:00", "2026-11"),
        ("2026-12-11T12:00", ""),  # no news any more
        ("2027-01-01T12:00", "2026-12"),
    ],
)
def test_the_message_comes_at_a_decent_hour_early_in_the_month(now: str, month: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert due(Digest("C1", "", "en", "2026-11"), at) == month


def test_it_comes_by_the_clock_of_whoever_set_it_up_and_not_for_months_before_that() -> None:
    at = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert due(Digest("C1", "America/New_York", "en", "2026-11"), at) == "2026-11"
    assert due(Digest("C1", "America/New_York", "en", "2026-12"), at) == ""
    assert due(Digest("C1", "America/New_York", "en", "2026-11", why="is_archived"), at) == ""
    assert due(Digest("C1", "No/Such_Zone", "en", "2026-11"), at.replace(hour=12)) == "2026-11"
