"""Apps and people may put anything into Slack: the page of whoever looks at it must go on."""

import contextlib
import json
from typing import Any

import pytest

from bot.localslack.page.items import Item, Told, as_json
from bot.localslack.text import rich_text, typed
from tests.growth import grows_linearly
from tests.localslack.conftest import Firm
from tests.localslack.viewer import Refused, Viewer, page_of

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

NAN = float("nan")
LARGE = float("inf")
DEEP: Any = "x"
for _ in range(150):
    DEEP = [DEEP]


async def goes_on(firm: Firm, page: Viewer) -> None:
    """What somebody writes now is shown."""
    ts = (await page.act("say", channel=firm.general.id, text="still here"))["ts"]
    assert page.items[f"message:{firm.general.id}:{ts}"]["text"] == "still here"
    json.dumps(page.items, allow_nan=False)  # JSON.parse of a browser takes no NaN


@pytest.mark.parametrize(
    "attachment",
    [
        {"ts": NAN}, {"ts": LARGE, "fields": [{"value": -LARGE}]}, {"files": "x"}, {"files": [1, None, []]},
        {"files": None}, {"files": [{"mode": "email", "attachments": [1, {"filename": {}}]}]},
        {"files": [{"mode": "email", "attachments": 5, "plain_text": 7}]}, {"files": [{"id": "\ud800", "name": NAN}]},
        {"__proto__": {"x": 1}, "constructor": 1}, {"text": "\ud800 half a letter"}, {"fields": DEEP},
        {"text": "long " * 200_000}, {"fields": [{"title": "x", "value": "y"}] * 10_000},
    ],
    ids=lambda one: json.dumps(one)[:40],
)  # fmt: skip
async def test_an_app_may_send_any_attachment_and_the_page_goes_on(firm: Firm, attachment: dict[str, Any]) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("look", channel=firm.general.id)
        await page.act("watch", on=True)
        given = {"channel": firm.general.id, "text": "look", "attachments": [attachment | {"fallback": "x"}]}
        answer = await firm.client().api_call("chat.postMessage", json=given)
        [shown] = await page.sees(f"message:{firm.general.id}:{answer['ts']}")
        assert shown["attachments"][0]["fallback"] == "x"
        assert await page.act("line", key=f"call:{firm.slack.calls[-1].number}")
        await goes_on(firm, page)


@pytest.mark.parametrize(
    "frame", ["[", "null", "{}", '{"id":1}', "[" * 100_000, '{"id":{},"act":"look"}', '{"id":NaN,"act":"look"}',
              '{"id":1,"act":"look","with":5}', '{"id":1e999,"act":"look"}', '"' + "x" * 1_000_000 + '"'],
    ids=lambda one: one[:20],
)  # fmt: skip
async def test_a_frame_that_asks_for_nothing_is_passed_over(firm: Firm, frame: str) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.sends(frame)
        await page.act("look", channel=firm.general.id)
        await goes_on(firm, page)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("fault", {"what": "rate_limit", "seconds": "inf"}), ("fault", {"what": "slow", "times": LARGE}),
        ("fault", {"what": "slow", "seconds": NAN}), ("fault", {"what": "slow", "times": 10**400}),
        ("email", {"raw": "\ud800"}), ("say", {"text": ["x"], "files": 5}),
        ("say", {"text": "x", "thread": {"a": 1}}), ("react", {"ts": [1], "name": {}}), ("command", {"text": {}}),
        ("open_direct", {"users": [{}]}), ("submit", {"view": [], "values": 3}), ("x" * 100_000, {}),
        ("advance", {"seconds": 10**400}), ("create", {"name": None}),
    ],
    ids=lambda one: str(one)[:40],
)  # fmt: skip
async def test_every_act_is_answered_whatever_is_asked(firm: Firm, act: str, given: dict[str, Any]) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("look", channel=firm.general.id)
        with contextlib.suppress(Refused):
            await page.act(act, **{"channel": firm.general.id, **given})
        await page.act("fault", what="clear")
        await goes_on(firm, page)


async def test_half_a_letter_goes_through_in_words_and_names(firm: Firm) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("look", channel=firm.general.id)
        ts = (await page.act("say", channel=firm.general.id, text="half \ud800"))["ts"]
        assert page.items[f"message:{firm.general.id}:{ts}"]["text"] == "half \ud800"
        made = (await page.act("create", name="\udfff"))["channel"]
        assert page.items[f"channel:{made}"]["name"] == "\udfff"


async def test_who_is_taken_out_of_a_private_channel_hears_no_more_of_it(firm: Firm) -> None:
    board = firm.team.channel("closed", [firm.ann, firm.bob], private=True)
    async with page_of(firm.slack, firm.ann.handle) as page:
        await page.act("look", channel=board.id)
        before = await firm.bob.says(board, "all of us")
        await page.sees(f"message:{board.id}:{before.ts}")
        await firm.bob.removes(firm.ann, board)
        await firm.bob.says(board, "without Ann")
        await page.act("look", channel=firm.general.id)
        assert not [key for key in page.items if board.id in key]
        assert "without Ann" not in json.dumps(page.items)


async def test_the_clock_cannot_be_moved_beyond_the_calendar(firm: Firm) -> None:
    async with page_of(firm.slack, firm.ann.handle) as page:
        firm.slack.clock.advance(101 * 366 * 86_400)
        with pytest.raises(Refused, match="a hundred years"):
            await page.act("advance", seconds=1)
        await page.act("look", channel=firm.general.id)
        await goes_on(firm, page)


def test_one_item_that_cannot_be_shown_does_not_take_the_others(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> dict[str, Any]:
        raise KeyError("gone")

    changed, gone = Told().changes([Item("a", lambda: {"x": 1}), Item("b", broken), Item("c", lambda: {"x": NAN})])
    assert (changed, gone) == ({"a": '{"x":1}', "c": '{"x":null}'}, [])
    assert "b cannot be shown" in caplog.text


def test_numbers_that_no_browser_reads_become_nothing() -> None:
    given = {"a": [NAN, -LARGE, 1.5, {"b": LARGE}], "c": (1, "NaN")}
    assert json.loads(as_json(given)) == {"a": [None, None, 1.5, {"b": None}], "c": [1, "NaN"]}


@pytest.mark.parametrize(
    "piece", ["A", "a.", "-a", "a_.", "a@", ":a", ":a_+", "http://", "0123 ", "<", "a.com/", "```"]
)
def test_what_somebody_types_is_read_in_the_time_that_its_length_takes(piece: str) -> None:
    """A pasted mail may be one line of a hundred thousand letters."""
    grows_linearly(typed, lambda n: piece * n, largest=1 << 18)
    grows_linearly(lambda text: rich_text(text, "b"), lambda n: f":{piece * n}", largest=1 << 18)
