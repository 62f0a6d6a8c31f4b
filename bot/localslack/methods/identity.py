"""Who am I, and where: auth.test, team.info, bots.info."""

from bot.localslack.happenings import departures
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.shapes.users import bot_object
from bot.localslack.world.apps import Installed


@method("api.test", token="none")
async def api_test(call: Asked) -> Answer:
    """Echoes its arguments; with `error`, fails with it."""
    if call.text("error"):
        raise Refused(call.text("error"), args=call.arguments)
    return {"args": call.arguments} if call.arguments else {}


@method("auth.test")
async def auth_test(call: Asked) -> Answer:
    """Whose token this is."""
    bot, team = call.bot, call.team
    answer: Answer = {
        "url": team.url,
        "team": team.name,
        "user": bot.handle,
        "team_id": team.id,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }
    return answer | ({"enterprise_id": team.enterprise_id} if team.enterprise_id else {})


@method("auth.revoke")
async def auth_revoke(call: Asked) -> Answer:
    """Give the token up."""
    if call.flag("test"):
        return {"revoked": False}
    departures.revoke(call.core, call.team, call.bot)
    return {"revoked": True}


@method("team.info")
async def team_info(call: Asked) -> Answer:
    """The workspace's name and address."""
    team = call.team
    icon = {f"image_{size}": f"https://a.slack-edge.com/80588/img/avatars-teams/ava_{size}.png" for size in (34, 68)}
    body: Answer = {
        "id": team.id,
        "name": team.name,
        "url": team.url,
        "domain": team.domain,
        "email_domain": "",
        "icon": icon | {"image_default": True},
        "avatar_base_url": "https://ca.slack-edge.com/",
        "is_verified": False,
    }
    if team.enterprise_id:
        body |= {"enterprise_id": team.enterprise_id, "enterprise_name": team.name}
    return {"team": body}


@method("bots.info", takes_json=False)
async def bots_info(call: Asked) -> Answer:
    """An app's bot, by its B... id."""
    wanted = call.required("bot")
    for user in call.team.users.values():
        if isinstance(user, Installed) and user.bot_id == wanted:
            return {"bot": bot_object(user)}
    raise Refused("bot_not_found")
