"""Tables and charts, the youngest blocks: their cells, rows, segments and series.

Limits: docs.slack.dev/reference/block-kit/blocks/ table-block, data-table-block, data-visualization-block. Pie
segments and chart series as tried in 2026-06 (12); the page said 6 before.
"""

from collections.abc import Iterator, Mapping

from bot.localslack.validation.checks import (
    Check,
    anything,
    array,
    boolean,
    kinds,
    number,
    one_of,
    problem,
    record,
    string,
)
from bot.localslack.validation.objects import NAME, TYPE
from bot.localslack.validation.rich_text import RICH_TEXT_BLOCK

_BLOCK: Mapping[str, Check] = {"block_id": NAME}
_RAW: Mapping[str, Check] = {
    "raw_text": record({**TYPE, "text": string(at_least=1)}, {}),
    "raw_number": record({**TYPE, "value": number(whole=False), "text": string(at_least=1)}, {}),
}
_CELLS = kinds({**_RAW, "rich_text": RICH_TEXT_BLOCK})
_ROWS = array(_CELLS, 20, at_least=1)
_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _data_rows(value: object, at: str) -> Iterator[str]:
    if isinstance(value, list) and value:
        yield from array(kinds(_RAW), 20, at_least=1)(value[0], f"{at}/0")  # the head holds no rich text
        for index, row in enumerate(value[1:], 1):
            yield from _ROWS(row, f"{at}/{index}")
    yield from array(anything, 101, at_least=2)(value, at)


def _same_width(value: object, at: str) -> Iterator[str]:
    if isinstance(value, dict) and len({len(row) for row in value["rows"]}) > 1:
        yield problem("all rows must have the same number of cells", f"{at}/rows")


_LABEL = string(20, at_least=1)
_POINT = record({"label": _LABEL, "value": number(whole=False)}, {})
_SERIES = record({"name": _LABEL, "data": array(_POINT, 20, at_least=1)}, {})
_AXES = record({"categories": array(_LABEL, 20, at_least=1)}, {"x_label": string(50), "y_label": string(50)})
_PLOT = record({**TYPE, "series": array(_SERIES, 12, at_least=1), "axis_config": _AXES}, {})


def _above_zero(value: object, at: str) -> Iterator[str]:
    yield from number(whole=False)(value, at)
    if isinstance(value, int | float) and value <= 0:
        yield problem("must be greater than 0", at)


_SEGMENT = record({"label": _LABEL, "value": _above_zero}, {})
_CHART = kinds(
    {
        "pie": record({**TYPE, "segments": array(_SEGMENT, 12, at_least=1)}, {}),
        "bar": _PLOT,
        "area": _PLOT,
        "line": _PLOT,
    }
)

DATA_BLOCKS: dict[str, Check] = {
    "table": record({**TYPE, "rows": array(_ROWS, 100, at_least=1)}, {**_BLOCK, "column_settings": array(_COLUMN, 20)}),
    "data_table": record(
        {**TYPE, "caption": string(at_least=1), "rows": _data_rows},
        {**_BLOCK, "page_size": number(1, 100), "row_header_column_index": number(0, 19)},
        _same_width,
    ),
    "data_visualization": record({**TYPE, "title": string(50, at_least=1), "chart": _CHART}, _BLOCK),
}
