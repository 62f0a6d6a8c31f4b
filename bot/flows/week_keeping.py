"""What the stories of a channel's question have kept for them; see bot.flows.keeping."""

from typing import Protocol

from bot.flows.week_shapes import WeekQuestion


class WeekQuestions(Protocol):
    """The questions that channels were asked. They are written with their deliveries (bot.flows.tip_keeping.Tips)."""

    async def get(self, workspace: str, key: str) -> WeekQuestion | None:
        """The question of this key, as long as it is kept."""
