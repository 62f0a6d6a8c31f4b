"""The processes of one Legitbot: started, killed -9 one by one or all at once, and started again."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.fronts.slack.process import legitbot


@dataclass
class Crew:
    """`legitbot run`, and so many workers."""

    variables: dict[str, str]
    folder: Path
    workers: int = 0
    module: str = "tests.kill.bot_process"
    _running: dict[int, tuple[asyncio.subprocess.Process, AsyncExitStack]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return 1 + self.workers

    async def start(self) -> None:
        """Until all are there."""
        missing = [number for number in range(self.size) if number not in self._running]
        await asyncio.gather(*(self._start(number) for number in missing))

    async def kill(self, *numbers: int) -> None:
        """kill -9. The first one is `legitbot run`."""
        for number in numbers:
            process, _ = self._running[number]
            if process.returncode is None:
                process.kill()
        for number in numbers:
            process, stack = self._running.pop(number)
            await process.wait()
            await stack.aclose()

    async def dead(self) -> list[int]:
        """Those that ended by themselves, as soon as there is one."""
        while not (found := [number for number, (one, _) in self._running.items() if one.returncode is not None]):
            await asyncio.sleep(0.01)
        return found

    async def stop(self) -> None:
        """As an operator does; it finishes what it was asked first."""
        for process, _ in self._running.values():
            process.terminate()
        async with asyncio.timeout(60):
            for process, stack in self._running.values():
                assert await process.wait() == 0
                await stack.aclose()
        self._running.clear()

    async def end(self) -> None:
        """Whatever happened: nothing is left."""
        await self.kill(*self._running)

    async def _start(self, number: int) -> None:
        stack = AsyncExitStack()
        command = "worker" if number else "run"
        process = await stack.enter_async_context(
            legitbot(self.variables, command, folder=self.folder, module=self.module)
        )
        self._running[number] = process, stack
