"""The Web API client, for Slack and for what calls itself one: an emulator may know a method by another verb only, or
answer with a page, and neither may surprise whoever calls. All of its calls go through the gateway.
"""

from collections.abc import Mapping
from hashlib import blake2s
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from yarl import URL

from bot.fronts.slack.gateway.gateway import Call, Gateway
from bot.fronts.slack.gateway.outcomes import error_of, status_of

_NO_SUCH_METHOD = (404, 405, 501)


class SlackClient(AsyncWebClient):
    """Slack's client; what it cannot read raises SlackApiError, too.

    With `asks`, its calls are questions: they are repeated whatever went wrong. Other calls are never repeated: a lost
    answer may be a message that stands.
    """

    def __init__(self, *, gateway: Gateway | None = None, asks: bool = False, **given: Any) -> None:
        if gateway is not None:
            given |= {"session": gateway.session, "retry_handlers": []}
        super().__init__(**given)
        self._gateway = gateway
        self._asks = asks
        self._address = str(URL(self.base_url).origin())
        self._owner = blake2s((self.token or "").encode(), digest_size=8).hexdigest()  # Slack counts for each token

    async def api_call(self, api_method: str, *, http_verb: str = "POST", **given: Any) -> AsyncSlackResponse:
        """Call a method: by a form where GET is meant but not known.

        Raises SlackApiError, aiohttp.ClientError (HeldBack where the gateway did not let it go), TimeoutError, OSError.
        """
        try:
            return await self._called(api_method, http_verb=http_verb, **given)
        except SlackApiError as error:
            if http_verb != "GET" or not _unknown(error):
                raise
        form = {name: _written(value) for name, value in (given.get("params") or {}).items() if value is not None}
        return await self._called(api_method, data=form)

    def held(self, api_method: str, channel: str = "") -> float:
        """Seconds for which such a call would be refused without being made; 0 where it may be tried."""
        return self._gateway.held(self._call(api_method, channel)) if self._gateway else 0.0

    def room(self, api_method: str) -> int:
        """How many such calls could leave at once, right now."""
        return self._gateway.room(self._call(api_method, "")) if self._gateway else 1

    async def _called(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        if self._gateway is None:
            return await self._answered(api_method, **given)
        call = self._call(api_method, _channel(given))
        return await self._gateway.through(call, lambda: self._answered(api_method, **given))

    def _call(self, api_method: str, channel: str) -> Call:
        return Call(self._address, self._owner, api_method, channel, self._asks)

    async def _answered(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        try:
            return await super().api_call(api_method, **given)
        except (AttributeError, TypeError, KeyError, ValueError) as error:  # no JSON object, or an odd header
            said = f"{api_method}: no answer of Slack's ({type(error).__name__})"
            raise SlackApiError(said, {}) from error  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped


def _channel(given: Mapping[str, Any]) -> str:
    arguments = given.get("json") or given.get("data") or given.get("params")
    return str(arguments.get("channel") or "") if isinstance(arguments, Mapping) else ""


def _unknown(error: SlackApiError) -> bool:
    return status_of(error) in _NO_SUCH_METHOD or error_of(error) in ("unknown_method", "method_not_supported")


def _written(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
