"""Looks at everything that the bot needs, and says of each trouble what to do: `legitbot doctor`."""

from bot.app.doctor.examination import examine
from bot.app.doctor.finding import Finding, State

__all__ = ["Finding", "State", "examine"]
