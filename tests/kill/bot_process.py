"""`legitbot run` or `legitbot worker` whose mails are read in the process itself: it is there sooner, and dies whole.

Run as `python -m tests.kill.bot_process run`. Everything but the reading in processes of their own is as in the bot.
"""

import asyncio
import os
import sys

from bot.app.config import Config
from bot.app.running import running
from bot.commands.serving import told_to_stop
from bot.flows.check import Asker
from bot.flows.conversation import turn
from bot.flows.shapes import Heard, Person, Turned
from bot.library.library import Library
from bot.watch.logs import configure


class Here:
    """An analyst in this process."""

    def __init__(self) -> None:
        self._library = Library.load()

    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Person) -> Turned:
        return await asyncio.to_thread(turn, heard, memory, self._library, asker)


async def main(*, hears: bool) -> None:
    stopped = told_to_stop()
    async with running(Config.read(os.environ), Here(), hears=hears, opens=False):
        sys.stdout.write("Legitbot listens.\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    configure("warning", "text")
    asyncio.run(main(hears=sys.argv[1] == "run"))
