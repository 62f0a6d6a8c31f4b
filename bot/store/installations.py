"""The workspaces that installed the bot: their tokens, sealed, and who is just about to install it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from bot.flows.shapes import Installation
from bot.store.database import Database
from bot.store.inserting import insert_new, upsert
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import installations as table
from bot.store.tables import oauth_states

log = logging.getLogger(__name__)
STATE_LIFETIME = timedelta(minutes=10)  # as long as Slack's own code

_ALL = select(table).order_by(table.c.workspace)
_ONE = select(table).where(table.c.workspace == bindparam("of"))
_DELETE = delete(table).where(table.c.workspace == bindparam("of"))
_RESEAL = (
    update(table)
    # Whoever installed the bot meanwhile has sealed a token with the newest key already.
    .where(table.c.workspace == bindparam("of"), table.c.token == bindparam("before"))
    .values(token=bindparam("anew"))
)
_BEGUN = select(oauth_states.c.at).where(oauth_states.c.hash == bindparam("of"))
_USE = delete(oauth_states).where(oauth_states.c.hash == bindparam("of")).returning(oauth_states.c.at)


def token_row(workspace: str) -> str:
    """What a sealed token is bound to."""
    return f"installations/token/{workspace}"


@dataclass(frozen=True, slots=True)
class Installations:
    """See bot.flows.keeping.Installations."""

    database: Database
    sealer: Sealer
    _told: set[str] = field(default_factory=set, init=False, compare=False)  # workspaces whose token was not opened

    async def save(self, installation: Installation) -> None:
        """Write it; a workspace that installed the bot before has the new token and permissions from now on."""
        one = installation
        row = {
            "workspace": one.workspace, "name": one.name, "enterprise": one.enterprise, "app": one.app,
            "bot_user": one.bot_user, "bot_id": one.bot_id, "scopes": ",".join(one.scopes),
            "token": self.sealer.seal(one.token.encode(), token_row(one.workspace)),
            "installed_by": one.installed_by, "at": one.at,
        }  # fmt: skip
        await self.database.write(lambda connection: upsert(connection, table, row))

    async def find(self, workspace: str) -> Installation | None:
        """The installation; with the token "" where no key opens it, which is logged once."""
        row = await self.database.read(lambda connection: connection.execute(_ONE, {"of": workspace}).first())
        return self._opened(row) if row else None

    async def all(self) -> Sequence[Installation]:
        """All of them, by workspace; also those whose token no key opens."""
        rows = await self.database.read(lambda connection: connection.execute(_ALL).all())
        return [self._opened(row) for row in rows]

    async def delete(self, workspace: str) -> bool:
        """Delete the row alone. False: there was none."""
        return await self.database.write(lambda connection: connection.execute(_DELETE, {"of": workspace}).rowcount) > 0

    async def reseal(self) -> int:
        """Tokens that an older key opens are sealed with the newest one. How many."""
        return await self.database.write(self._resealed)

    async def begun(self, state: str, browser: str, now: datetime) -> None:
        """Somebody goes to the platform's page with this state, from a browser with this secret."""
        row = {"hash": self._hash(state, browser), "at": now}
        await self.database.write(lambda connection: insert_new(connection, oauth_states, row))

    async def ended(self, state: str, browser: str, now: datetime) -> bool:
        """Whether this browser went there with this state in the last ten minutes; true once."""
        used = {"of": self._hash(state, browser)}
        if await self.database.read(lambda connection: connection.execute(_BEGUN, used).scalar()) is None:
            return False  # anybody can ask, and nobody is to wait for the writer behind them
        begun = await self.database.write(lambda connection: connection.execute(_USE, used).scalar())
        return begun is not None and now - begun < STATE_LIFETIME

    def _hash(self, state: str, browser: str) -> str:
        return self.sealer.hash("oauth state", state, browser)

    def _resealed(self, connection: Connection) -> int:
        count = 0
        for row in connection.execute(_ALL).all():
            if anew := self.sealer.anew(row.token, token_row(row.workspace)):
                values = {"of": row.workspace, "before": row.token, "anew": anew}
                count += connection.execute(_RESEAL, values).rowcount
        return count

    def _opened(self, row: Row[Any]) -> Installation:
        try:
            token = self.sealer.open(row.token, token_row(row.workspace)).decode()
        except Unopened:
            self._tell(row.workspace)
            token = ""
        return Installation(
            workspace=row.workspace, name=row.name, enterprise=row.enterprise, app=row.app, bot_user=row.bot_user,
            bot_id=row.bot_id, token=token, scopes=tuple(one for one in row.scopes.split(",") if one),
            installed_by=row.installed_by, at=row.at,
        )  # fmt: skip

    def _tell(self, workspace: str) -> None:
        if workspace not in self._told:
            self._told.add(workspace)
            log.error(
                "the token of workspace %s was sealed with a key that is not here any more: "
                "put the old key behind the new one in LEGITBOT_KEY, or install the bot there again",
                workspace,
            )
