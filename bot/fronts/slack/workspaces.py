"""The workspaces that we serve: their tokens, what each token may do, and a client for each.

One app-level token serves any number of workspaces, so a client is looked up by the workspace of the event.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.fronts.slack.client import SlackClient, error_of
from bot.fronts.slack.gateway.gateway import TIMEOUT, Gateway

__all__ = ["TIMEOUT", "NoWorkspace", "Workspace", "Workspaces", "error_of"]


class NoWorkspace(Exception):
    """A token that Slack does not take; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace where the bot is installed."""

    id: str
    name: str
    token: str
    bot_user: str
    bot_id: str
    enterprise: str
    scopes: frozenset[str] | None  # None: Slack did not say
    reading: AsyncWebClient  # tries again whatever went wrong: asking twice does no harm
    posting: AsyncWebClient  # never tries again: a lost answer may be a message that stands

    def may(self, *any_of: str) -> bool:
        """Whether one of these scopes was granted, as far as we know."""
        return self.scopes is None or not self.scopes.isdisjoint(any_of)


class Workspaces:
    """All of them, by id."""

    def __init__(self, gateway: Gateway | aiohttp.ClientSession, api_url: str) -> None:
        """Everything leaves by the gateway; a bare session gets one of its own."""
        self.gateway = gateway if isinstance(gateway, Gateway) else Gateway(gateway)
        self.api_url = api_url
        self._by_id: dict[str, Workspace] = {}

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._by_id.values())

    def get(self, workspace_id: object) -> Workspace | None:
        """The workspace; the only one we serve where a request names none, or where Slack did not say its id."""
        if len(self._by_id) == 1 and (not workspace_id or "" in self._by_id):
            return next(iter(self))
        return self._by_id.get(workspace_id) if isinstance(workspace_id, str) else None  # it comes from outside

    def forget(self, workspace_id: str) -> None:
        self._by_id.pop(workspace_id, None)

    async def connect(self, token: str) -> Workspace:
        """The workspace that a bot token belongs to. Raises NoWorkspace."""
        reading = self._client(token, asks=True)
        try:
            told = await reading.auth_test()
        except SlackApiError as error:
            raise NoWorkspace(f"Slack refuses SLACK_BOT_TOKEN ({error_of(error) or 'no reason given'}).") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NoWorkspace(f"No Slack answers at {self.api_url} ({type(error).__name__}).") from error
        if not told.get("user_id"):  # without it we would answer ourselves for ever
            raise NoWorkspace("Slack does not say who the bot is (auth.test without user_id).")
        scopes = told.headers.get("x-oauth-scopes")
        workspace = Workspace(
            id=str(told.get("team_id") or ""), name=str(told.get("team") or ""), token=token,
            bot_user=str(told["user_id"]), bot_id=str(told.get("bot_id") or ""),
            enterprise=str(told.get("enterprise_id") or ""),
            scopes=frozenset(one.strip() for one in scopes.split(",")) if scopes else None,
            reading=reading, posting=self._client(token, asks=False),
        )  # fmt: skip
        self._by_id[workspace.id] = workspace
        return workspace

    def authorized(self, workspace_id: str) -> AuthorizeResult | None:
        """What Bolt needs to serve a request from this workspace."""
        workspace = self.get(workspace_id)
        if workspace is None:
            return None
        return AuthorizeResult(
            enterprise_id=workspace.enterprise or None, team_id=workspace.id, bot_user_id=workspace.bot_user,
            bot_id=workspace.bot_id, bot_token=workspace.token,
        )  # fmt: skip

    def _client(self, token: str, asks: bool) -> AsyncWebClient:
        return SlackClient(gateway=self.gateway, asks=asks, token=token, base_url=self.api_url)
