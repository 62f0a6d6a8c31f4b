"""What is remembered: events and the work they cause, answers given, conversations while they are open.

`open_store` is the door; it gives every table of `bot.flows.keeping.Store`.
"""

from bot.store.migrate import migrate, pending
from bot.store.problems import StoreUnusable
from bot.store.sealing import Keys, key_file, new_key
from bot.store.store import OpenStore, open_store

__all__ = ["Keys", "OpenStore", "StoreUnusable", "key_file", "migrate", "new_key", "open_store", "pending"]
