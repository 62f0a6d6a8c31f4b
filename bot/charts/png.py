"""A drawing as a PNG. Its only font comes with it: without one, text would be left out and nobody told."""

from functools import cache
from pathlib import Path

import resvg_py

from bot.charts.drawing import FAMILY, svg
from bot.charts.shapes import Bars, Chart

FONT = Path(__file__).parent / "fonts" / "NotoSans-Latin.ttf"
ZOOM = 2  # pixels for each length of the drawing: sharp on screens with small pixels
# What the font can write: it is the Latin part of a larger one.
_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B))
_SIGNS = frozenset("\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u202f\u20ac")
_LETTER = f"""<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">
<text y="16" font-family="{FAMILY}">{{}}</text></svg>"""


class ChartFailed(Exception):
    """There is no picture, and why; what it would say is said in words beside it."""


def picture(chart: Chart, font: Path = FONT) -> bytes:
    """The chart as a PNG. Raises ChartFailed; whoever calls goes on without it."""
    if not _writes(font):
        raise ChartFailed("the font of the charts is missing or broken")
    if not all(_writable(one) for text in _texts(chart) for one in text):
        raise ChartFailed("the font of the charts has no letters for this language")
    return _rendered(svg(chart), font)


def _rendered(drawing: str, font: Path) -> bytes:
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=drawing, zoom=ZOOM, skip_system_fonts=True, font_files=[str(font)], font_family=FAMILY
            )
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the renderer is no Exception, and costs a picture only
        raise ChartFailed(f"the chart could not be drawn ({type(error).__name__})") from error


@cache
def _writes(font: Path) -> bool:
    """Whether text is drawn with it: the renderer leaves it out where it can read no font, and goes on."""
    return font.is_file() and _rendered(_LETTER.format("H"), font) != _rendered(_LETTER.format(" "), font)


def _writable(letter: str) -> bool:
    return letter in _SIGNS or any(low <= ord(letter) <= high for low, high in _RANGES)


def _texts(chart: Chart) -> list[str]:
    if isinstance(chart, Bars):
        bars = [bar.label for row in chart.rows for bar in row.bars]
        return [chart.title, *(row.name for row in chart.rows), *bars]
    lines = [text for line in chart.lines for text in (line.name, line.last)]
    return [chart.title, chart.number, *chart.places, *lines]
