"""The port of those who do the jobs. Two engines stand behind it: `embedded` and `shared`."""

from typing import Protocol


class Engine(Protocol):
    """`run` until `stop`; `nudge` when a job was written."""

    def nudge(self) -> None:
        """There is something to do. May be called from any listener, as often as one likes."""

    async def run(self) -> None:
        """Do what a killed process left, then whatever comes, until `stop`."""

    async def settle(self, seconds: float = 10.0) -> None:
        """Until nothing is due and nothing runs, or for so long: what was acknowledged is answered before we go."""

    async def stop(self, grace_seconds: float = 10.0) -> None:
        """Start nothing more, and finish what runs; what takes longer is done after the next start."""
