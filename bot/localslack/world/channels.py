"""A conversation: a public or private channel, a direct message, or one with several people."""

from dataclasses import dataclass, field
from typing import Literal

from bot.localslack.world.messages import Message
from bot.localslack.world.users import User

Kind = Literal["channel", "group", "im", "mpim"]
_FAMILY: dict[Kind, str] = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(slots=True, eq=False)
class Channel:
    """`kind` is Slack's channel_type; `shared` is true for a Slack Connect channel."""

    id: str
    team_id: str
    name: str
    kind: Kind
    created: int
    creator: str = ""
    members: list[User] = field(default_factory=list, repr=False)
    archived: bool = False
    shared: bool = False
    log: list[Message] = field(default_factory=list, repr=False)
    ephemerals: list[Message] = field(default_factory=list, repr=False)
    topic: str = ""
    purpose: str = ""
    _by_ts: dict[str, Message] = field(default_factory=dict, repr=False)

    @property
    def family(self) -> str:
        """The word for its kind in scopes and in names of events: "channels:read", "message.channels"."""
        return _FAMILY[self.kind]

    @property
    def is_general(self) -> bool:
        """Whether it is the one that everybody is in."""
        return self.name == "general"

    @property
    def messages(self) -> list[Message]:
        """What stands there now, oldest first, replies included."""
        return [one for one in self.log if not one.deleted]

    def thread(self, ts: str) -> list[Message]:
        """The replies under a message, oldest first, without the message itself."""
        return [one for one in self.messages if one.thread_ts == ts and one.ts != ts]

    def message(self, ts: str) -> Message | None:
        """The message with this ts, unless it was deleted."""
        found = self._by_ts.get(ts)
        return found if found and not found.deleted else None

    def add(self, message: Message) -> None:
        self.log.append(message)
        self._by_ts[message.ts] = message

    def has(self, user: User) -> bool:
        return any(one.id == user.id for one in self.members)
