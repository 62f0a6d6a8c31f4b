"""Each way to spoil what lies deep in a block - runs of rich text, cells, points, cards - and what Slack answers."""

from typing import Any

import pytest

from tests.localslack.test_validation_blocks import (
    AXES,
    CELL,
    EVERYWHERE,
    IN_MESSAGES,
    RICH,
    SECTION,
    SERIES,
    TASK,
    WORDS,
    M,
    P,
    chart,
    inline,
    rich,
)
from tests.localslack.test_validation_refusals import assert_refused

BAD: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    # what it is: (blocks, [(what Slack says, where)])
    "rich text of nothing": ([rich()], [("must provide at least 1 items", "/0/elements")]),
    "an empty run": (
        [inline({"type": "text", "text": ""})],
        [("must be more than 0 characters", "/0/elements/0/elements/0/text")],
    ),
    "a run outside a section": ([rich(WORDS)], [("unsupported type: text", "/0/elements/0/type")]),
    "a list in a section": (
        [inline(SECTION)],
        [("unsupported type: rich_text_section", "/0/elements/0/elements/0/type")],
    ),
    "a mention in preformatted text": (
        [rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]})],
        [("unsupported type: user", "/0/elements/0/elements/0/type")],
    ),
    "a list of runs": (
        [rich({"type": "rich_text_list", "style": "bullet", "elements": [WORDS]})],
        [("unsupported type: text", "/0/elements/0/elements/0/type")],
    ),
    "a list of no style": (
        [rich({"type": "rich_text_list", "elements": [SECTION]})],
        [("missing required field: style", "/0/elements/0")],
    ),
    "a style that is a word": (
        [inline({**WORDS, "style": {"bold": "yes"}})],
        [("must provide a boolean", "/0/elements/0/elements/0/style/bold")],
    ),
    "a link to nowhere": (
        [inline({"type": "link", "url": "paypal.com"})],
        [("invalid url", "/0/elements/0/elements/0/url")],
    ),
    "a broadcast to nobody": (
        [inline({"type": "broadcast", "range": "all"})],
        [("must be a valid enum value", "/0/elements/0/elements/0/range")],
    ),
    "long markdown": (
        [{"type": "markdown", "text": "x" * 12_001}],
        [("must be less than 12001 characters", "/0/text")],
    ),
    "markdown that is long in all": (
        [{"type": "markdown", "text": "x" * 6_001}] * 2,
        [("markdown must be less than 12001 characters", "")],
    ),
    "a wide table": ([{"type": "table", "rows": [[CELL] * 21]}], [("no more than 20 items allowed", "/0/rows/0")]),
    "a tall table": ([{"type": "table", "rows": [[CELL]] * 101}], [("no more than 100 items allowed", "/0/rows")]),
    "an empty cell": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
        [("must be more than 0 characters", "/0/rows/0/0/text")],
    ),
    "a table too full": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 101}]] * 100}],
        [("table cells must be less than 10001 characters", "")],
    ),
    "a ragged data table": (
        [{"type": "data_table", "caption": "c", "rows": [[CELL], [CELL, CELL]]}],
        [("all rows must have the same number of cells", "/0/rows")],
    ),
    "a data table without a head": (
        [{"type": "data_table", "caption": "c", "rows": [[CELL]]}],
        [("must provide at least 2 items", "/0/rows")],
    ),
    "rich text in the head of a data table": (
        [{"type": "data_table", "caption": "c", "rows": [[RICH], [CELL]]}],
        [("unsupported type: rich_text", "/0/rows/0/0/type")],
    ),
    "a long chart title": (
        [{**chart(type="line", series=[SERIES], axis_config=AXES), "title": "x" * 51}],
        [("must be less than 51 characters", "/0/title")],
    ),
    "a pie of thirteen": (
        [chart(type="pie", segments=[{"label": "a", "value": 1}] * 13)],
        [("no more than 12 items allowed", "/0/chart/segments")],
    ),
    "a pie of nothing": (
        [chart(type="pie", segments=[{"label": "a", "value": 0}])],
        [("must be greater than 0", "/0/chart/segments/0/value")],
    ),
    "a long line": (
        [chart(type="line", series=[{**SERIES, "data": SERIES["data"] * 21}], axis_config=AXES)],
        [("no more than 20 items allowed", "/0/chart/series/0/data")],
    ),
    "a card of nothing": (
        [{"type": "card", "subtitle": M}],
        [("must define at least one of `hero_image`, `title`, `actions`, `body`", "/0")],
    ),
    "a card with a bare title": ([{"type": "card", "title": "t"}], [("must provide an object", "/0/title")]),
    "a task with a text object": ([{**TASK, "title": P}], [("must provide a string", "/0/title")]),
    "a container in a container": (
        [{"type": "container", "title": P, "child_blocks": [IN_MESSAGES["a container"]]}],
        [("unsupported type: container", "/0/child_blocks/0/type")],
    ),
    "a video that is not secure": (
        [{**EVERYWHERE["a video"], "video_url": "http://v.example/v"}],
        [("invalid url", "/0/video_url")],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_part_is_refused_in_slacks_words(name: str) -> None:
    assert_refused(*BAD[name])
