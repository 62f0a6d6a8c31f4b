"""All tables together: whoever goes through the whole database gets them from here."""

from bot.store import quiz_tables, tables

__all__ = ["metadata", "quiz_tables"]

metadata = tables.metadata
