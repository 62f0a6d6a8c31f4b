"""One Chromium for all the browser tests of a process: to start it takes longer than most of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.browser import looking


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They share the loop that the browser lives in."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def _browser() -> AsyncIterator[None]:
    async with looking.chromium() as browser:
        looking.BROWSERS.append(browser)
        yield
        looking.BROWSERS.clear()
