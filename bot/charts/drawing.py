"""Where everything in a chart stands, and the SVG that is made of it."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.charts.colours import COLOURS
from bot.charts.shapes import Bars, Chart, Line, Lines

WIDTH = 640  # of the card; lengths are pixels, of which a picture has two for each
FAMILY = "Noto Sans"
_EDGE, _TOP = 24, 64  # free space beside the drawing, and above it for the title
_LINES_HEIGHT, _LINES_RIGHT, _AXIS = 200, 196, 48  # of the lines: room for their names, and for numbers
_LABEL_APART = 44  # between the names of two lines
_BAR, _BAR_NAME, _BAR_GAP = 18, 26, 14
_BAR_LENGTH = 360  # of 100 %
_MOST_PLACES = 6  # named below the axis: more would run into each other


def svg(chart: Chart) -> str:
    """The chart as a drawing. All text is escaped."""
    return _lines(chart) if isinstance(chart, Lines) else _bars(chart)


def _lines(chart: Lines) -> str:
    left, right = _EDGE + _AXIS, WIDTH - _EDGE - _LINES_RIGHT
    count = len(chart.places)
    xs = [left + 12 + (right - left - 24) * (at / (count - 1) if count > 1 else 0.5) for at in range(count)]
    step = -(-count // _MOST_PLACES)
    # Counted from the end: the newest month is always named.
    named = [*zip(xs, chart.places, strict=True)][::-1][::step]
    drawn = [
        _drawn(line, xs, second=bool(at))
        for at, line in enumerate(chart.lines)
        if any(one is not None for one in line.values)
    ]
    _moved_apart(drawn)
    scale = [(_height(value), chart.number.format(value)) for value in (0, 25, 50, 75, 100)]
    height = _TOP + _LINES_HEIGHT + 52
    return _rendered(
        "lines.svg.j2", height, chart.title, left=left, right=right, places=named, scale=scale, lines=drawn,
        names_at=right + 14, below=_TOP + _LINES_HEIGHT + 30,
    )  # fmt: skip


def _drawn(line: Line, xs: Sequence[float], *, second: bool) -> dict[str, Any]:
    points = [(x, _height(value)) for x, value in zip(xs, line.values, strict=True) if value is not None]
    return {
        "name": line.name, "second": second, "points": points, "paths": [*_paths(line, xs)], "last": line.last,
        "name_y": points[-1][1],
    }  # fmt: skip


def _paths(line: Line, xs: Sequence[float]) -> Iterator[str]:
    """Pieces of the line, broken where a number is missing."""
    piece: list[str] = []
    for x, value in [*zip(xs, line.values, strict=True), (0.0, None)]:
        if value is not None:
            piece.append(f"{x:.1f},{_height(value):.1f}")
        elif piece:
            yield " ".join(piece)
            piece = []


def _moved_apart(drawn: Sequence[dict[str, Any]]) -> None:
    """The names of two lines that end close to each other do not overlap, and stay beside the drawing."""
    if len(drawn) == 2:
        upper, lower = sorted(drawn, key=lambda one: float(one["name_y"]))
        missing = _LABEL_APART - (lower["name_y"] - upper["name_y"])
        if missing > 0:
            upper["name_y"] -= missing / 2
            lower["name_y"] += missing / 2
        if (over := lower["name_y"] - (_TOP + _LINES_HEIGHT - 12)) > 0:
            lower["name_y"] -= over
            upper["name_y"] = min(upper["name_y"], lower["name_y"] - _LABEL_APART)


def _height(value: int) -> float:
    return _TOP + _LINES_HEIGHT * (1 - value / 100)


def _bars(chart: Bars) -> str:
    y: float = _TOP
    rows: list[dict[str, Any]] = []
    for row in chart.rows:
        bars = []
        name_y = y + 16
        y += _BAR_NAME
        for bar in row.bars:
            length = max(2.0, _BAR_LENGTH * bar.value / 100)
            bars.append({"y": y, "length": length, "label": bar.label, "second": bar.second})
            y += _BAR + 4
        rows.append({"name": row.name, "y": name_y, "bars": bars})
        y += _BAR_GAP
    return _rendered("bars.svg.j2", int(y) + 6, chart.title, rows=rows, bar=_BAR)


def _rendered(template: str, height: int, title: str, **values: Any) -> str:
    return (
        _templates()
        .get_template(template)
        .render(width=WIDTH, height=height, title=title, edge=_EDGE, family=FAMILY, colour=COLOURS, **values)
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
