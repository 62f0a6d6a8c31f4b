"""A mail of somebody's as a mail that can be shown to anybody: without the people in it, and leading nowhere."""

from bot.library.anonymous.mail import Anonymous, anonymous
from bot.library.anonymous.replacing import KINDS
from bot.library.anonymous.words import AnonymousWords, Around, anonymous_words

__all__ = ["KINDS", "Anonymous", "AnonymousWords", "Around", "anonymous", "anonymous_words"]
