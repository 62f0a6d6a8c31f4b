"""Keeps a local Slack in a folder: reads it at the start, writes it as it changes, and once more at the end."""

import asyncio
import contextlib
import logging
import time
from pathlib import Path

from bot.localslack.core import Core
from bot.localslack.keeping import trouble
from bot.localslack.keeping.folder import Folder
from bot.localslack.keeping.loading import load
from bot.localslack.keeping.records import Snapshots

PAUSE_SECONDS = 0.5
_SHARE = 10  # a large world, which takes long to write down, is written less often: a tenth of the time at most

_LOG = logging.getLogger(__name__)


class Keeper:
    """`open`, then `load`, then `begin`; `close` in any case. Raises CannotKeep.

    Kept is what stands in the workspaces. A program that is killed loses at most what happened in the last moment, and
    with every stop the events that no app had taken yet are gone: a reply that was on its way does not come.
    """

    def __init__(self, core: Core, folder: Path) -> None:
        self._core = core
        self._folder = Folder(folder)
        self._snapshots = Snapshots(core)
        self._written: tuple[int, float] | None = None
        self._failed: OSError | None = None
        self._ended = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Take the folder for this process alone."""
        self._folder.open()

    def load(self) -> None:
        """Fill the core, whose origin must be known, with what is in the folder."""
        told = self._folder.read()
        if told is None:
            return
        try:
            load(self._core, told, self._folder.data)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise trouble.broken(self._folder.state, self._folder.state, error) from error

    def begin(self) -> None:
        """From now on write what changes."""
        self._task = asyncio.get_running_loop().create_task(self._keep())

    async def close(self) -> None:
        """Write a last time, if anything was ever to be written, and let others have the folder."""
        self._ended.set()
        try:
            if self._task is not None:
                await self._task
        finally:
            self._folder.close()

    async def _keep(self) -> None:
        pause = PAUSE_SECONDS
        while not await self._ends_within(pause):
            began = time.monotonic()
            if self._written != self._seen():
                await self._write()
            pause = max(PAUSE_SECONDS, _SHARE * (time.monotonic() - began))
        await self._write()
        if self._failed is not None:
            raise trouble.not_written(self._folder.path, self._failed) from self._failed

    async def _ends_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), seconds)
        return self._ended.is_set()

    def _seen(self) -> tuple[int, float]:
        return self._core.changes.count, self._core.clock.ahead

    async def _write(self) -> None:
        """Write what is there at this moment; if that fails, try again later: by then the disk may have room."""
        seen, snapshot = self._seen(), self._snapshots.take()
        try:
            await asyncio.to_thread(self._folder.write, snapshot.text, snapshot.data)
        except OSError as error:
            if self._failed is None:
                _LOG.warning("The local Slack could not be written to %s: %s", self._folder.path, error)
            self._failed = error
        else:
            self._written, self._failed = seen, None
