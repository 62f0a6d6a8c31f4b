"""What is sent to a response_url is no call: it has no channel, and words of its own for whom to show it.

Source: docs.slack.dev/interactivity/handling-user-interaction#message_responses.
"""

from collections.abc import Mapping

from bot.localslack.validation.calls import GOOD, Answer, call_problems
from bot.localslack.validation.checks import Check, boolean, one_of, problem

_OWN: dict[str, Check] = {
    "response_type": one_of("ephemeral", "in_channel"),
    "replace_original": boolean,
    "delete_original": boolean,
}
_SHARED = frozenset(
    "text blocks attachments thread_ts mrkdwn unfurl_links unfurl_media link_names parse metadata username".split()
)


def response_problems(payload: Mapping[str, object]) -> Answer:
    """The error code for a payload to a response_url ("" when Slack takes it), and its messages."""
    found: list[str] = []
    for name, value in payload.items():
        if name in _OWN:
            found += _OWN[name](value, f"/{name}")
        elif name not in _SHARED:
            found.append(problem(f"invalid additional property: {name}", ""))
    if found:
        return "invalid_payload", found
    if payload.get("delete_original") is True:
        return GOOD
    message = {name: value for name, value in payload.items() if name in _SHARED}
    return call_problems("chat.postMessage", {**message, "channel": "C0"})
