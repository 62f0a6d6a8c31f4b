"""A message: what stands in the channel, and what was posted to put it there."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.localslack.world.channels import Channel


@dataclass(slots=True, eq=False)
class Message:
    """`body` is the message as conversations.history gives it; `payload` the arguments that posted it."""

    channel: "Channel"
    body: dict[str, Any]
    payload: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] | None = None
    deleted: bool = False
    ephemeral_to: str = ""
    streaming: bool = False

    @property
    def ts(self) -> str:
        return str(self.body["ts"])

    @property
    def thread_ts(self) -> str:
        """The thread's first message; "" outside threads."""
        return str(self.body.get("thread_ts", ""))

    @property
    def user(self) -> str:
        return str(self.body.get("user", ""))

    @property
    def bot_id(self) -> str:
        return str(self.body.get("bot_id", ""))

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.body.get("blocks", []))

    @property
    def files(self) -> list[dict[str, Any]]:
        return list(self.body.get("files", []))

    @property
    def reactions(self) -> list[dict[str, Any]]:
        return list(self.body.get("reactions", []))

    @property
    def edited(self) -> bool:
        return "edited" in self.body

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts
