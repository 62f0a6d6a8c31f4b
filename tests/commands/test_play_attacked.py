"""`legitbot play` beside other programs and websites: its secrets are its own, and it always ends in peace."""

import asyncio
import json
import re

import pytest

from tests.commands.test_play import SCAM, asked, playing
from tests.localslack.test_page_overload import deaf
from tests.localslack.viewer import page_at

pytestmark = pytest.mark.thorough

TLS_HELLO = bytes.fromhex("16030100c8010000c40303") + b"\0" * 190


async def test_nobody_can_guess_the_tokens_of_another_start() -> None:
    """A website could act as the bot with them."""
    tokens: list[str] = []
    for _ in range(2):
        async with playing("--without-bot") as play:
            tokens += re.findall(r"xox\w-\S+|xapp-\S+", "\n".join(play.said))
            assert await play.ends() == 0
    assert len(tokens) == len(set(tokens)) == 4


async def test_ctrl_c_ends_it_whatever_is_open_or_under_way() -> None:
    """Pages that do not listen, half an upload, a mail being read, and a browser that was told https://."""
    async with playing() as play:
        port = int(play.origin.rpartition(":")[2])
        silent = [await deaf(play.origin, {"id": 1, "act": "watch", "with": {"on": True}}) for _ in range(5)]
        head = f"POST /page/upload?name=x HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {play.origin}\r\n"
        _, half = await asyncio.open_connection("127.0.0.1", port)
        half.write(f"{head}Content-Length: 1000000\r\n\r\nthe beginning".encode())
        reader, other = await asyncio.open_connection("127.0.0.1", port)
        other.write(TLS_HELLO)
        assert await reader.read()  # it says that this is no HTTP, and hangs up
        async with page_at(play.origin) as page:
            channel = (await page.act("open_app", app=page.items["guide"]["app"], tab="messages"))["channel"]
            assert await asked(page, SCAM)
            given = {"channel": channel, "text": "And this?", "samples": [SCAM]}
            await page.sends(json.dumps({"id": 9999, "act": "say", "with": given}))
            assert await play.ends() == 0
        for one in (half, other):
            one.transport.abort()
        for page_socket in silent:
            page_socket.close()
    assert play.said[-1] == "Stopping."
    assert "Traceback" not in "\n".join(play.said)
