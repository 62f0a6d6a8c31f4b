"""A workspace: its people, conversations, files and installed apps."""

from dataclasses import dataclass, field
from typing import Any

from bot.localslack.world.apps import Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File
from bot.localslack.world.users import User
from bot.localslack.world.views import View


@dataclass(slots=True, eq=False)
class Workspace:
    """All records by their ids; `stacks` are the open modals of each person, `homes` by person and app."""

    id: str
    name: str
    domain: str
    enterprise_id: str = ""
    users: dict[str, User] = field(default_factory=dict, repr=False)
    channels: dict[str, Channel] = field(default_factory=dict, repr=False)
    files: dict[str, File] = field(default_factory=dict, repr=False)
    stacks: dict[str, list[View]] = field(default_factory=dict, repr=False)
    homes: dict[tuple[str, str], View] = field(default_factory=dict, repr=False)
    statuses: list[dict[str, Any]] = field(default_factory=list, repr=False)
    prompts: list[dict[str, Any]] = field(default_factory=list, repr=False)
    scheduled: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    titles: list[dict[str, Any]] = field(default_factory=list, repr=False)

    @property
    def url(self) -> str:
        """Where people open it in a browser."""
        return f"https://{self.domain}.slack.com/"

    @property
    def bots(self) -> list[Installed]:
        """The apps that are installed here now."""
        return [one for one in self.users.values() if isinstance(one, Installed) and one.active]

    def direct(self, *users: User) -> Channel | None:
        """The direct message of exactly these people, if there is one."""
        wanted = {one.id for one in users}
        kind = "im" if len(users) == 2 else "mpim"
        here = (one for one in self.channels.values() if one.kind == kind)
        return next((one for one in here if {user.id for user in one.members} == wanted), None)
