"""The Slack front as a whole: connects the workspaces, hangs up the listeners, and opens the door that Slack uses."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.flows.ask import Desk
from bot.flows.keeping import Store
from bot.flows.ports import Analyst, Now
from bot.fronts.slack.client import SlackClient
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.files import Files
from bot.fronts.slack.gateway.gateway import TIMEOUT, Gateway
from bot.fronts.slack.gateway.outcomes import error_of
from bot.fronts.slack.install.door import InstallDoor
from bot.fronts.slack.install.flow import Client, Flow
from bot.fronts.slack.listeners import (
    asked,
    buttons,
    comings,
    command,
    home,
    mentioned,
    own_questions,
    privacy,
    quiz,
    quiz_figures,
    rules,
    shortcuts,
    subscribing,
    tips,
    tips_desk,
    week,
)
from bot.fronts.slack.manifest import EVENTS_PATH
from bot.fronts.slack.messenger import SlackMessenger
from bot.fronts.slack.people import People
from bot.fronts.slack.quizzes.own.offering import offering
from bot.fronts.slack.quizzes.shelf import QuizShelf
from bot.fronts.slack.tips.postman import Postman
from bot.fronts.slack.tips.shelf import TipShelf
from bot.fronts.slack.tips.subscribing.moving import followed
from bot.fronts.slack.words import words
from bot.fronts.slack.workspaces import NoWorkspace, TokenRefused, Workspace, Workspaces
from bot.library.library import Library
from bot.library.organisation import Organisation
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
A_DAY = 86_400.0  # seconds between two looks at who works there
_FEATURES = (
    asked, mentioned, shortcuts, command, subscribing, privacy, own_questions, tips_desk, tips, quiz, quiz_figures,
    week, buttons, home, rules, comings,
)  # fmt: skip


@dataclass(slots=True)
class SlackFront:
    """Everything that speaks Slack. `open` connects; `listen` begins, as do our `routes`; `close` ends."""

    app: AsyncApp
    counter: Counter
    workspaces: Workspaces
    gateway: Gateway
    postman: Postman
    app_token: str
    install: InstallDoor | None = None  # where workspaces can install the bot by themselves
    _signatures: SignatureVerifier | None = None  # where Slack's requests come by HTTP
    _socket: AsyncSocketModeHandler | None = None

    @classmethod
    async def open(
        cls, *, bot_tokens: Sequence[str], app_token: str, signing_secret: str, api_url: str, store: Store,
        analyst: Analyst, library: Library, now: Now, organisation: Organisation, nudge: Callable[[], None],
        shelf: TipShelf, quizzes: QuizShelf, client: Client | None = None, admins: Collection[str] = (),
    ) -> "SlackFront":  # fmt: skip
        """The front of these workspaces and of those that installed the bot; `client` lets others install it, too.

        Raises NoWorkspace where Slack does not answer, or takes no token and there is no other way to a workspace.
        """
        words()  # a mistake in its file is told now, not to a person who waits
        gateway = Gateway(aiohttp.ClientSession(timeout=TIMEOUT))
        workspaces = Workspaces(gateway, api_url, store.installations)
        try:
            await _connected(workspaces, bot_tokens, others_may_come=client is not None)
        except BaseException:
            await gateway.close()
            raise
        messenger = SlackMessenger(workspaces)
        people = People(workspaces, store.settings, store.rules, organisation, admins)
        offers = offering(people, library)
        counter = Counter(
            desk=Desk(store, analyst, messenger, library, now, offers), workspaces=workspaces, messenger=messenger,
            files=Files(workspaces), nudge=nudge, shelf=shelf, quizzes=quizzes, people=people,
        )  # fmt: skip
        app = _bolt(workspaces, signing_secret)
        for feature in _FEATURES:
            feature.register(app, counter)
        _know_people(counter)
        door, signed = _install_door(client, counter), SignatureVerifier(signing_secret) if signing_secret else None
        return cls(app, counter, workspaces, gateway, Postman(counter), app_token, door, signed)

    def routes(self) -> list[web.RouteDef]:
        """Where Slack's requests come in (nowhere in Socket Mode), and browsers that install the bot."""
        install = self.install.routes() if self.install else []
        return install if self.app_token else [web.post(EVENTS_PATH, self._requested), *install]

    async def listen(self) -> None:
        """Begin to hear Slack through a socket, where there is an app token; else Slack comes to our `routes`.

        Raises NoWorkspace where Slack refuses the app token, or where there is nobody to hear and nobody can come.
        """
        if self.install is None and not [*self.workspaces]:
            raise NoWorkspace("No workspace can install the bot yet: set public_url below [web] in legitbot.toml.")
        if not self.app_token:
            return
        self._socket = AsyncSocketModeHandler(self.app, self.app_token)
        await self._tried(self.app_token)
        await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    async def trouble(self) -> str | None:
        """Why we do not hear Slack right now; None where we do."""
        if self._socket and not await self._socket.client.is_connected():
            return "Slack is not connected; I am trying again."
        return None

    async def _requested(self, request: web.Request) -> web.StreamResponse:
        # Bolt looks at the signature, too, but parses the body before that: a second's work for each 2 MB of anybody's.
        if self._signatures and not self._signatures.is_valid_request(await request.read(), dict(request.headers)):
            return web.Response(status=401, text="401 Unauthorized\n")
        asked = await to_bolt_request(request)
        return await to_aiohttp_response(await self.app.async_dispatch(asked))

    async def _tried(self, app_token: str) -> None:
        """The socket's client would try a wrong token for ever, and say nothing."""
        try:
            await self.app.client.apps_connections_open(app_token=app_token)
        except SlackApiError as error:
            raise NoWorkspace(f"Slack refuses SLACK_APP_TOKEN ({error_of(error) or 'no reason given'}).") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NoWorkspace(f"No Slack answers at {self.workspaces.api_url} ({type(error).__name__}).") from error

    def welcome(self, operator: str, *, own_domains: bool) -> None:
        """Tell whoever installed the bot that it listens; once."""
        self.counter.soon(comings.welcome_operator(self.counter, operator, own_domains=own_domains))

    async def know_colleagues(self) -> None:
        """Read who works there, every day; ends when it is cancelled."""
        while True:
            await self.counter.people.read_directories()
            await asyncio.sleep(A_DAY)

    async def deaf(self) -> None:
        """Hear nothing more; what was heard can still be answered."""
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            self._socket = None

    async def close(self) -> None:
        await self.deaf()
        await self.counter.settled()
        await self.gateway.close()


def _bolt(workspaces: Workspaces, signing_secret: str) -> AsyncApp:
    """Bolt's app, which knows whom a request comes from and nobody who listens yet."""

    async def authorize(team_id: str | None) -> Any:  # Bolt reads the names of a function's arguments
        found = await workspaces.find(team_id or "")
        return workspaces.authorized(found) if found else None

    app = AsyncApp(
        client=SlackClient(gateway=workspaces.gateway, asks=True, base_url=workspaces.api_url), authorize=authorize,
        signing_secret=signing_secret or None, request_verification_enabled=bool(signing_secret),
        logger=_bolts_log(), user_facing_authorize_error_message=words()["install"]["gone"],
        raise_error_for_unhandled_request=True,
        process_before_response=True,  # Slack hears "ok" after the listener has written the event down
    )  # fmt: skip
    app.error(_failed)
    return app


def _know_people(counter: Counter) -> None:
    """Whoever comes with a new workspace is read; where they were read, their tips follow them."""
    counter.people.on_read = lambda workspace, people: counter.soon(followed(counter, workspace, people))
    counter.workspaces.on_new = lambda one: counter.soon(counter.people.read_directory(one))


async def _connected(workspaces: Workspaces, bot_tokens: Sequence[str], *, others_may_come: bool) -> None:
    """A dead token must not stop the other workspaces. Raises NoWorkspace where nothing else is left."""
    refused: TokenRefused | None = None
    for number, token in enumerate(bot_tokens, 1):
        try:
            await workspaces.connect(token)
        except TokenRefused as error:
            refused = refused or error
            log.error("%s Its workspace is not served; it is number %d there.", error, number)
    await workspaces.load()
    if refused and not others_may_come and not [*workspaces]:
        raise refused


def _install_door(client: Client | None, counter: Counter) -> InstallDoor | None:
    if client is None:
        return None
    if not client.public_url:
        log.warning("nobody can install the bot at /slack/install: set public_url below [web] in legitbot.toml")
        return None

    def installed(workspace: Workspace, installer: str) -> None:
        # Who installs it need not be who runs it: what stands in legitbot.toml is not for them to change.
        counter.soon(comings.welcome_installer(counter, workspace, installer, own_domains=True))

    desk = counter.desk
    return InstallDoor(Flow(client, counter.workspaces, desk.store.installations, desk.now, installed))


async def _failed(error: Exception) -> BoltResponse:  # Bolt reads the names of a function's arguments
    """What nobody listens for is acknowledged, or Slack would send it again; what failed is not, so that it does."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    log.error("a listener failed: %s", place_of(error))  # Bolt's own handler would log the error's words
    return BoltResponse(status=500, body="")


def _bolts_log() -> logging.Logger:
    """Errors only: Bolt warns of what is right (a token in the environment) and takes its level from the root."""
    quiet = logging.getLogger("bot.fronts.slack.bolt")
    quiet.setLevel(logging.ERROR)
    return quiet
