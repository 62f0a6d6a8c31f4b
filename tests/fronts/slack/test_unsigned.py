"""What is not signed is not even parsed: a stranger's request costs next to nothing, and leaves no trace in the log."""

import logging
from pathlib import Path

import aiohttp
import pytest

from tests.fronts.slack.installing import service

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "kind, body",
    [
        (JSON, "{"),
        (JSON, "[" * 100_000),
        (JSON, '"a word"'),
        (JSON, '{"ssl_check": "1"}'),
        (FORM, "ssl_check=1&token=x"),
        (FORM, "payload=x"),
        (FORM, "a&" * 100_000),
    ],
    ids=["cut off", "deep", "no object", "a check in JSON", "a check", "no payload", "many fields"],
)
async def test_an_unsigned_body_is_refused_before_it_is_parsed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str, body: str
) -> None:
    async with service(str(tmp_path)) as there, aiohttp.ClientSession() as web:
        caplog.set_level(logging.ERROR)
        asked = web.post(f"{there.origin}/slack/events", data=body, headers={"Content-Type": kind})
        async with asked as answer:
            assert (answer.status, await answer.text()) == (401, "401 Unauthorized\n")
    assert not caplog.records
