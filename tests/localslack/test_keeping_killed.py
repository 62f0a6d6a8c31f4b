"""Kill -9 at any moment leaves the folder in the state before or after, and free for the next."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.localslack import LocalSlack
from bot.localslack.keeping.folder import Folder, content_name
from tests.localslack.test_keeping_folder import refusal

ROOT = Path(__file__).parents[2]

WRITER = """
import asyncio, sys
from pathlib import Path
from bot.localslack import LocalSlack
from bot.localslack.keeping import keeper

keeper.PAUSE_SECONDS = keeper._SHARE = 0  # writes all the time


async def main():
    async with LocalSlack(keep=Path(sys.argv[1])) as slack:
        if slack.is_fresh:
            team = slack.workspace("Acme")
            team.channel("general", [team.person("Ann")])
        (team,) = slack.workspaces
        (ann,), (channel,) = team.people, team.channels.values()
        number = len(channel.messages)
        while True:
            await ann.says(channel, f"mail {number}", files=[(f"{number}.txt", b"text %d" % number)])
            number += 1
            print(number, flush=True)
            await asyncio.sleep(0.002)


asyncio.run(main())
"""


def written_at(folder: Path) -> int:
    """When the world was written last, in nanoseconds; 0 for never."""
    state = folder / "slack.json"
    return state.stat().st_mtime_ns if state.exists() else 0


@contextmanager
def writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that writes into the folder without end, and has begun to; it is killed when it is left."""
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            for _ in range(2):
                before = written_at(folder)
                while written_at(folder) == before:
                    assert process.stdout.readline()
            yield process
        finally:
            process.kill()


async def numbers_kept(folder: Path) -> int:
    """How many messages there are; each is whole, and none is missing between."""
    async with LocalSlack(keep=folder) as slack:
        (team,) = slack.workspaces
        (channel,) = team.channels.values()
        assert [one.text for one in channel.messages] == [f"mail {number}" for number in range(len(channel.messages))]
        data = [team.files[one.files[0]["id"]].data for one in channel.messages]
        assert data == [b"text %d" % number for number in range(len(data))]
        assert len({one.ts for one in channel.messages}) == len(channel.messages)
    assert {one.name for one in (folder / "files").iterdir()} == {content_name(one) for one in data}
    return len(data)


@pytest.mark.thorough
def test_a_program_killed_while_it_writes_leaves_a_whole_world(tmp_path: Path) -> None:
    chance, counts = random.Random(4), [0]
    for _ in range(4):
        with writer(tmp_path) as process:
            time.sleep(chance.uniform(0, 0.2))
        assert process.returncode == -signal.SIGKILL
        counts.append(asyncio.run(numbers_kept(tmp_path)))
    assert counts == sorted(set(counts))


def test_another_program_keeps_the_folder_until_it_is_killed(tmp_path: Path) -> None:
    with writer(tmp_path):
        assert "is in use by another Legitbot" in asyncio.run(refusal(tmp_path))
    asyncio.run(numbers_kept(tmp_path))


DYING = """
import os, signal, sys
from pathlib import Path
from bot.localslack.keeping.folder import Folder, content_name

TEXTS = [data.split() for data in ("old both", "new both")]


def write(folder, number):
    data = {content_name(one.encode()): one.encode() for one in TEXTS[number]}
    folder.write('{"format": 1, "number": %d, "names": "%s"}' % (number, " ".join(data)), data)


def die_at(step):
    left = [step]
    for name in ("open", "fdopen", "fsync", "replace", "unlink", "close"):
        def one(*arguments, _real=getattr(os, name), **more):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return _real(*arguments, **more)
        setattr(os, name, one)


def child(path, step):
    folder = Folder(path)
    folder.open()
    write(folder, 0)
    die_at(step)
    write(folder, 1)
    os._exit(0)


step, status = 0, 9
while status == 9:
    step += 1
    pid = os.fork()
    if not pid:
        child(Path(sys.argv[1]) / str(step), step)
    status = os.waitpid(pid, 0)[1]
sys.exit(status)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_at_whatever_step_it_dies_the_folder_holds_the_state_before_or_after(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], cwd=ROOT, timeout=120, check=True)
    numbers = []
    for stage in sorted(tmp_path.iterdir(), key=lambda one: int(one.name)):
        folder = Folder(stage)
        folder.open()
        state = folder.read()
        assert state is not None
        words = {folder.data(name) for name in state["names"].split()}
        assert words == ({b"new", b"both"} if state["number"] else {b"old", b"both"})
        numbers.append(state["number"])
        folder.close()
    assert numbers == sorted(numbers)
    assert numbers.count(0) > 8
    assert numbers.count(1) > 3
