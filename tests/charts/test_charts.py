"""A chart is a picture that says something: in letters, in light and dark, and without colours."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from bot.charts import Bar, Bars, Chart, ChartFailed, Line, Lines, Row, picture, svg
from bot.charts.colours import CARD, EDGE, FIRST, INK, SECOND, contrast
from bot.charts.png import _RANGES, _SIGNS, FONT

SLACK_LIGHT, SLACK_DARK = "#ffffff", "#1a1d21"
LINES = Lines(
    "Month by month",
    ("Sep 2026", "Oct 2026", "Nov 2026"),
    (Line("Spotting scams", (55, None, 75), "75 %"), Line("Trusting genuine mail", (80, 75, 75), "75 %")),
)
BARS = Bars(
    "By topic", (Row("Orders", (Bar("Spotting scams: 75 %", 75), Bar("Trusting genuine mail: 80 %", 80, True))),)
)


def image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def without_words(chart: Chart) -> bytes:
    """The same chart with spaces in place of every word."""
    blank = " "
    if isinstance(chart, Lines):
        lines = tuple(Line(blank, one.values, blank) for one in chart.lines)
        return picture(Lines(blank, tuple(blank for _ in chart.places), lines, blank))
    rows = tuple(Row(blank, tuple(Bar(blank, bar.value, bar.second) for bar in row.bars)) for row in chart.rows)
    return picture(Bars(blank, rows))


@pytest.mark.parametrize("chart", [LINES, BARS], ids=["lines", "bars"])
def test_a_chart_is_a_png_with_its_words_in_it(chart: Chart) -> None:
    data = picture(chart)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert image(data).size == image(without_words(chart)).size
    assert image(data).tobytes() != image(without_words(chart)).tobytes(), "no word was drawn: is the font read?"


def test_without_its_font_there_is_no_chart_in_place_of_one_without_words(tmp_path: Path) -> None:
    with pytest.raises(ChartFailed, match="font"):
        picture(BARS, tmp_path / "gone.ttf")


def test_a_font_that_cannot_be_read_is_as_good_as_none(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    with pytest.raises(ChartFailed, match="font"):
        picture(BARS, broken)


@pytest.mark.parametrize("name", ["注文と請求", "الطلبات", "ордера"])
def test_what_the_font_cannot_write_is_not_drawn_with_gaps(name: str) -> None:
    with pytest.raises(ChartFailed, match="letters"):
        picture(Bars(name, BARS.rows))


def test_the_font_has_every_letter_that_we_say_it_has() -> None:
    font = ImageFont.truetype(str(FONT), 40)
    missing = bytes(font.getmask("\uffff"))
    letters = [chr(code) for low, high in _RANGES for code in range(low, high + 1)] + sorted(_SIGNS)
    blank = {" ", "\u00a0", "\u00ad", "\u202f"}
    assert [one for one in letters if one not in blank and bytes(font.getmask(one)) == missing] == []


@pytest.mark.parametrize("ink", [INK, FIRST, SECOND])
def test_every_word_and_line_stands_out_from_the_card(ink: str) -> None:
    assert contrast(ink, CARD) >= 7  # WCAG 2.2, 1.4.6: also for those who see little
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [SLACK_LIGHT, SLACK_DARK])
def test_the_card_has_an_edge_that_is_seen_in_light_and_in_dark(theme: str) -> None:
    assert contrast(EDGE, theme) >= 3  # WCAG 2.2, 1.4.11


def test_the_card_is_drawn_whole_and_so_no_theme_shines_through() -> None:
    drawn = Image.open(io.BytesIO(picture(BARS))).convert("RGBA")
    inside = drawn.crop((12, 12, drawn.width - 12, drawn.height - 12))
    assert inside.getchannel("A").getextrema() == (255, 255)
    assert drawn.getpixel((40, 20)) == (255, 255, 255, 255)


def test_the_two_kinds_differ_without_their_colours() -> None:
    """One is solid with dots, the other dashed with squares, or hatched; and each is named in words beside it."""
    lines, bars = svg(LINES), svg(BARS)
    assert lines.count("stroke-dasharray") == 1 and "<circle" in lines and 'fill="none" stroke="#8a4100"' in lines
    assert bars.count('fill="url(#hatched)"') == 1
    for name in ("Spotting scams", "Trusting genuine mail"):
        assert f">{name}</text>" in lines and f">{name}: " in bars


def test_a_month_without_a_figure_breaks_the_line() -> None:
    points = re.findall(r'<polyline points="([^"]*)"', svg(LINES))
    assert [len(one.split()) for one in points] == [1, 1, 3]


def test_two_lines_that_end_together_have_names_that_do_not_overlap() -> None:
    for value in (0, 5, 50, 95, 100):
        both = (Line("One", (value, value), "a"), Line("Two", (value, value), "b"))
        drawn = svg(Lines("T", ("a", "b"), both))
        ys = [float(re.search(rf'y="([\d.]+)" fill="[^"]*">{name}<', drawn).group(1)) for name in ("One", "Two")]  # type: ignore[union-attr]
        height = float(re.search(r'height="(\d+)"', drawn).group(1))  # type: ignore[union-attr]
        assert abs(ys[0] - ys[1]) >= 40 and min(ys) > 40 and max(ys) + 24 < height


def test_what_a_topic_is_called_stays_text() -> None:
    drawn = svg(Bars('<script>"&', (Row("</text><image/>", (Bar("&<>", 5),)),)))
    assert "<script>" not in drawn and "<image" not in drawn
    picture(Bars('<script>"&', (Row("</text><image/>", (Bar("&<>", 5),)),)))
