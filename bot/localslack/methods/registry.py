"""A Web API method is a function with a name, scopes and a rate; this is how one is written down and found."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.localslack.core import Core
from bot.localslack.validation import METHODS, TIERS
from bot.localslack.world.apps import App, Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.workspace import Workspace

Answer = dict[str, Any]
TokenKind = Literal["bot", "app", "none"]


class Refused(Exception):
    """Slack says no: its word for why, and what else stands in the answer."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Answer = {"ok": False, "error": error, **more}


@dataclass(slots=True, eq=False)
class Asked:
    """One call: who asks, and with what. `text`, `whole`, `flag` and `parsed` read an argument in its type."""

    core: Core
    method: str
    arguments: dict[str, Any]
    app: App
    installed: Installed | None = None

    @property
    def bot(self) -> Installed:
        if self.installed is None:
            raise Refused("not_allowed_token_type")
        return self.installed

    @property
    def team(self) -> Workspace:
        return self.core.workspaces[self.bot.team_id]

    def need(self, *scopes: str) -> None:
        """Any one of these scopes is enough. Raises Refused."""
        if not self.bot.may(*scopes):
            raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(sorted(self.bot.scopes)))

    def text(self, name: str, default: str = "") -> str:
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            told = {"messages": [f"[ERROR] missing required field: {name}"]}
            raise Refused("invalid_arguments", response_metadata=told)
        return value

    def flag(self, name: str) -> bool:
        return str(self.arguments.get(name, "")).lower() in ("true", "1")

    def whole(self, name: str, default: int) -> int:
        try:
            return int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise Refused("invalid_arguments") from None

    def parsed(self, name: str, error: str = "invalid_arguments") -> Any:
        """A list or object that may have come as JSON in a string; None when it was not given."""
        value = self.arguments.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error) from None

    def channel(self, name: str = "channel", *, member: bool = True) -> Channel:
        """The conversation that this app may see; by "#name", too. With `member` it must be in it."""
        said = self.required(name)
        found = self.team.channels.get(said) or next(
            (one for one in self.team.channels.values() if one.name and one.name == said.lstrip("#")), None
        )
        if found is None or (found.kind != "channel" and not found.has(self.bot)):
            raise Refused("channel_not_found")
        if member and not found.has(self.bot):
            raise Refused("not_in_channel")
        return found


@dataclass(frozen=True, slots=True)
class Method:
    """`scopes`: any one is enough. `a_minute`: calls. `json`: takes a JSON body."""

    name: str
    run: "Run"
    scopes: tuple[str, ...]
    a_minute: int
    json: bool
    token: TokenKind


BOOK: dict[str, Method] = {}
Run = Callable[[Asked], Awaitable[Answer]]


def method(name: str, *, takes_json: bool = True, token: TokenKind = "bot") -> Callable[[Run], Run]:
    """Write a function down as a Web API method; its scopes and its rate stand in validation's table."""
    known = METHODS[name]

    def written(run: Run) -> Run:
        BOOK[name] = Method(name, run, known.scopes, TIERS[known.tier], takes_json, token)
        return run

    return written
