"""The local Slack's memory: a folder that the world is read from at the start, and written into as it changes."""

from bot.localslack.keeping.keeper import Keeper
from bot.localslack.keeping.trouble import CannotKeep

__all__ = ["CannotKeep", "Keeper"]
