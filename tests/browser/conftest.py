"""One Chromium for all the browser tests of a process: to start it takes longer than most of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.browser import looking

SAMPLE = (
    "test_a_pasted_mail_is_judged_and_the_answer_is_there_to_see",
    "test_who_clicked_gets_the_steps",
    "test_a_mail_is_asked_about_and_acted_on_by_keyboard_alone",
    "test_axe_finds_nothing_serious_and_nothing_sticks_out",
    "test_a_link_in_a_mail_that_somebody_pasted_cannot_be_opened",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They share the loop that the browser lives in; all but a sample are thorough."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            if not item.name.startswith(SAMPLE):
                item.add_marker(pytest.mark.thorough)


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def _browser() -> AsyncIterator[None]:
    async with looking.chromium() as browser:
        looking.BROWSERS.append(browser)
        yield
        looking.BROWSERS.clear()
