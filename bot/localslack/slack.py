"""A whole Slack on 127.0.0.1, for tests and for playing: start it, fill it, watch it."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

from bot.localslack.calls import Call, Delivery
from bot.localslack.clock import Clock
from bot.localslack.core import Core
from bot.localslack.delivery.office import Office
from bot.localslack.faults import Faults
from bot.localslack.ids import Ids
from bot.localslack.install.grants import granted
from bot.localslack.keeping import Keeper
from bot.localslack.methods.scheduled import promise_again
from bot.localslack.page.guide import Guide
from bot.localslack.people import Person
from bot.localslack.picture import picture
from bot.localslack.server import Server
from bot.localslack.team import Team
from bot.localslack.world.apps import App
from bot.localslack.world.users import SLACKBOT, User


class LocalSlack:
    """`async with LocalSlack() as slack:`; its port is free to choose (0), its clock starts now or at `start`.

    With `keep` it lives on in that folder (see keeping/): raises CannotKeep where that cannot be. Its clock then runs
    on from where it was; events that no app had taken when it stopped are gone, and with them a reply on its way.
    `is_fresh` says, once it has started, whether nobody is in it yet.
    """

    def __init__(
        self,
        *,
        rate_limits: bool = False,
        port: int = 0,
        start: float | None = None,
        keep: Path | None = None,
        most_records: int = 0,
    ) -> None:
        self._office = Office()
        # An app's own database remembers the ids of events: a world that outlives its process never draws them again.
        ids = Ids() if keep is None else Ids(secrets.randbits(128))
        self.core = Core(Clock(start), self._office, rate_limits=rate_limits, ids=ids)
        self.core.records.most = most_records
        self._server = Server(self.core, port)
        self._keeper = None if keep is None else Keeper(self.core, keep)
        self.is_fresh = True

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            if self._keeper is not None:
                self._keeper.open()
                opened.push_async_callback(self._keeper.close)
            self._server.bind()
            opened.push_async_callback(self._server.stop)
            self._office.open(self.core)
            opened.push_async_callback(self._office.close)
            if self._keeper is not None:
                self._keeper.load()
            self.is_fresh = not self.core.workspaces
            await self._server.start()
            promise_again(self.core)
            if self._keeper is not None:
                self._keeper.begin()
            self._opened = opened.pop_all()
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self._opened.aclose()

    @property
    def api_url(self) -> str:
        """The `base_url` of the clients."""
        return f"{self.core.origin}/api/"

    @property
    def clock(self) -> Clock:
        return self.core.clock

    @property
    def faults(self) -> Faults:
        return self.core.faults

    @property
    def calls(self) -> list[Call]:
        """Every call to the Web API, oldest first."""
        return self.core.records.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was handed to an app, with each attempt and its ack."""
        return self.core.records.deliveries

    @property
    def workspaces(self) -> list[Team]:
        """In the order they were made."""
        return [one for one in self.core.workspaces.values() if isinstance(one, Team)]

    @property
    def apps(self) -> list[App]:
        """In the order they were made."""
        return list(self.core.apps.values())

    def called(self, method: str) -> list[Call]:
        """The calls to one method."""
        return [one for one in self.core.records.calls if one.method == method]

    def workspace(self, name: str, *, enterprise: bool = False) -> Team:
        """A new workspace with Slackbot in it; `enterprise`: it belongs to a grid."""
        ids = self.core.ids
        domain = name.lower().replace(" ", "-")
        team = Team(ids.id("T"), name, domain, ids.id("E") if enterprise else "", core=self.core)
        self.core.workspaces[team.id] = team
        team.users[SLACKBOT] = User(SLACKBOT, team.id, "slackbot", "Slackbot")
        self.core.changes.touch()
        return team

    def app(
        self,
        name: str,
        *,
        socket_mode: bool = True,
        request_url: str = "",
        manifest: dict[str, Any] | None = None,
        distributed: bool = False,
    ) -> App:
        """A new app; in HTTP mode set its `request_url` before anything happens. `distributed`: see App."""
        ids = self.core.ids
        id_ = ids.id("A")
        words = (ids.app_token(id_), ids.hex(32), ids.word(24))
        client = f"{ids.digits(12)}.{ids.digits(13)}"
        app = App(id_, name, *words, client, ids.hex(32), socket_mode, request_url, manifest or {}, distributed)
        self.core.apps[id_] = app
        self.core.changes.touch()
        return app

    def authorise(
        self, app: App, team: Team, person: Person, *, scopes: Sequence[str] | None = None, redirect_uri: str = ""
    ) -> str:
        """The `code` for oauth.v2.access once this person allowed the app into the workspace, without the page.

        Without any `scopes` named, those of the manifest. `redirect_uri` is the one that the app asked with, if any.
        """
        return granted(self.core, app, team, person, scopes, redirect_uri)

    def lay_out(self, guide: Guide) -> None:
        """Mails to try and a tour, for who opens the page."""
        self._server.door.guide = guide
        self.core.changes.touch()

    def forget(self) -> None:
        """Drop the records of calls and deliveries, so that a long run stays small."""
        self.core.records.clear()

    async def verify(self, app: App) -> bool:
        """Whether the app's request URL answers Slack's challenge."""
        return await self._office.http.verify(app)

    def connections(self, app: App) -> int:
        """How many sockets the app has open."""
        return len(self._office.sockets.of(app))

    async def until(self, condition: Callable[[], object], seconds: float = 10) -> None:
        """Wait (real seconds) until the condition holds. Raises AssertionError with a picture of what happened.

        A LookupError or AttributeError in the condition counts as "not yet": the message or view is not there.
        """
        __tracebackhide__ = True
        missing: list[Exception] = []

        def holds() -> object:
            missing.clear()
            try:
                return condition()
            except (LookupError, AttributeError) as error:
                missing.append(error)
                return False

        if not await self.core.changes.until(holds, seconds):
            why = "".join(f" ({error!r})" for error in missing)
            raise AssertionError(f"this did not come true within {seconds:g} s{why}\n\n{picture(self.core)}")
