"""A whole call, as Slack's server judges it: one error code, and the messages that explain it."""

from collections.abc import Mapping

from bot.localslack.validation.arguments import argument_problems, decoded
from bot.localslack.validation.checks import problem
from bot.localslack.validation.views import MOST_BYTES, view_bytes, view_problems
from bot.localslack.validation.whole import MOST_TEXT, ONE_TABLE, block_problems, text_length

MOST_CHARACTERS = 40_000  # docs.slack.dev/changelog/2018-04-truncating-really-long-messages
# The errors of these methods name shorter ones: chat.update `msg_too_long`; markdown_text of every method, its page.
MOST_IN_UPDATE = 4_000
MOST_MARKDOWN_TEXT = 12_000

_SAYING = ("text", "blocks", "attachments", "markdown_text")
_POSTING = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.scheduleMessage", "chat.update"})
_VIEWS = {"views.open": "modal", "views.push": "modal", "views.publish": "home"}

Answer = tuple[str, list[str]]
GOOD: Answer = ("", [])


def text_problems(text: object) -> list[str]:
    """What is wrong with the text of a message on its own; being empty is not, beside blocks."""
    if text is not None and not isinstance(text, str):
        return [problem("must provide a string", "/text")]
    if text and len(text) > MOST_CHARACTERS:
        return [problem(f"must be less than {MOST_CHARACTERS + 1} characters", "/text")]
    return []


def call_problems(method: str, arguments: Mapping[str, object]) -> Answer:
    """The error code that Slack would answer ("" when it takes the call), and its messages.

    `arguments` are decoded: blocks and a view are objects, or JSON strings as clients send them. Raises KeyError for
    a method that METHODS does not know (Slack: `unknown_method`).
    """
    if found := argument_problems(method, arguments):
        return _named_after("invalid_metadata_format", "/metadata", found) or ("invalid_arguments", found)
    for look in (_said, _blocks, _view):
        answer = look(method, arguments)
        if answer != GOOD:
            return answer
    return GOOD


def _named_after(code: str, pointer: str, found: list[str]) -> Answer | None:
    return (code, found) if all(f"[json-pointer:{pointer}" in one for one in found) else None


def _said(method: str, arguments: Mapping[str, object]) -> Answer:
    text, markdown = arguments.get("text"), arguments.get("markdown_text")
    if method in _POSTING:
        if not any(decoded(arguments.get(name)) for name in _SAYING) and not arguments.get("file_ids"):
            return "no_text", []
        if markdown and (text or arguments.get("blocks")):
            return "markdown_text_conflict", []
        if text_problems(text):
            return "msg_too_long", text_problems(text)
        if method == "chat.update" and isinstance(text, str) and len(text) > MOST_IN_UPDATE:
            return "msg_too_long", [problem(f"must be less than {MOST_IN_UPDATE + 1} characters", "/text")]
    if isinstance(markdown, str) and len(markdown) > MOST_MARKDOWN_TEXT:
        return "msg_too_long", [problem(f"must be less than {MOST_MARKDOWN_TEXT + 1} characters", "/markdown_text")]
    return GOOD


def _blocks(method: str, arguments: Mapping[str, object]) -> Answer:
    blocks = decoded(arguments.get("blocks"))
    if blocks is None or blocks == "":
        return GOOD
    if not isinstance(blocks, list):
        return "invalid_blocks_format", []
    found = block_problems(blocks, surface="message")
    if found:
        return ("invalid_attachments" if found == [ONE_TABLE] else "invalid_blocks"), found
    if text_length(blocks) > MOST_TEXT:
        return "msg_blocks_too_long", []
    return GOOD


def _view(method: str, arguments: Mapping[str, object]) -> Answer:
    if "view" not in arguments:
        return GOOD
    view = decoded(arguments["view"])
    if isinstance(view, dict) and view_bytes(view) > MOST_BYTES:
        return "view_too_large", []
    wanted = _VIEWS.get(method, "")
    if wanted and isinstance(view, dict) and view.get("type") in ("modal", "home") and view["type"] != wanted:
        return "invalid_arguments", [problem(f"unsupported type: {view['type']}", "/view/type")]
    found = view_problems(view)
    return ("invalid_arguments", found) if found else GOOD
