"""The folder of a kept Slack: written as things change, private, and for one at a time."""

import asyncio
import json
import os
import socket
import stat
import threading
import time
from pathlib import Path

import pytest

from bot.localslack import LocalSlack
from bot.localslack.keeping import CannotKeep, keeper
from bot.localslack.keeping.folder import Folder, content_name
from tests.localslack.conftest import Firm, firm_on


async def kept(folder: Path) -> Firm:
    """A small firm in a folder, with one file."""
    async with LocalSlack(keep=folder) as slack:
        firm = firm_on(slack)
        await firm.ann.says(firm.general, "hello", files=[("a.txt", b"abc")])
    return firm


async def refusal(folder: Path) -> str:
    """What somebody reads who cannot start."""
    with pytest.raises(CannotKeep) as raised:
        async with LocalSlack(keep=folder):
            pass
    return str(raised.value)


# ── As it changes ───────────────────────────────────────────────────────────────────────────────────────────────


class Written:
    """Counts how often a folder is written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        real = Folder.write

        def write(folder: Folder, text: str, data: dict[str, bytes]) -> None:
            self.times += 1
            real(folder, text, data)

        monkeypatch.setattr(Folder, "write", write)


@pytest.mark.thorough
async def test_what_happens_is_soon_in_the_folder(tmp_path: Path) -> None:
    state = tmp_path / "slack.json"
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        await firm.ann.says(firm.general, "parcel")
        await slack.until(lambda: state.exists() and "parcel" in state.read_text())
        await firm.ann.says(firm.general, "invoice")
        await slack.until(lambda: "invoice" in state.read_text())
        slack.clock.advance(86_400)
        await slack.until(lambda: json.loads(state.read_text())["ahead"] == slack.clock.ahead)


@pytest.mark.thorough
async def test_a_burst_is_written_about_every_half_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Written(monkeypatch)
    began = time.monotonic()
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        for number in range(60):
            await firm.ann.says(firm.private, f"mail {number}")
            await asyncio.sleep(0.02)
    assert 2 <= written.times <= (time.monotonic() - began) / keeper.PAUSE_SECONDS + 2


async def test_what_happens_during_a_writing_is_not_lost_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stops it just then must find their last words."""
    writing, real = threading.Event(), Folder.write

    def slow(folder: Folder, text: str, data: dict[str, bytes]) -> None:
        writing.set()
        time.sleep(0.1)
        real(folder, text, data)

    monkeypatch.setattr(Folder, "write", slow)
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        await slack.until(writing.is_set)
        await firm.ann.says(firm.private, "last words")
    assert "last words" in (tmp_path / "slack.json").read_text()


@pytest.mark.thorough
async def test_nothing_is_written_while_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "PAUSE_SECONDS", 0.01)
    written = Written(monkeypatch)
    async with LocalSlack(keep=tmp_path) as slack:
        firm_on(slack)
        await slack.until(lambda: written.times == 1)
        await asyncio.sleep(0.1)
        assert written.times == 1
        slack.workspaces[0].person("Mia")
        await slack.until(lambda: written.times == 2)
    assert written.times == 3  # and once at the end


async def test_bytes_are_written_once(tmp_path: Path) -> None:
    firm = await kept(tmp_path)
    (path,) = (tmp_path / "files").iterdir()
    before = path.stat()
    async with LocalSlack(keep=tmp_path) as again:
        team = again.workspaces[0]
        await team.people[0].says(team.channels[firm.general.id], "more", files=[("b.txt", b"abc"), ("c.txt", b"xyz")])
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(one.read_bytes() for one in (tmp_path / "files").iterdir()) == [b"abc", b"xyz"]


async def test_what_a_killed_program_left_half_done_is_cleared_away(tmp_path: Path) -> None:
    await kept(tmp_path)
    files = tmp_path / "files"
    (files / f"{'0' * 64}.new").write_bytes(b"hal")
    (files / content_name(b"nobody's")).write_bytes(b"nobody's")
    (tmp_path / "slack.json.new").write_bytes(b'{"for')
    (tmp_path / "mine.txt").write_text("somebody's own")
    async with LocalSlack(keep=tmp_path):
        pass
    assert [one.read_bytes() for one in files.iterdir()] == [b"abc"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["files", "lock", "mine.txt", "slack.json"]


async def test_a_full_disk_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keeper, "PAUSE_SECONDS", 0.01)
    async with LocalSlack(keep=tmp_path) as slack:
        (tmp_path / "slack.json.new").mkdir()  # nothing can be written in its place
        firm = firm_on(slack)
        await slack.until(lambda: "could not be written" in caplog.text)
        (tmp_path / "slack.json.new").rmdir()
        await slack.until(lambda: (tmp_path / "slack.json").exists())
    async with LocalSlack(keep=tmp_path) as again:
        assert list(again.core.tokens) == [firm.bot.token]


async def test_what_could_not_be_written_at_the_end_is_told(tmp_path: Path) -> None:
    await kept(tmp_path)

    async def ends_on_a_full_disk() -> None:
        async with LocalSlack(keep=tmp_path) as slack:
            slack.workspaces[0].person("Mia")
            (tmp_path / "slack.json.new").mkdir()

    with pytest.raises(CannotKeep, match=r"The last changes could not be written in .*: what it holds is older\.$"):
        await ends_on_a_full_disk()
    (tmp_path / "slack.json.new").rmdir()
    async with LocalSlack(keep=tmp_path) as again:
        assert [one.real_name for one in again.workspaces[0].people] == ["Ann Berg", "Bob Doe"]


# ── For one alone ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
async def test_tokens_are_for_the_owner_alone(tmp_path: Path) -> None:
    await kept(tmp_path / "new" / "slack")
    (tmp_path / "empty").mkdir(mode=0o755)
    await kept(tmp_path / "empty")
    for folder in (tmp_path / "new" / "slack", tmp_path / "empty"):
        modes = {one: stat.S_IMODE(one.stat().st_mode) for one in (folder, *folder.rglob("*"))}
        assert modes == {one: 0o700 if one.is_dir() else 0o600 for one in modes}
        assert len(modes) == 5


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
async def test_a_folder_that_holds_other_things_keeps_its_rights(tmp_path: Path) -> None:
    """Somebody may name a folder that others use, too: /tmp must not become theirs alone."""
    (tmp_path / "other.txt").write_text("theirs")
    tmp_path.chmod(0o755)
    await kept(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "slack.json").stat().st_mode) == 0o600


async def test_two_cannot_use_one_folder(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path):
        said = await refusal(tmp_path)
    assert said == f"{tmp_path} is in use by another Legitbot: stop that one, or choose another folder."
    async with LocalSlack(keep=tmp_path) as free:
        assert free.is_fresh


async def test_who_finds_the_port_taken_gives_the_folder_back(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        async with LocalSlack(keep=tmp_path, port=taken.getsockname()[1]):
            pass
    async with LocalSlack(keep=tmp_path) as free:
        assert free.is_fresh
