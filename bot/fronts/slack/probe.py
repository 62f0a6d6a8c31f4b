"""Asks Slack whether it can be reached, what it thinks of a token, and what time it is: for whoever looks for a fault.

Every question is asked once, and given up after a few seconds.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Self

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.fronts.slack.client import SlackClient
from bot.fronts.slack.gateway.gateway import Gateway
from bot.fronts.slack.gateway.outcomes import error_of, headers_of, status_of

_NO_SUCH_PAGE = "HTTP 404"
TIMEOUT = aiohttp.ClientTimeout(total=6, sock_connect=4)  # seconds, for one question


class Unreached(Exception):
    """No Slack answers there; holds the kind of error, or the status of the answer."""


class Refused(Exception):
    """Slack says no, in its own word ("invalid_auth"), or in one of ours."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Slack answers."""

    seconds: float  # there and back
    ahead: float | None  # seconds that its clock is ahead of ours, to half a second; None where it does not say


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose a bot token is, and what it may do."""

    id: str
    name: str
    scopes: frozenset[str] | None  # None: Slack does not say


class Probe:
    """`async with Probe(api_url) as slack:`. `now` tells the time in seconds since 1970."""

    def __init__(self, api_url: str, now: Callable[[], float] = time.time) -> None:
        self._api_url = api_url
        self._now = now

    async def __aenter__(self) -> Self:
        self._gateway = Gateway(aiohttp.ClientSession(timeout=TIMEOUT))
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self._gateway.close()

    async def reach(self) -> Reached:
        """Whether a Slack answers, and how fast. Raises Unreached."""
        client = self._client("")
        try:
            return await self._reached(client.api_test)
        except Unreached as error:
            if str(error) != _NO_SUCH_PAGE:
                raise
        return await self._reached(client.auth_test)  # an emulator may lack that method, but no Slack lacks this one

    async def _reached(self, ask: Callable[[], Any]) -> Reached:
        began, asked = time.monotonic(), self._now()
        try:
            headers: Mapping[str, str] = (await ask()).headers
        except SlackApiError as error:
            if not error_of(error):
                raise Unreached(_kind(error)) from error
            headers = headers_of(error)  # it says no; but it is a Slack that says so
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreached(_kind(error)) from error
        seconds = time.monotonic() - began
        return Reached(seconds, _ahead(headers, asked + seconds / 2))

    async def identity(self, token: str) -> Identity:
        """Whose this bot token is. Raises Refused, Unreached."""
        told = await self._asked(self._client(token).auth_test)
        if not told.get("user_id"):
            raise Refused("no_user_id")
        scopes = told.headers.get("x-oauth-scopes")
        granted = frozenset(one.strip() for one in scopes.split(",")) if scopes else None
        return Identity(str(told.get("team_id") or ""), str(told.get("team") or ""), granted)

    async def opens_socket(self, app_token: str) -> None:
        """See that Slack would let us in by Socket Mode; no socket is opened. Raises Refused, Unreached."""
        client = self._client("")
        await self._asked(lambda: client.apps_connections_open(app_token=app_token))

    async def _asked(self, ask: Callable[[], Any]) -> Any:
        try:
            return await ask()
        except SlackApiError as error:
            if word := error_of(error):
                raise Refused(word) from error
            raise Unreached(_kind(error)) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreached(_kind(error)) from error

    def _client(self, token: str) -> SlackClient:
        return SlackClient(gateway=self._gateway, asks=False, token=token or None, base_url=self._api_url)


def _kind(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return f"HTTP {status_of(error)}" if status_of(error) else "no answer of Slack's"
    return f"HTTP {error.status}" if isinstance(error, aiohttp.ClientResponseError) else type(error).__name__


def _ahead(headers: Mapping[str, str], ours: float) -> float | None:
    """Slack tells whole seconds, cut off: in the mean it is half a second later than it says."""
    try:
        theirs = parsedate_to_datetime(headers.get("Date") or "")
        return theirs.timestamp() + 0.5 - ours
    except (TypeError, ValueError, OverflowError):
        return None
