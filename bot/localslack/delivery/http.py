"""HTTP mode: signed requests to the app's request URL."""

import contextlib
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.localslack.calls import Attempt, Delivery
from bot.localslack.core import Core
from bot.localslack.delivery.waiting import ACK_SECONDS, within
from bot.localslack.world.apps import App

_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


def signed(app: App, body: bytes, timestamp: int) -> dict[str, str]:
    """Slack's signature of a body: HMAC-SHA256 over `v0:timestamp:body`."""
    digest = hmac.new(app.signing_secret.encode(), b"v0:%d:" % timestamp + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}", "User-Agent": _AGENT}


class HttpPost:
    """Posts to request URLs. Signatures carry real time, since the app checks them by its own clock."""

    core: Core

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def attempt(self, delivery: Delivery, attempt: Attempt, reason: str) -> bool:
        """Post once; fills in the attempt. False when the app answered that it wants no retry."""
        body, content_type = _body(delivery)
        headers = signed(delivery.app, body, int(time.time())) | {"Content-Type": content_type}
        if attempt.number:
            headers |= {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": reason}
        began = time.monotonic()
        try:
            status, answer, no_retry = await within(
                self.core.clock, ACK_SECONDS, self._post(delivery.app.request_url, body, headers)
            )
        except TimeoutError:
            attempt.reason = "http_timeout"
            return True
        except (aiohttp.ClientError, OSError):
            attempt.reason = "connection_failed"
            return True
        return self._took(delivery, attempt, status, answer, time.monotonic() - began) and not no_retry

    async def verify(self, app: App) -> bool:
        """Whether the app answers the challenge that Slack sends when a request URL is saved."""
        challenge = self.core.ids.word(52)
        told = {"token": app.verification_token, "challenge": challenge, "type": "url_verification"}
        body = json.dumps(told).encode()
        headers = signed(app, body, int(time.time())) | {"Content-Type": "application/json"}
        status, answer, _ = await self._post(app.request_url, body, headers)
        found = (answer.get("challenge") or answer.get("text")) if isinstance(answer, dict) else answer
        return status == 200 and found == challenge

    def _took(self, delivery: Delivery, attempt: Attempt, status: int, answer: Any, seconds: float) -> bool:
        attempt.latency = seconds
        attempt.response = answer
        if not 200 <= status < 300:
            attempt.reason = "http_error"
        elif delivery.kind == "events_api" and self.core.faults.ack_is_lost():
            attempt.reason = "http_timeout"
        return True

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any, bool]:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as response:
            text = await response.text(errors="replace")
            no_retry = response.headers.get("X-Slack-No-Retry") == "1"
            return response.status, _answer(response.content_type, text), no_retry


def _body(delivery: Delivery) -> tuple[bytes, str]:
    """Events are JSON, interactions JSON in a form field, commands a form."""
    form = "application/x-www-form-urlencoded"
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload).encode(), "application/json"
    if delivery.kind == "interactive":
        return urlencode({"payload": json.dumps(delivery.payload)}).encode(), form
    return urlencode(delivery.payload).encode(), form


def _answer(content_type: str, text: str) -> Any:
    """What stands in the body of an ack: JSON, else words; None where it is empty."""
    if content_type == "application/json":
        with contextlib.suppress(ValueError):
            return json.loads(text)
    return {"text": text} if text else None
