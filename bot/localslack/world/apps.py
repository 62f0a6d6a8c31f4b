"""An app, and each place where it was installed."""

from dataclasses import dataclass, field
from typing import Any

from bot.localslack.world.users import User

UNINSTALLED, REVOKED = "account_inactive", "token_revoked"  # Slack's words to a dead token


@dataclass(slots=True, eq=False)
class App:
    """`manifest` (optional) says which events, commands and shortcuts it has; without one it has all it asks for."""

    id: str
    name: str
    app_token: str
    signing_secret: str
    verification_token: str
    client_id: str
    client_secret: str
    socket_mode: bool = True
    request_url: str = ""
    manifest: dict[str, Any] = field(default_factory=dict, repr=False)
    distributed: bool = False  # sold outside the Marketplace: it reads history once a minute, 15 messages

    def part(self, *path: str) -> Any:
        """A part of the manifest, None where it is not there."""
        found: Any = self.manifest
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    @property
    def events(self) -> frozenset[str] | None:
        """The bot events it subscribed to; None: its manifest does not say."""
        named = self.part("settings", "event_subscriptions", "bot_events")
        return frozenset(named) if isinstance(named, list) else None

    @property
    def commands(self) -> frozenset[str] | None:
        named = self.part("features", "slash_commands")
        return frozenset(one["command"] for one in named) if isinstance(named, list) else None

    @property
    def redirect_urls(self) -> list[str]:
        """Where it may have people sent who install it; the first is the one that is meant when it names none."""
        named = self.part("oauth_config", "redirect_urls")
        return [one for one in named if isinstance(one, str)] if isinstance(named, list) else []

    @property
    def optional_scopes(self) -> frozenset[str]:
        """What whoever installs it may leave out."""
        named = self.part("oauth_config", "scopes", "bot_optional")
        return frozenset(one for one in named if isinstance(one, str)) if isinstance(named, list) else frozenset()

    def shortcuts(self, kind: str) -> frozenset[str] | None:
        """callback_ids of one kind, "message" or "global"; None: its manifest does not say."""
        named = self.part("features", "shortcuts")
        if not isinstance(named, list):
            return None
        return frozenset(one["callback_id"] for one in named if one.get("type") == kind)


@dataclass(slots=True, eq=False)
class Installed(User):
    """An app in a workspace: its bot user, with a token and what it may do.

    `active` ends with the token. `past` are the tokens that died, each with Slack's word for why. Whoever installs the
    app again finds the same bot user, with a new token.
    """

    app: App = field(kw_only=True)
    token: str = field(kw_only=True)
    scopes: set[str] = field(kw_only=True, repr=False)
    active: bool = True
    past: dict[str, str] = field(default_factory=dict, kw_only=True, repr=False)

    @property
    def tokens(self) -> list[str]:
        """Every token it ever had, the present one last."""
        return [*(one for one in self.past if one != self.token), self.token]

    @property
    def is_gone(self) -> bool:
        """Whether the app was taken away; when only its token was revoked, it was not."""
        return not self.active and self.trouble_with(self.token) == UNINSTALLED

    def trouble_with(self, token: str) -> str:
        """Slack's word for why one of these tokens opens nothing any more; "" while it does."""
        return self.past.get(token, "" if self.active else UNINSTALLED)

    @property
    def user_id(self) -> str:
        return self.id

    def may(self, *scopes: str) -> bool:
        """Whether any one of these scopes was granted."""
        return any(one in self.scopes for one in scopes)
