"""An app comes and goes: oauth.v2.access, where an installer's code becomes a token, and apps.uninstall."""

from bot.localslack.happenings import departures
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.team import Team
from bot.localslack.tickets import Grant
from bot.localslack.world.apps import App


@method("oauth.v2.access", takes_json=False, token="none")
async def access(call: Asked) -> Answer:
    """The answer that an installation is stored from. A code is good once, for ten minutes."""
    app = _client(call)
    if call.text("grant_type", "authorization_code") != "authorization_code":
        raise Refused("invalid_grant_type")
    grant = call.core.tickets.code(call.required("code"), app.id, call.core.clock.now())
    if isinstance(grant, str):
        raise Refused(grant)
    _check_redirect(grant, app, call.text("redirect_uri"))
    team = call.core.workspaces[grant.team_id]
    if not isinstance(team, Team):
        raise Refused("invalid_code")
    grant.used = True
    bot = team.install(app, grant.scopes)
    return {
        "app_id": app.id,
        "authed_user": {"id": grant.user},
        "scope": ",".join(sorted(bot.scopes)),
        "token_type": "bot",
        "access_token": bot.token,
        "bot_user_id": bot.id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": call.core.enterprise(team),
        "is_enterprise_install": False,
    }


@method("apps.uninstall")
async def uninstall(call: Asked) -> Answer:
    """Take the app that asks away from the workspace of its token."""
    if _client(call) is not call.app:
        raise Refused("client_id_token_mismatch")
    departures.uninstall(call.core, call.team, call.bot)
    return {}


def _check_redirect(grant: Grant, app: App, said: str) -> None:
    """The address that the app asked with, again; it may leave it out where it has but one."""
    left_out = not said and len(app.redirect_urls) <= 1
    if grant.redirect_uri and said != grant.redirect_uri and not left_out:
        raise Refused("bad_redirect_uri")


def _client(call: Asked) -> App:
    """The app that says who it is; the client library sends that as a login, which the gate makes arguments of."""
    found = call.core.client(call.text("client_id"))
    if found is None:
        raise Refused("invalid_client_id")
    if call.text("client_secret") != found.client_secret:
        raise Refused("bad_client_secret")
    return found
