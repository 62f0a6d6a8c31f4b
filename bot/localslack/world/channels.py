"""A conversation: a public or private channel, a direct message, or one with several people."""

from dataclasses import dataclass, field
from typing import Literal

from bot.localslack.world.messages import Message
from bot.localslack.world.users import User

Kind = Literal["channel", "group", "im", "mpim"]


@dataclass(slots=True, eq=False)
class Channel:
    """`kind` is Slack's channel_type; `shared` is true for a Slack Connect channel."""

    id: str
    team_id: str
    name: str
    kind: Kind
    created: int
    creator: str = ""
    members: list[User] = field(default_factory=list)
    archived: bool = False
    shared: bool = False
    log: list[Message] = field(default_factory=list)
    ephemerals: list[Message] = field(default_factory=list)
    topic: str = ""
    purpose: str = ""

    @property
    def messages(self) -> list[Message]:
        """What stands there now, oldest first, replies included."""
        return [one for one in self.log if not one.deleted]

    def thread(self, ts: str) -> list[Message]:
        """The replies under a message, oldest first, without the message itself."""
        return [one for one in self.messages if one.thread_ts == ts and one.ts != ts]

    def message(self, ts: str) -> Message | None:
        return next((one for one in self.messages if one.ts == ts), None)

    def has(self, user: User) -> bool:
        return any(one.id == user.id for one in self.members)
