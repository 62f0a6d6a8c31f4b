"""What Prometheus reads is asked for just then, never at the price of the page; and it is written down."""

import asyncio

from bot.library.content import PACKAGE
from bot.watch.metrics import GAPS, NOT_SCRAPED, WAITING
from bot.watch.metrics_page import metrics_page, metrics_table
from bot.watch.scrape import Scrape


def test_the_page_of_all_metrics_is_current() -> None:
    """When this fails: python -m bot.watch.metrics_page > docs/metrics.md"""
    assert (PACKAGE.parent / "docs" / "metrics.md").read_text("utf-8") == metrics_page()


def test_a_metric_is_told_with_its_kind_labels_and_help() -> None:
    row = "| `legitbot_slack_calls_total` | counter | `method`, `outcome` | Calls to Slack, by method and outcome: ok, or Slack's word. |"  # noqa: E501 - a row of the page, whole
    assert row in metrics_table().splitlines()


async def test_a_gauge_that_must_be_asked_for_is_asked_before_the_page_is_written() -> None:
    async def ask() -> None:
        WAITING.set(17)

    page, content_type = await Scrape([ask]).page()
    assert b"\nlegitbot_jobs_waiting 17.0\n" in page and content_type.startswith("text/plain")


async def test_a_question_that_fails_or_hangs_leaves_the_old_figure_and_is_counted() -> None:
    async def fails() -> None:
        raise ValueError("Dear Anna")

    async def hangs() -> None:
        await asyncio.sleep(3600)

    GAPS.set(3)
    before = NOT_SCRAPED._value.get()
    page, _ = await Scrape([fails, hangs], ask_seconds=0.01).page()
    assert b"\nlegitbot_gaps 3.0\n" in page
    assert NOT_SCRAPED._value.get() == before + 2


async def test_many_readers_at_once_ask_only_once() -> None:
    asked = 0

    async def ask() -> None:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)

    scrape = Scrape([ask], clock=lambda: 5.0)
    await asyncio.gather(*(scrape.page() for _ in range(50)))
    assert asked == 1
