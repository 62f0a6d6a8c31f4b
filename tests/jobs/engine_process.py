"""A worker in a process of its own, for tests that kill it: it says what it begins, and answers through the ledger.

Run as `python -m tests.jobs.engine_process DATABASE KEY FOLDER`. A line of output is "begun KEY" or "sending KEY"; what
it sent stands in FOLDER, a file for each message, which is what Slack is to the real bot.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.flows.deliver import deliver
from bot.flows.shapes import Conversation, Job, Outcome, Person, Place, To
from bot.jobs.doing import Doing
from bot.jobs.shared import SharedEngine
from bot.reply.reply import Reply
from bot.store import Keys, OpenStore, open_store

ANN = Person("T1", "U-ANN")
HASTE: Mapping[str, Any] = {
    "dead_seconds": 2.0, "gone_seconds": 0.8, "heartbeat_seconds": 0.2, "rescue_seconds": 0.1,
}  # fmt: skip


class Folder:
    """A messenger whose messages are files. `seconds`: how long a request is on its way to it."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._seconds = seconds

    async def thinking(self, to: To, at_it: bool = True) -> None:
        pass

    async def send(self, to: To, person: Person, reply: Reply, key: str, conversation: str) -> str:
        say(f"sending {to.place.thread}")
        await asyncio.sleep(self._seconds)
        (self._folder / f"{key} {to.place.thread} {os.getpid()}").touch()
        return key

    def held(self, to: To) -> float:
        return 0.0

    async def arrived(self, to: To, key: str, since: datetime | None = None) -> str | None:
        return key if any(self._folder.glob(f"{key} *")) else ""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def now() -> datetime:
    return datetime.now(UTC)


def answering(store: OpenStore, messenger: Folder) -> Doing:
    """How a job is answered: its slot is its key, and the conversation remembers who answered."""

    async def answer(job: Job) -> Outcome:
        say(f"begun {job.key}")
        delivery = await store.deliveries.claim(ANN, "D1", "answer", job.key, now())
        to = To(Place("T1", "D1", job.key))
        await deliver(Reply(()), to, ANN, delivery, store.deliveries, messenger, now)
        memory = f"{os.getpid()}".encode()
        return Outcome(ANN, Conversation(job.key, ANN, to.place, memory, now()), "message")

    async def given_up(job: Job) -> None:
        say(f"given up {job.key}")

    return Doing(store.jobs, {"said": answer}, now, given_up)


async def main(url: str, key: str, folder: Path, seconds: float) -> None:
    store = await open_store(url, Keys(key))
    await SharedEngine(answering(store, Folder(folder, seconds)), store.server, **HASTE).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])))
