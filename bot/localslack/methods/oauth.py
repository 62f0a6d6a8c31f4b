"""oauth.v2.access: an installer's code becomes the bot's token."""

from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.apps import App


@method("oauth.v2.access", takes_json=False, token="none")
async def access(call: Asked) -> Answer:
    """The answer that an installation is stored from. A code is good once."""
    app = _client(call)
    app_id, token = call.core.tickets.codes.pop(call.required("code"), ("", ""))
    bot = call.core.tokens.get(token)
    if bot is None or app_id != app.id:
        raise Refused("invalid_code")
    team = call.core.workspaces[bot.team_id]
    return {
        "app_id": app.id,
        "authed_user": {"id": next(one.id for one in team.users.values() if not one.is_bot)},
        "scope": ",".join(sorted(bot.scopes)),
        "token_type": "bot",
        "access_token": bot.token,
        "bot_user_id": bot.id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": call.core.enterprise(team),
        "is_enterprise_install": False,
    }


def _client(call: Asked) -> App:
    """The app that says who it is; the client library sends that as a login, which the gate makes arguments of."""
    found = next((one for one in call.core.apps.values() if one.client_id == call.text("client_id")), None)
    if found is None:
        raise Refused("invalid_client_id")
    if call.text("client_secret") != found.client_secret:
        raise Refused("bad_client_secret")
    return found
