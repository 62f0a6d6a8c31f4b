"""The engine of a process that writes jobs down, and leaves them to workers."""

import asyncio


class WorkElsewhere:
    """See bot.jobs.engine.Engine."""

    def __init__(self) -> None:
        self._stopped = asyncio.Event()

    def nudge(self) -> None:
        """PostgreSQL notifies the workers itself."""

    async def run(self) -> None:
        """Until `stop`."""
        await self._stopped.wait()

    async def settle(self, seconds: float = 0.0) -> None:
        """What was acknowledged is written down, and others do it."""

    async def stop(self, grace_seconds: float = 0.0) -> None:
        """End `run`."""
        self._stopped.set()
