"""How often Slack lets us call: one table, so that a changed limit is one changed line.

Source: https://docs.slack.dev/apis/web-api/rate-limits (tiers are for each method, app and workspace), and the page of
each method under https://docs.slack.dev/reference/methods, as gathered in slack-ruby/slack-api-ref, 2026-08.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then so many a second."""

    burst: int
    a_second: float


def _a_minute(calls: int, burst: int = 0) -> Rate:
    """Slack counts by the minute and welcomes bursts: nearly all that a minute allows may come at once.

    Nearly: calls do not arrive at Slack as evenly as they leave here.
    """
    return Rate(burst or max(1, calls * 9 // 10), calls / 60)


TIER_1, TIER_2, TIER_3, TIER_4 = (_a_minute(calls) for calls in (1, 20, 50, 100))
CHANNEL = Rate(3, 1.0)  # messages in one channel: "one message per second", "short bursts allowed"
_PATIENT = _a_minute(600, 100)  # the special tier of methods that are made to be called often

RATES = {
    "apps.connections.open": TIER_3,
    "assistant.threads.setStatus": _PATIENT,
    "assistant.threads.setSuggestedPrompts": TIER_4,
    "assistant.threads.setTitle": TIER_4,
    "auth.revoke": TIER_3,
    "auth.test": _PATIENT,  # "hundreds of requests per minute"
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": _a_minute(600, 150),  # "several hundred messages per minute" in a workspace
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.list": TIER_2,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "oauth.v2.access": _PATIENT,
    "reactions.add": TIER_3,
    "team.info": TIER_3,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
UNLIMITED = Rate(1_000, 1_000.0)  # no limit is documented; only a Retry-After holds them back
_UNDOCUMENTED = ("response_url", "download", "upload")
PATIENCE = 10.0  # seconds that a call waits for its turn
_PATIENCES = {  # where the answer is worth less than the wait
    "assistant.threads.setStatus": 1.0,
    "users.info": 0.5,  # somebody waits for a verdict, and would get it in English
    "views.open": 2.0,  # a trigger lives for 3 seconds
    "views.push": 2.0,
}
CHANNEL_METHODS = ("chat.postMessage", "chat.postEphemeral")


def rate_of(method: str) -> Rate:
    """The rate of a method; of one that the table does not know, the one that "most methods" have."""
    return UNLIMITED if method in _UNDOCUMENTED else RATES.get(method, TIER_2)


def patience_of(method: str) -> float:
    """Seconds that a call of this method waits for its turn; whoever would wait longer is told so at once."""
    return _PATIENCES.get(method, PATIENCE)
