"""A yes becomes a code: the app takes it to oauth.v2.access, and only then is it installed."""

from collections.abc import Sequence

from bot.localslack.core import Core
from bot.localslack.tickets import Grant
from bot.localslack.world.apps import App
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace


def granted(
    core: Core, app: App, team: Workspace, person: User, scopes: Sequence[str] | None, redirect_uri: str
) -> str:
    """The code. Without `scopes`, those that the app's manifest asks for; `redirect_uri` as the app named it, or ""."""
    asked = app.part("oauth_config", "scopes", "bot") or [] if scopes is None else scopes
    word = f"{core.ids.digits(12)}.{core.ids.digits(13)}.{core.ids.hex(64)}"
    core.tickets.give_code(word, Grant(app.id, team.id, person.id, tuple(asked), redirect_uri, core.clock.now()))
    core.changes.touch()
    return word
