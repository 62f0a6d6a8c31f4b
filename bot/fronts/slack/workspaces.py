"""The workspaces that we serve: their tokens, what each token may do, and a client for each.

One app-level token serves any number of workspaces, so a client is looked up by the workspace of the event. Some are
given by the operator, others installed the bot: those are looked up in the store, where another process may have
written or deleted them.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.flows.keeping import Installations
from bot.flows.shapes import Installation
from bot.fronts.slack.client import SlackClient
from bot.fronts.slack.gateway.gateway import Gateway
from bot.fronts.slack.gateway.outcomes import error_of, status_of
from bot.store.problems import StoreUnusable

log = logging.getLogger(__name__)
KNOWN_SECONDS = 60.0  # after which a workspace is looked up again: others may have changed it
UNKNOWN_SECONDS = 3.0  # after which one that was not there is
DEAD_SECONDS = 30.0  # after which a token that Slack called dead is tried again
DOUBTFUL = timedelta(minutes=2)  # what happened so close to an installation may have happened before or after it
_DEAD = frozenset({"account_inactive", "token_revoked"})
_REFUSED = _DEAD | {"invalid_auth", "not_authed", "token_expired", "org_login_required", "team_access_not_granted"}
_MOST_UNKNOWN = 10_000


class NoWorkspace(Exception):
    """Slack cannot be used as we were told to; the sentence says what to do."""


class TokenRefused(NoWorkspace):
    """A token that Slack does not take."""


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
    reading: SlackClient  # tries again whatever went wrong: asking twice does no harm
    posting: SlackClient  # never tries again: a lost answer may be a message that stands

    def may(self, *any_of: str) -> bool:
        """Whether one of these scopes was granted, as far as we know."""
        return self.scopes is None or not self.scopes.isdisjoint(any_of)


class Workspaces:
    """All that this process knows of, by id."""

    def __init__(
        self, gateway: Gateway, api_url: str, installations: Installations | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Everything leaves by the gateway. `clock` counts seconds."""
        self.gateway = gateway
        self.api_url = api_url
        self.on_new: Callable[[Workspace], None] = lambda _: None  # one came while we run
        self._installations = installations
        self._clock = clock
        self._by_id: dict[str, Workspace] = {}
        self._given: dict[str, Workspace] = {}  # by the operator
        self._looked: dict[str, float] = {}  # when the store was asked
        self._dead: dict[str, float] = {}  # tokens, and until when they count as dead
        self._changes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._by_id.values())

    @property
    def given(self) -> tuple[Workspace, ...]:
        """Those whose token the operator gave."""
        return tuple(self._given.values())

    def get(self, workspace_id: object) -> Workspace | None:
        """The workspace; the only one we serve where a request names none, or where Slack did not say its id."""
        if len(self._by_id) == 1 and (not workspace_id or "" in self._by_id):
            return next(iter(self))
        return self._by_id.get(workspace_id) if isinstance(workspace_id, str) else None  # it comes from outside

    async def find(self, workspace_id: object) -> Workspace | None:
        """The workspace as it is by now, also where another process installed it. `get` finds it from then on.

        Raises StoreUnusable where we do not know it and the store does not answer.
        """
        known = self.get(workspace_id)
        id_ = known.id if known else workspace_id
        if self._installations is None or not isinstance(id_, str) or not id_ or self._looked_lately(id_, known):
            return known
        try:
            installation = await self._installations.find(id_)
        except StoreUnusable:
            if known is None:
                raise
            return known
        if len(self._looked) > _MOST_UNKNOWN:
            self._looked.clear()
        self._looked[id_] = self._clock()
        return self._learned(id_, installation)

    def _looked_lately(self, id_: str, known: Workspace | None) -> bool:
        looked = self._looked.get(id_)
        return looked is not None and self._clock() - looked < (KNOWN_SECONDS if known else UNKNOWN_SECONDS)

    def _learned(self, id_: str, installation: Installation | None) -> Workspace | None:
        """What stands in the store comes before what the operator gave, and a token that lives before a dead one."""
        known, given = self._by_id.get(id_), self._given.get(id_)
        if installation and installation.token and not self._is_dead(installation.token):
            found = self.of(installation)
            if known and (known.token, known.scopes, known.bot_user) == (found.token, found.scopes, found.bot_user):
                return known
            self.add(found)
            return found
        if given is None or self._is_dead(given.token):
            self._by_id.pop(id_, None)
            return None
        self._by_id[id_] = given
        return given

    def add(self, workspace: Workspace) -> None:
        """From now on we serve it, and with this token."""
        self._dead.pop(workspace.token, None)
        self._by_id[workspace.id] = workspace
        self._looked[workspace.id] = self._clock()
        self.on_new(workspace)

    async def load(self) -> None:
        """Know all workspaces that installed the bot; Slack is not asked."""
        if self._installations is None:
            return
        await self._installations.reseal()
        for installation in await self._installations.all():
            if installation.token:
                self._by_id.setdefault(installation.workspace, self.of(installation))

    # ── Those that leave ────────────────────────────────────────────────────────────────────────────────────

    def forget(self, workspace_id: str) -> None:
        """We do not serve it any more, whoever gave its token."""
        self._by_id.pop(workspace_id, None)
        self._given.pop(workspace_id, None)
        self._looked[workspace_id] = self._clock()

    def changing(self, workspace_id: str) -> asyncio.Lock:
        """Held by whoever installs a workspace or deletes it, so that a late goodbye does not meet a new hello."""
        lock = self._changes.get(workspace_id)
        if lock is None:
            self._changes[workspace_id] = lock = asyncio.Lock()
        return lock

    async def bot_users(self, workspace_id: str) -> set[str]:
        """Our users there, as far as anybody knows."""
        known = [one for one in (self._by_id.get(workspace_id), self._given.get(workspace_id)) if one]
        stored = await self._installations.find(workspace_id) if self._installations else None
        return {one.bot_user for one in known} | ({stored.bot_user} if stored else set())

    async def stands(self, workspace_id: str, when: datetime) -> bool:
        """Whether the bot is still installed, though Slack said at that time that it is not: the news may be late.

        Slack is asked where the times alone do not tell. Raises what its client raises, where it cannot be asked.
        """
        stored = await self._installations.find(workspace_id) if self._installations else None
        if stored and stored.at - when > DOUBTFUL:
            return True
        given = self._given.get(workspace_id)
        asked = {given.token} if given else set()
        if stored and stored.token and when - stored.at <= DOUBTFUL:
            asked.add(stored.token)
        return any([await self._lives(token) for token in asked])

    async def _lives(self, token: str) -> bool:
        try:
            await self._client(token, asks=True).auth_test()
        except SlackApiError as error:
            if error_of(error) in _REFUSED:
                return False
            raise
        return True

    async def _renewed(self, workspace_id: str, token: str, said: str) -> str:
        """Slack calls this token dead: another one that we have for its workspace, or ""."""
        log.warning("Slack does not take the token of workspace %s any more (%s)", workspace_id, said)
        self._dead = {one: until for one, until in self._dead.items() if until > self._clock()}
        self._dead[token] = self._clock() + DEAD_SECONDS
        known = self._by_id.get(workspace_id)
        if known and known.token == token:
            del self._by_id[workspace_id]
        self._looked.pop(workspace_id, None)
        try:
            found = await self.find(workspace_id)
        except StoreUnusable:
            return ""
        return found.token if found and found.id == workspace_id and found.token != token else ""

    def _is_dead(self, token: str) -> bool:
        return self._dead.get(token, 0.0) > self._clock()

    # ── Those that come ─────────────────────────────────────────────────────────────────────────────────────

    async def connect(self, token: str) -> Workspace:
        """The workspace that a bot token of the operator's belongs to. Raises NoWorkspace, TokenRefused."""
        workspace = await self.examined(token, "SLACK_BOT_TOKEN")
        self._by_id[workspace.id] = self._given[workspace.id] = workspace
        return workspace

    async def examined(self, token: str, what: str) -> Workspace:
        """Whose bot token this is, which is `what` to the operator. Raises NoWorkspace, TokenRefused."""
        try:
            told = await self._client(token, asks=True).auth_test()
        except SlackApiError as error:
            if not (said := error_of(error)):
                raise NoWorkspace(f"No Slack answers at {self.api_url} (HTTP {status_of(error)}).") from error
            kind = TokenRefused if said in _REFUSED else NoWorkspace
            raise kind(f"Slack refuses {what} ({said}).") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NoWorkspace(f"No Slack answers at {self.api_url} ({type(error).__name__}).") from error
        if not told.get("user_id"):  # without it we would answer ourselves for ever
            raise NoWorkspace("Slack does not say who the bot is (auth.test without user_id).")
        scopes = told.headers.get("x-oauth-scopes")
        return self._made(
            id=str(told.get("team_id") or ""), name=str(told.get("team") or ""), token=token,
            bot_user=str(told["user_id"]), bot_id=str(told.get("bot_id") or ""),
            enterprise=str(told.get("enterprise_id") or ""),
            scopes=frozenset(one.strip() for one in scopes.split(",")) if scopes else None,
        )  # fmt: skip

    def of(self, installation: Installation) -> Workspace:
        """The workspace of an installation, as Slack described it then."""
        one = installation
        return self._made(
            id=one.workspace, name=one.name, token=one.token, bot_user=one.bot_user, bot_id=one.bot_id,
            enterprise=one.enterprise, scopes=frozenset(one.scopes) or None,
        )  # fmt: skip

    def authorized(self, workspace: Workspace) -> AuthorizeResult:
        """What Bolt needs to serve a request from this workspace."""
        return AuthorizeResult(
            enterprise_id=workspace.enterprise or None, team_id=workspace.id, bot_user_id=workspace.bot_user,
            bot_id=workspace.bot_id, bot_token=workspace.token,
        )  # fmt: skip

    def _made(self, **known: Any) -> Workspace:
        reading, posting = (self._client(known["token"], asks, known["id"]) for asks in (True, False))
        return Workspace(**known, reading=reading, posting=posting)

    def _client(self, token: str, asks: bool, workspace_id: str = "") -> SlackClient:
        given: dict[str, Any] = {"gateway": self.gateway, "asks": asks, "token": token, "base_url": self.api_url}
        return _Renewing(self._renewed, workspace_id, **given) if workspace_id else SlackClient(**given)


class _Renewing(SlackClient):
    """A client that goes on with its workspace's new token where Slack calls the old one dead."""

    def __init__(self, renewed: Callable[..., Any], workspace_id: str, **given: Any) -> None:
        super().__init__(**given)
        self._renewed = renewed
        self._workspace_id = workspace_id

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """As SlackClient's; what was refused for its token alone did nothing, and may be asked again."""
        try:
            return await super().api_call(api_method, **given)
        except SlackApiError as error:
            if error_of(error) not in _DEAD:
                raise
            token = await self._renewed(self._workspace_id, self.token or "", error_of(error))
            if not token:
                raise
        self.token = token
        return await super().api_call(api_method, **given)
