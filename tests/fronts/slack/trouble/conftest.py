"""Every test of trouble runs with its log read: what goes wrong is told there without a word of anybody's mail."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.store import new_key
from tests.postgres import postgres

MAILS_WORDS = ("did not place", "Thank you for your order", "1,249", "114-2209", "555-0142", "Amazon", "amz.orders")
_SECRETS = {
    "a token": re.compile(r"\bx(?:ox[a-z]|app)-\w"),
    "an address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "a person": re.compile(r"\bU[0-9A-Z]{9,}\b"),
    "a password": re.compile(r"://\w+:[^@\s]+@|hunter2"),
}


@pytest.fixture(autouse=True)
def _its_log_is_wordless(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    said = "\n".join(f"{one.name}: {caplog.handler.format(one)}" for one in caplog.get_records("call"))
    assert_wordless(said)


def assert_wordless(log: str) -> None:
    """No word of a mail, no address, no token, nobody's id."""
    assert not [word for word in MAILS_WORDS if word in log], log
    for what, sign in _SECRETS.items():
        assert not (found := sign.search(log)), f"{what}: {log[max(0, found.start() - 200) : found.end() + 50]}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.thorough)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """A company's settings for either database."""
    return on_postgresql() if request.param == "postgresql" else {"database": f"sqlite:///{tmp_path}/legitbot.db"}


def on_postgresql() -> dict[str, Any]:
    """A company's settings for a database of its own on PostgreSQL."""
    return {"database": postgres().database(), "key": new_key()}
