"""The doors of the installation. Whoever comes back from Slack's page must have gone there from ours, in this browser.

Without that, a stranger could send somebody an address that puts the stranger's workspace into their browser, or try
codes that are not theirs. Anybody can come to these doors, so what they write into the database is bounded.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable

from aiohttp import web

from bot.fronts.slack.gateway.pace import Bucket
from bot.fronts.slack.gateway.tiers import Rate
from bot.fronts.slack.install import page
from bot.fronts.slack.install.flow import INSTALL_PATH, START_PATH, Flow, NotInstalled
from bot.fronts.slack.manifest import REDIRECT_PATH
from bot.store.problems import StoreUnusable
from bot.watch.refusals import Refusals

log = logging.getLogger(__name__)
_COOKIE_SECONDS = 600  # as long as a state lives
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # what token_urlsafe makes of 32 bytes
_LONGEST_CODE = 512
_STATUS = {"state": 400, "denied": 403, "code": 400, "organisation": 403, "slack": 502, "later": 503}
BEGUN = Rate(60, 2)  # installations that may be begun: each is a row for an hour, and the database has one writer


class InstallDoor:
    """Handles the three addresses of the installation."""

    def __init__(self, flow: Flow, clock: Callable[[], float] = time.monotonic) -> None:
        self._flow = flow
        self._clock = clock
        self._refusals = Refusals(clock)
        self._begun = Bucket(BEGUN)
        self._url = flow.client.public_url
        self._is_secure = self._url.startswith("https://")
        # With this prefix a browser takes the cookie from this very host only, and from no neighbour of it.
        self.cookie = "__Host-legitbot-install" if self._is_secure else "legitbot-install"

    def routes(self) -> list[web.RouteDef]:
        """Where a browser comes in."""
        return [
            web.get(INSTALL_PATH, self.offered),
            web.get(START_PATH, self.started, allow_head=False),
            web.get(REDIRECT_PATH, self.returned, allow_head=False),
        ]

    async def offered(self, _: web.Request) -> web.Response:
        """The page that says what the bot may do."""
        return page.offer(self._url + START_PATH)

    async def started(self, _: web.Request) -> web.Response:
        """On to Slack's page, with a state that only this browser can bring back."""
        if self._begun.wait(self._clock()):
            return self._refused("later")
        self._begun.take(self._clock())
        state, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        try:
            goes_to = await self._flow.begin(state, browser)
        except StoreUnusable as error:
            log.error("an installation was not begun: %s", error)
            return self._refused("later")
        response = web.Response(status=302, headers={"Location": goes_to})
        self._remember(response, browser, _COOKIE_SECONDS)
        return response

    async def returned(self, request: web.Request) -> web.Response:
        """Back from Slack's page, with a code or a no."""
        try:
            response = page.done((await self._flow.finish(await self._code(request))).name)
        except NotInstalled as error:
            response = self._refused(error.why)
            if error.why == "state":  # somebody else's: an installation that is under way may go on
                return response
        except StoreUnusable as error:
            log.error("a workspace was not installed: %s", error)
            response = self._refused("later")
        self._remember(response, "", 0)
        return response

    async def _code(self, request: web.Request) -> str:
        """The code of somebody who went to Slack's page from ours. Raises NotInstalled, StoreUnusable."""
        state, browser = request.query.get("state", ""), request.cookies.get(self.cookie, "")
        is_formed = _SECRET.fullmatch(state) and _SECRET.fullmatch(browser)
        if not is_formed or not await self._flow.is_ours(state, browser):
            raise NotInstalled("state")
        if error := request.query.get("error", ""):
            raise NotInstalled("denied" if error == "access_denied" else "slack")
        code = request.query.get("code", "")
        if not code or len(code) > _LONGEST_CODE:
            raise NotInstalled("code")
        return code

    def _refused(self, why: str) -> web.Response:
        self._refusals(f"oauth_{why}")
        return page.trouble(why, _STATUS[why], self._url + INSTALL_PATH)

    def _remember(self, response: web.Response, browser: str, seconds: int) -> None:
        response.set_cookie(
            self.cookie, browser, max_age=seconds, path="/", httponly=True, secure=self._is_secure, samesite="Lax"
        )
