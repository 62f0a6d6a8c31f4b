"""A Slack message as something heard: the person's own words, what they dropped, and what they passed on."""

from collections.abc import Mapping
from typing import Any

from bot.flows.shapes import Dropped, Heard, How
from bot.fronts.slack.files import Files
from bot.fronts.slack.incoming import files_of
from bot.fronts.slack.workspaces import Workspace
from bot.fronts.slack.written import own_words, shared_words


async def heard_in(files: Files, workspace: Workspace, message: Mapping[str, Any], how: How) -> Heard:
    """The message for the conversation: its words as the person's, what was shared in it as things handed over."""
    dropped, more = await files.dropped(workspace, files_of(message))
    shared = tuple(Dropped("", _bytes(text)) for text in shared_words(message, workspace.bot_user))
    return Heard(how, own_words(message, workspace.bot_user), (*dropped, *shared), more_files=more)


async def handed_over(
    files: Files, workspace: Workspace, message: Mapping[str, Any], how: How, text: str = ""
) -> Heard:
    """A message that the person points at: all of it is what is to be judged; `text` are the person's own words."""
    heard = await heard_in(files, workspace, message, how)
    words = (Dropped("", _bytes(heard.text)),) if heard.text.strip() else ()
    return Heard(how, text, (*words, *heard.files), more_files=heard.more_files)


def _bytes(text: str) -> bytes:
    """JSON can carry half a character, which no text can be written with."""
    return text.encode("utf-8", "replace")
