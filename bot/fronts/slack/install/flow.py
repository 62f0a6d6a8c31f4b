"""A code from Slack's page becomes a token, and a workspace that we serve.

Bolt has such a flow, too. It would go to Slack past our gateway, keep states as they are, show pages in its own words,
and rotate tokens by the public Slack's address; so the few steps are taken here.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from yarl import URL

from bot.flows.keeping import Installations
from bot.flows.ports import Now
from bot.flows.shapes import Installation
from bot.fronts.slack.client import SlackClient
from bot.fronts.slack.gateway.outcomes import error_of
from bot.fronts.slack.manifest import REDIRECT_PATH
from bot.fronts.slack.scopes import scopes
from bot.fronts.slack.workspaces import NoWorkspace, Workspace, Workspaces

log = logging.getLogger(__name__)
INSTALL_PATH = "/slack/install"
START_PATH = "/slack/install/start"
_BAD_CODE = frozenset({"invalid_code", "code_already_used", "code_expired"})


class NotInstalled(Exception):
    """Nothing was installed; `why` is a name in [install.trouble] of slack.toml."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Client:
    """Our app as Slack's installation knows it, and the address where people reach us, without "/" at its end."""

    id: str
    secret: str = field(repr=False)
    public_url: str

    @property
    def redirect_uri(self) -> str:
        return self.public_url + REDIRECT_PATH


@dataclass(frozen=True, slots=True)
class Flow:
    """The way from our page to Slack's and back. `installed` is told the workspace and who installed the bot there."""

    client: Client
    workspaces: Workspaces
    installations: Installations
    now: Now
    installed: Callable[[Workspace, str], None]

    async def begin(self, state: str, browser: str) -> str:
        """The address of Slack's page, for the browser with this secret."""
        await self.installations.begun(state, browser, self.now())
        asked = {
            "client_id": self.client.id, "scope": ",".join(one.name for one in scopes()),
            "redirect_uri": self.client.redirect_uri, "state": state,
        }  # fmt: skip
        return str(URL(self.workspaces.api_url).join(URL("../oauth/v2/authorize")).with_query(asked))

    async def is_ours(self, state: str, browser: str) -> bool:
        """Whether this browser went to Slack's page from ours just now; true once."""
        return await self.installations.ended(state, browser, self.now())

    async def finish(self, code: str) -> Workspace:
        """The workspace that this code lets us into, served from now on. Raises NotInstalled, StoreUnusable."""
        told = await self._exchanged(code)
        team, token = _part(told, "team"), told.get("access_token")
        if told.get("is_enterprise_install") or not team.get("id"):
            raise NotInstalled("organisation")
        if told.get("refresh_token") or told.get("expires_in"):
            log.error('the app has "token rotation" on, which cannot be used: its manifest has to turn it off')
            raise NotInstalled("slack")
        if not isinstance(token, str) or not token:
            raise NotInstalled("slack")
        granted = tuple(one.strip() for one in str(told.get("scope") or "").split(",") if one.strip())
        installer = str(_part(told, "authed_user").get("id") or "")
        async with self.workspaces.changing(str(team["id"])):
            try:
                seen = await self.workspaces.examined(token, "the token that it has just given")
            except NoWorkspace as error:
                log.error("a workspace was not installed: %s", error)
                raise NotInstalled("slack") from error
            installation = Installation(
                workspace=str(team["id"]), name=str(team.get("name") or seen.name), enterprise=seen.enterprise,
                app=str(told.get("app_id") or ""), bot_user=seen.bot_user, bot_id=seen.bot_id, token=token,
                scopes=granted or tuple(sorted(seen.scopes or ())), installed_by=installer, at=self.now(),
            )  # fmt: skip
            await self.installations.save(installation)
            workspace = self.workspaces.of(installation)
            self.workspaces.add(workspace)
        log.info("workspace %s installed the bot", workspace.id)
        self.installed(workspace, installer)
        return workspace

    async def _exchanged(self, code: str) -> Mapping[str, Any]:
        """What Slack answers to the code. It is asked once: a code is good once."""
        slack = SlackClient(gateway=self.workspaces.gateway, asks=False, base_url=self.workspaces.api_url)
        form = {
            "client_id": self.client.id, "client_secret": self.client.secret, "code": code,
            "redirect_uri": self.client.redirect_uri,
        }  # fmt: skip
        try:
            answer = await slack.api_call("oauth.v2.access", data=form)
        except SlackApiError as error:
            if error_of(error) in _BAD_CODE:
                raise NotInstalled("code") from error
            log.error("a workspace was not installed: Slack answers %s", error_of(error) or "nothing that can be read")
            raise NotInstalled("slack") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.error("a workspace was not installed: Slack does not answer (%s)", type(error).__name__)
            raise NotInstalled("slack") from error
        return answer.data if isinstance(answer.data, dict) else {}


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name)
    return found if isinstance(found, Mapping) else {}
