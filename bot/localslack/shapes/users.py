"""The user object of users.info and users.list, and the bot object of bots.info."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.localslack.world.apps import Installed
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace


def user_object(user: User, team: Workspace, *, now: float, email: bool, locale: bool) -> dict[str, Any]:
    """`email` and `locale` are there only for who may read the one and asked for the other."""
    body: dict[str, Any] = {
        "id": user.id,
        "team_id": user.home_team or user.team_id,
        "name": user.handle,
        "deleted": user.deleted,
        "profile": _profile(user, email),
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if not user.deleted:
        body |= _zone(user.tz, now) | _standing(user)
    if user.stranger:
        body["is_stranger"] = True
    if team.enterprise_id:
        body["enterprise_user"] = {"id": user.id, "enterprise_id": team.enterprise_id, "teams": [team.id]}
    if locale:
        body["locale"] = user.locale
    return body


def _standing(user: User) -> dict[str, Any]:
    return {
        "color": "9f69e7",
        "real_name": user.real_name,
        "is_admin": user.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }


def _zone(name: str, now: float) -> dict[str, Any]:
    moment = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(name))
    offset = moment.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    return {"tz": name, "tz_label": moment.tzname() or name, "tz_offset": seconds}


def _profile(user: User, email: bool) -> dict[str, Any]:
    first, _, last = user.real_name.partition(" ")
    profile: dict[str, Any] = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": "" if user.is_bot else user.handle,
        "display_name_normalized": "" if user.is_bot else user.handle,
        "fields": None,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "g" + user.id[-11:].lower(),
        "first_name": first,
        "last_name": last,
        "team": user.home_team or user.team_id,
    }
    if user.is_bot:
        profile |= {"bot_id": user.bot_id, "api_app_id": user.app_id, "always_active": True}
    elif email and user.email:
        profile["email"] = user.email
    return profile


def bot_object(bot: Installed) -> dict[str, Any]:
    """The bot of bots.info."""
    return {
        "id": bot.bot_id,
        "deleted": not bot.active,
        "name": bot.real_name,
        "updated": bot.updated,
        "app_id": bot.app_id,
        "user_id": bot.id,
        "icons": _ICONS,
    }


def bot_profile(bot: Installed) -> dict[str, Any]:
    """What a message carries about the bot that wrote it."""
    return bot_object(bot) | {"team_id": bot.team_id}


_ICONS = {f"image_{size}": f"https://a.slack-edge.com/80588/img/plugins/app/bot_{size}.png" for size in (36, 48, 72)}
