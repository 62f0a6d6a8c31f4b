"""Attachments by content: what each file really is, and what a person would read, open or scan in it."""

from bot.mail.attachments.kind import real_kind
from bot.mail.attachments.names import dangerous, dangerous_name, matches_name, tricked
from bot.mail.attachments.read import attachment
from bot.mail.attachments.reading import Budget

__all__ = ["Budget", "attachment", "dangerous", "dangerous_name", "matches_name", "real_kind", "tricked"]
