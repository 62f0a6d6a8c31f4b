"""The real turn, but for a file called hang.eml, which never ends; a process that reads mails is started with it."""

import time

from bot.flows import conversation
from bot.flows.check import Asker
from bot.flows.shapes import Heard, Turned
from bot.library.library import Library
from bot.mail.limits import Limits


def turn(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    while any(file.name == "hang.eml" for file in heard.files):
        time.sleep(60)
    return conversation.turn(heard, memory, library, asker, limits)
