"""users.info, users.list, users.lookupByEmail, users.conversations."""

from bot.localslack.methods.lists import page
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.shapes.channels import channel_object
from bot.localslack.shapes.users import user_object
from bot.localslack.world.users import User


def _shown(call: Asked, user: User) -> Answer:
    email, locale = call.bot.may("users:read.email"), call.flag("include_locale")
    return user_object(user, call.team, now=call.core.clock.now(), email=email, locale=locale)


@method("users.info", takes_json=False)
async def users_info(call: Asked) -> Answer:
    """One member."""
    user = call.team.users.get(call.required("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": _shown(call, user)}


@method("users.list", takes_json=False)
async def users_list(call: Asked) -> Answer:
    """All members; Slackbot is one."""
    found, more = page(call, list(call.team.users.values()), default=1000)
    return {
        "members": [_shown(call, user) for user in found],
        "cache_ts": call.core.now(),
        "response_metadata": more,
    }


@method("users.lookupByEmail", takes_json=False)
async def users_by_email(call: Asked) -> Answer:
    """The member with this address."""
    wanted = call.required("email").lower()
    for user in call.team.users.values():
        if user.email.lower() == wanted and not user.deleted:
            return {"user": _shown(call, user)}
    raise Refused("users_not_found")


@method("users.conversations", takes_json=False)
async def users_conversations(call: Asked) -> Answer:
    """Where the app's bot (or `user`) is a member."""
    whose = call.team.users.get(call.text("user") or call.bot.id)
    if whose is None:
        raise Refused("user_not_found")
    found = [one for one in call.team.channels.values() if one.has(whose)]
    shown, more = page(call, found, default=100)
    return {"channels": [channel_object(one, call.bot) for one in shown], "response_metadata": more}
