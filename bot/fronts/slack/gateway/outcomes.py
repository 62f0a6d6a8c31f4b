"""What became of a call, in the few words that are counted, and what follows from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

LIMITED = ("ratelimited", "rate_limited")
IN_TROUBLE = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_WORDS = 300  # Slack knows about as many; what calls itself Slack might make up more
_words: set[str] = set()


@dataclass(frozen=True, slots=True)
class Seen:
    """`word` is counted; `there`: whether Slack answered, None where nobody asked it."""

    word: str
    there: bool | None = True
    again: bool = False  # a question may be asked again
    wait: float | None = None  # seconds that Slack asks for


def seen(error: Exception) -> Seen:
    """What a call's failure means."""
    if isinstance(error, SlackApiError):
        return _answered(status_of(error), error_of(error), headers_of(error))
    if isinstance(error, aiohttp.ClientResponseError) and error.status:
        return _answered(error.status, "", error.headers)
    if isinstance(error, TimeoutError):
        return Seen("timeout", there=False, again=True)
    if isinstance(error, (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, OSError)):
        return Seen("no_connection", there=False, again=True)
    return Seen("other", there=None)


def _answered(status: int, said: str, headers: object) -> Seen:
    if status == 429 or said in LIMITED:
        return Seen("ratelimited", again=True, wait=retry_after(headers))
    if status >= 500 and status != 501:  # 501: it does not know the method
        return Seen("http_5xx", there=False, again=True)
    if said:
        return Seen(_counted(said), again=said in IN_TROUBLE)
    return Seen("http_4xx" if status >= 400 else "no_answer")


def _counted(word: str) -> str:
    if not _WORD.fullmatch(word) or (word not in _words and len(_words) >= _MOST_WORDS):
        return "other"
    _words.add(word)
    return word


def error_of(error: SlackApiError) -> str:
    """Slack's own word for what went wrong ("missing_scope"), or "" where the answer was none of Slack's."""
    answer: Any = error.response
    data = getattr(answer, "data", answer)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


def said_of(error: Exception) -> str:
    """What went wrong, for the log: Slack's own word, or the kind of error."""
    return error_of(error) if isinstance(error, SlackApiError) else type(error).__name__


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the answer; 0 where it is not known."""
    answer: Any = error.response
    status = getattr(answer, "status_code", None) or getattr(answer, "status", None)
    return status if isinstance(status, int) else 0


def headers_of(error: SlackApiError) -> Mapping[str, str]:
    """The answer's headers; none where there was no answer."""
    headers: Any = getattr(error.response, "headers", None)
    return headers if isinstance(headers, Mapping) else {}


def retry_after(headers: object, usual: float = 1.0) -> float:
    """Seconds that Slack asks us to wait; `usual` where it does not say it in a number that can be meant."""
    said = headers.get("Retry-After") if isinstance(headers, Mapping) else None
    try:
        seconds = float(said or usual)
    except (TypeError, ValueError):
        return usual
    return seconds if 0 < seconds < 3600 else usual  # also where it is no number at all


def says_when(headers: object) -> bool:
    """Whether a "too fast" is one of Slack's: it names a number of seconds, or nothing."""
    said = headers.get("Retry-After") if isinstance(headers, Mapping) else None
    try:
        float(said or 0)
    except (TypeError, ValueError):
        return False
    return True
