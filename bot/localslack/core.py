"""What every part of the local Slack shares: its clock, its records, and the way to the apps."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.localslack.calls import Records
from bot.localslack.changes import Changes
from bot.localslack.clock import Clock
from bot.localslack.faults import Faults
from bot.localslack.ids import Ids
from bot.localslack.tickets import Tickets
from bot.localslack.world.apps import App, Installed
from bot.localslack.world.workspace import Workspace

if TYPE_CHECKING:
    from bot.localslack.delivery.office import Office


@dataclass(slots=True, eq=False)
class Core:
    """`origin` is "http://127.0.0.1:PORT", known once the server listens."""

    clock: Clock
    office: "Office"
    rate_limits: bool = False
    ids: Ids = field(default_factory=Ids)
    changes: Changes = field(default_factory=Changes)
    faults: Faults = field(default_factory=Faults)
    tickets: Tickets = field(default_factory=Tickets)
    origin: str = ""
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    tokens: dict[str, Installed] = field(default_factory=dict)
    records: Records = field(default_factory=Records)
    uploads: dict[str, tuple[str, str]] = field(default_factory=dict)  # word in the address -> (team, file)
    last_ts: int = 0

    def ts(self) -> str:
        """A message's time and name: later than every one before, in microseconds."""
        self.last_ts = max(self.last_ts + 1, int(self.clock.now() * 1_000_000))
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def now(self) -> int:
        return math.floor(self.clock.now())

    def installed(self, app: App, team: Workspace) -> Installed | None:
        return next((one for one in team.bots if one.app is app), None)

    def client(self, client_id: str) -> App | None:
        """The app that calls itself this where it is installed."""
        return next((one for one in self.apps.values() if one.client_id == client_id), None)

    def enterprise(self, team: Workspace) -> dict[str, Any] | None:
        return {"id": team.enterprise_id, "name": team.name} if team.enterprise_id else None
