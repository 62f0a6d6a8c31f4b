"""Building a workspace: people, channels, installed apps, mails that come in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.localslack.core import Core
from bot.localslack.emails import arrive
from bot.localslack.happenings import departures, messages, rooms
from bot.localslack.happenings.acts import NotThere, installed
from bot.localslack.people import Person
from bot.localslack.world.apps import UNINSTALLED, App, Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace

_Member = TypeVar("_Member", bound=User)


@dataclass(slots=True, eq=False)
class Bot(Installed):
    """An installed app; it can be brought into channels, and (as another party's bot) write there."""

    core: Core = field(kw_only=True, repr=False)
    team: Workspace = field(kw_only=True, repr=False)

    @property
    def mention(self) -> str:
        """How a person's typed "@name" arrives."""
        return f"<@{self.id}>"

    def joins(self, channel: Channel) -> None:
        rooms.join(self.core, self.team, channel, self)

    async def says(self, channel: Channel, text: str, **more: Any) -> Message:
        """Write without the Web API, for a bot that is only scenery; `more` are fields such as blocks, thread_ts."""
        body = messages.by_bot(self) | {"text": text} | more
        return messages.post(self.core, self.team, channel, body, payload={"text": text} | more)


@dataclass(slots=True, eq=False)
class Team(Workspace):
    """A workspace that a test or a page can fill."""

    core: Core = field(kw_only=True, repr=False)

    @property
    def people(self) -> list[Person]:
        """Every person who was ever here, in the order they came; no bots."""
        return [one for one in self.users.values() if isinstance(one, Person)]

    def person(
        self,
        name: str,
        *,
        email: str = "",
        tz: str = "Europe/London",
        locale: str = "en-GB",
        guest: bool = False,
        stranger: bool = False,
        handle: str = "",
        title: str = "",
    ) -> Person:
        """Somebody new; a `stranger` belongs to another workspace and is here through Slack Connect."""
        handle = handle or name.lower().replace(" ", ".")
        home = self.core.ids.id("T") if stranger else ""
        id_ = self.core.ids.id("U")
        user = Person(id_, self.id, handle, name, email, tz, locale, guest, stranger, home, core=self.core, team=self)
        user.title = title
        return self._added(user)

    def channel(
        self, name: str, members: Sequence[User] = (), *, private: bool = False, shared: bool = False
    ) -> Channel:
        """A channel with these members; `shared` through Slack Connect."""
        return rooms.make(self.core, self, name, "group" if private else "channel", list(members), shared)

    def direct_message(self, *users: User) -> Channel:
        """The direct message of two, or of several."""
        return rooms.direct(self.core, self, *users)

    def install(self, app: App, scopes: Sequence[str] | None = None) -> Bot:
        """Install an app with these scopes; without any named, with those of its manifest.

        Again: it keeps its bot user and its token, and gains scopes. After its end: a new token, and these scopes only.
        """
        granted = app.part("oauth_config", "scopes", "bot") or [] if scopes is None else scopes
        bot = self._bot(app) or self._added(self._new_bot(app))
        if not bot.active:
            bot.past.setdefault(bot.token, UNINSTALLED)  # a kept world may be older than this record
            bot.active, bot.deleted = True, False
            bot.token, bot.scopes = self.core.ids.bot_token(), set()
        bot.scopes |= set(granted)
        self.core.tokens[bot.token] = bot
        self.core.changes.touch()
        return bot

    def _new_bot(self, app: App) -> Bot:
        ids = self.core.ids
        handle = app.name.lower().replace(" ", "_")
        return Bot(
            ids.id("U"),
            self.id,
            handle,
            app.name,
            bot_id=ids.id("B"),
            app_id=app.id,
            app=app,
            token=ids.bot_token(),
            scopes=set(),
            core=self.core,
            team=self,
        )

    async def uninstall(self, app: App | Installed) -> None:
        """Take an app away: its token dies, and it hears tokens_revoked and app_uninstalled. Raises NotThere."""
        bot = app if isinstance(app, Installed) else self._bot(app)
        if bot is None or bot.is_gone:
            raise NotThere(f"{self.name} has not installed this app")
        departures.uninstall(self.core, self, bot)

    async def revoke(self, app: App | Installed) -> None:
        """Let its token die, as auth.revoke does: the app stays, and hears tokens_revoked. Raises NotThere."""
        departures.revoke(self.core, self, installed(self.core, self, app))

    def _bot(self, app: App) -> Bot | None:
        """This app's bot user, which stays the same whether it is installed now or not."""
        return next((one for one in self.users.values() if isinstance(one, Bot) and one.app is app), None)

    async def email_into(self, channel: Channel, raw: bytes) -> Message:
        """A mail arrives at the channel's address."""
        return arrive(self.core, self, channel, raw)

    async def deletes_account(self, user: User) -> None:
        """Somebody leaves the firm."""
        user.deleted = True
        told = {"id": user.id, "team_id": self.id, "name": user.handle, "deleted": True, "is_bot": False}
        event = {"type": "user_change", "user": told, "cache_ts": self.core.now(), "event_ts": self.core.ts()}
        self.core.office.announce(self, event)

    def _added(self, user: _Member) -> _Member:
        user.updated = self.core.now()
        self.users[user.id] = user
        self.core.changes.touch()
        return user
