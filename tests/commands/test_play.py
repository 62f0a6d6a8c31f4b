"""`legitbot play` as a newcomer starts it: a process of its own, its page, Ctrl-C, and what is kept."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.localslack.viewer import Viewer, page_at
from tests.ports import free_port

CHECKOUT = Path(__file__).parents[2]
SCAM = "order-tv"


@dataclass
class Playing:
    """`legitbot play` and where its page is."""

    process: asyncio.subprocess.Process
    origin: str
    said: list[str]

    async def ends(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop it; its exit status."""
        self.process.send_signal(how)
        async with asyncio.timeout(60):
            rest, _ = await self.process.communicate()
        self.said += rest.decode().splitlines()
        assert self.process.returncode is not None
        return self.process.returncode


async def begun(*options: str, **variables: str) -> asyncio.subprocess.Process:
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"} | variables
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "play", *options),
        env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip


@asynccontextmanager
async def playing(*options: str, **variables: str) -> AsyncIterator[Playing]:
    """The process, once it says where its page is. It and its children are killed at the end if they still run."""
    port = free_port()
    process = await begun("--port", str(port), *options, **variables)
    said: list[str] = []
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            while not any("Ctrl-C" in line for line in said):
                line = (await process.stdout.readline()).decode()
                assert line, said
                said.append(line.strip())
        yield Playing(process, f"http://127.0.0.1:{port}", said)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.communicate()


def bot_channel(page: Viewer) -> str:
    """The direct message with the bot."""
    return str(page.items[f"app:{page.items['guide']['app']}"]["channel"])


async def asked(page: Viewer, mail: str) -> str:
    """Send a mail of the inbox to the bot; the first words of its answer."""
    channel = (await page.act("open_app", app=page.items["guide"]["app"], tab="messages"))["channel"]
    await page.act("look", channel=channel)
    ts = (await page.act("say", channel=channel, text="Is this legit?", samples=[mail]))["ts"]

    def answers() -> list[str]:
        return [one["text"] for one in page.of("message:") if one.get("thread_ts") == ts and one.get("app_id")]

    await page.until(answers)
    return answers()[0]


async def _written(file: Path, words: str) -> None:
    """Wait until the Slack has put these words on the disk: kill -9 loses what came later."""
    wanted = json.dumps(words).strip('"')[:60]
    async with asyncio.timeout(10):
        while wanted not in file.read_text("utf-8"):
            await asyncio.sleep(0.05)


async def test_a_newcomer_finds_a_firm_two_dozen_mails_and_an_answer() -> None:
    async with playing() as play:
        assert f"{play.origin}/" in "\n".join(play.said)
        async with aiohttp.ClientSession() as session, session.get(f"{play.origin}/") as answer:
            assert answer.status == 200
        async with page_at(play.origin) as page:
            assert page.items["me"]["team_name"] == "Northwind"
            assert len(page.items["me"]["people"]) >= 3 and len(page.items["guide"]["steps"]) == 4
            samples = page.items["guide"]["samples"]
            assert len(samples) == 24 and all(one["text"].strip() and one["answer"] for one in samples)
            assert (await asked(page, SCAM)).startswith("This is likely a scam.")
        assert await play.ends() == 0
        assert play.said[-1] == "Stopping."


@pytest.mark.thorough
async def test_nothing_is_left_of_it_after_ctrl_c(tmp_path: Path) -> None:
    async with playing(TMPDIR=str(tmp_path)) as play:
        assert list(tmp_path.iterdir())
        assert await play.ends() == 0
        assert not list(tmp_path.iterdir())
        with pytest.raises(ProcessLookupError):
            os.killpg(play.process.pid, 0)


@pytest.mark.thorough
async def test_a_taken_port_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = await begun("--port", str(port))
        async with asyncio.timeout(60):
            said = (await process.communicate())[0].decode()
    assert process.returncode == 1
    assert said.splitlines()[-1] == (
        f"Error: Something else uses port {port} on this machine. Take another one: legitbot play --port {port + 1}"
    )
    assert "Traceback" not in said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.thorough
async def test_what_is_kept_is_there_the_next_time_and_the_talk_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    keep = ("--keep", str(tmp_path / "kept"))
    async with playing(*keep) as play:
        async with page_at(play.origin) as page:
            first = await asked(page, SCAM)
            channels = {one["id"]: one["count"] for one in page.of("channel:")}
        await _written(tmp_path / "kept" / "slack" / "slack.json", first)
        await play.ends(how)
    async with playing(*keep) as play:
        async with page_at(play.origin) as page:
            assert {one["id"]: one["count"] for one in page.of("channel:")} == channels
            channel = bot_channel(page)
            await page.act("look", channel=channel)
            [answer] = [one for one in page.of("message:") if one.get("app_id") and one.get("thread_ts")]
            assert answer["text"] == first
            await page.act("say", channel=channel, thread=answer["thread_ts"], text="I called them")
            await page.until(lambda: any(one.get("app_id") and one["ts"] > answer["ts"] for one in page.of("message:")))
            said = max((one for one in page.of("message:") if one.get("app_id")), key=lambda one: str(one["ts"]))
            assert "Hang up" in said["text"]
        assert await play.ends() == 0


@pytest.mark.thorough
async def test_two_cannot_share_a_folder(tmp_path: Path) -> None:
    keep = ("--keep", str(tmp_path / "kept"))
    async with playing(*keep):
        process = await begun("--port", str(free_port()), *keep)
        async with asyncio.timeout(60):
            said = (await process.communicate())[0].decode()
        assert process.returncode == 1
        assert said.splitlines()[-1].startswith("Error: ") and "Traceback" not in said


@pytest.mark.thorough
async def test_the_browser_is_opened_on_request(tmp_path: Path) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o700)
    async with playing("--open", BROWSER=f"{browser} %s") as play:
        async with asyncio.timeout(10):
            while not opened.exists() or not opened.read_text():
                await asyncio.sleep(0.05)
        assert opened.read_text().strip() == f"{play.origin}/"


@pytest.mark.thorough
async def test_without_the_bot_it_prints_what_a_bot_needs() -> None:
    async with playing("--without-bot") as play:
        given = dict(line.removeprefix("export ").split("=", 1) for line in play.said if line.startswith("export "))
        headers = {"Authorization": f"Bearer {given['SLACK_BOT_TOKEN']}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(f"{given['SLACK_API_URL']}auth.test") as answer,
        ):
            assert (await answer.json())["team"] == "Northwind"
        assert given["SLACK_APP_TOKEN"].startswith("xapp-")
