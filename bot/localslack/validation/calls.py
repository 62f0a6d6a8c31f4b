"""A whole call, as Slack's server judges it: one error code, and the messages that explain it."""

from collections.abc import Mapping

from bot.localslack.validation.arguments import EITHER, argument_problems, decoded
from bot.localslack.validation.checks import problem
from bot.localslack.validation.views import MOST_BYTES, view_bytes, view_problems
from bot.localslack.validation.whole import MOST_TEXT, ONE_TABLE, block_problems, text_length

MOST_CHARACTERS = 40_000  # docs.slack.dev/changelog/2018-04-truncating-really-long-messages
# The errors of these methods name shorter ones: chat.update `msg_too_long`; markdown_text of every method, its page.
MOST_IN_UPDATE = 4_000
MOST_MARKDOWN_TEXT = 12_000
MOST_ATTACHMENTS = 100  # `too_many_attachments`

_POSTING = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.scheduleMessage", "chat.update"})
_VIEWS = {"views.open": "modal", "views.push": "modal", "views.publish": "home"}

_NOTHING_CHOSEN = {
    "chat.appendStream": "no_text",
    "conversations.open": "users_list_not_supplied",
    "reactions.get": "no_item_specified",
    "reactions.remove": "no_item_specified",
}
_OWN_CODES = {"metadata": "invalid_metadata_format", "chunks": "invalid_chunks", "attachments": "invalid_attachments"}

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
        return _argument_code(method, found), found
    for look in (_said, _blocks, _attachments, _chunks, _view):
        answer = look(method, arguments)
        if answer != GOOD:
            return answer
    return GOOD


def _argument_code(method: str, found: list[str]) -> str:
    if found == [problem(f"missing required field: {EITHER.get(method, ('',))[0]}", "")]:
        return _NOTHING_CHOSEN.get(method, "invalid_arguments")
    for name, code in _OWN_CODES.items():
        if all(f"[json-pointer:/{name}" in one for one in found):
            return code
    return "invalid_arguments"


def _said(method: str, arguments: Mapping[str, object]) -> Answer:
    text, markdown = arguments.get("text"), arguments.get("markdown_text")
    if method in _POSTING:
        if not (text or markdown or arguments.get("file_ids") or _some_blocks(arguments)):
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


def _some_blocks(arguments: Mapping[str, object]) -> bool:
    return any(decoded(arguments.get(name)) for name in ("blocks", "attachments"))


def _blocks(method: str, arguments: Mapping[str, object]) -> Answer:
    blocks = decoded(arguments.get("blocks"))
    if blocks is None or blocks == "":
        return GOOD
    if not isinstance(blocks, list):
        return "invalid_blocks_format", []
    if found := block_problems(blocks, surface="message"):
        return ("invalid_attachments" if found == [ONE_TABLE] else "invalid_blocks"), found
    if text_length(blocks) > MOST_TEXT:
        return "msg_blocks_too_long", []
    return GOOD


def _attachments(method: str, arguments: Mapping[str, object]) -> Answer:
    attachments = decoded(arguments.get("attachments")) or []
    if not isinstance(attachments, list):
        return "invalid_attachments", []
    if len(attachments) > MOST_ATTACHMENTS:
        return "too_many_attachments", []
    found: list[str] = []
    for index, attachment in enumerate(attachments):
        at = f"/attachments/{index}"
        if not isinstance(attachment, dict):
            found.append(problem("must provide an object", at))
        elif "blocks" in attachment:
            found += block_problems(attachment["blocks"], surface="message", at=f"{at}/blocks")
    return ("invalid_attachments", found) if found else GOOD


def _chunks(method: str, arguments: Mapping[str, object]) -> Answer:
    chunks = decoded(arguments.get("chunks")) or []
    if isinstance(chunks, list):
        for index, chunk in enumerate(chunks):
            if chunk["type"] == "blocks":
                found = block_problems(chunk["blocks"], surface="message", at=f"/chunks/{index}/blocks")
                if found:
                    return "invalid_blocks", found
    return GOOD


def _view(method: str, arguments: Mapping[str, object]) -> Answer:
    if "view" not in arguments:
        return GOOD
    view = decoded(arguments["view"])
    wanted = _VIEWS.get(method, "")
    if wanted and isinstance(view, dict) and view.get("type") in ("modal", "home") and view["type"] != wanted:
        return "invalid_arguments", [problem(f"unsupported type: {view['type']}", "/view/type")]
    if found := view_problems(view):
        return "invalid_arguments", found
    return ("view_too_large", []) if view_bytes(view) > MOST_BYTES else GOOD
