"""The Web API client, for Slack and for what calls itself one: an emulator may know a method by another verb only, or
answer with a page, and neither may surprise whoever calls.
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

_NO_SUCH_METHOD = (404, 405, 501)


class SlackClient(AsyncWebClient):
    """Slack's client; what it cannot read raises SlackApiError, too."""

    async def api_call(self, api_method: str, *, http_verb: str = "POST", **given: Any) -> AsyncSlackResponse:
        """Call a method: by a form where GET is meant but not known. Raises SlackApiError."""
        try:
            return await self._called(api_method, http_verb=http_verb, **given)
        except SlackApiError as error:
            if http_verb != "GET" or not _unknown(error):
                raise
        form = {name: _written(value) for name, value in (given.get("params") or {}).items() if value is not None}
        return await self._called(api_method, data=form)

    async def _called(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        try:
            return await super().api_call(api_method, **given)
        except (AttributeError, TypeError, KeyError, ValueError) as error:  # no JSON object, or an odd header
            said = f"{api_method}: no answer of Slack's ({type(error).__name__})"
            raise SlackApiError(said, {}) from error  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped


def error_of(error: SlackApiError) -> str:
    """Slack's own word for what went wrong ("missing_scope"), or "" where the answer was none of Slack's."""
    answer: Any = error.response
    data = getattr(answer, "data", answer)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the answer; 0 where it is not known."""
    answer: Any = error.response
    status = getattr(answer, "status_code", None) or getattr(answer, "status", None)
    return status if isinstance(status, int) else 0


def retry_after(headers: object, usual: float = 1.0) -> float:
    """Seconds that Slack asks us to wait; `usual` where it does not say it in a number that can be meant."""
    said = headers.get("Retry-After") if isinstance(headers, Mapping) else None
    try:
        seconds = float(said or usual)
    except (TypeError, ValueError):
        return usual
    return seconds if 0 < seconds < 3600 else usual  # also where it is no number at all


def _unknown(error: SlackApiError) -> bool:
    return status_of(error) in _NO_SUCH_METHOD or error_of(error) in ("unknown_method", "method_not_supported")


def _written(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
