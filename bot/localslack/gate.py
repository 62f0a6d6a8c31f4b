"""What Slack asks before it does anything: is the method known, whose token is it, how often, with what right?"""

import base64
import json
from typing import Any

from aiohttp import web

from bot.localslack.core import Core
from bot.localslack.methods import METHODS
from bot.localslack.methods.registry import Answer, Asked, Method, Refused
from bot.localslack.validation import call_problems
from bot.localslack.world.apps import App, Installed


async def arguments_of(request: web.Request, method: Method | None) -> tuple[dict[str, Any], str]:
    """What was given in the address, a form or JSON, and the token. Raises Refused for broken JSON."""
    given: dict[str, Any] = dict(request.query)
    if request.method == "POST":
        given |= await _posted(request, method)
    header = request.headers.get("Authorization", "")
    in_arguments = str(given.pop("token", "") or "")
    kind, _, word = header.partition(" ")
    if kind.lower() == "basic":
        return given | _login(word), in_arguments
    return given, word.strip() if kind.lower() == "bearer" else in_arguments


def _login(word: str) -> dict[str, Any]:
    """An app's id and secret from a Basic header."""
    try:
        id_, _, secret = base64.b64decode(word).decode().partition(":")
    except ValueError:
        raise Refused("invalid_client_id") from None
    return {"client_id": id_, "client_secret": secret}


async def _posted(request: web.Request, method: Method | None) -> dict[str, Any]:
    if request.content_type != "application/json":
        return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    try:
        found = json.loads(await request.read() or b"{}")
    except (ValueError, RecursionError):
        raise Refused("invalid_json") from None
    if not isinstance(found, dict):
        raise Refused("json_not_object")
    return found if method is None or method.json else {}


def asked(core: Core, method: Method, arguments: dict[str, Any], token: str) -> Asked:
    """The call with its caller. Raises Refused."""
    if method.token == "none":
        return Asked(core, method.name, arguments, App("", "", "", "", "", "", ""))
    if not token:
        raise Refused("not_authed")
    if token.startswith("xapp-"):
        return Asked(core, method.name, arguments, _app(core, method, token))
    bot = core.tokens.get(token)
    if bot is None:
        raise Refused("invalid_auth")
    if trouble := bot.trouble_with(token):
        raise Refused(trouble)
    if method.token == "app":
        raise Refused("not_allowed_token_type")
    _check_team(arguments, bot)
    return Asked(core, method.name, arguments, bot.app, bot)


def _app(core: Core, method: Method, token: str) -> App:
    found = next((one for one in core.apps.values() if one.app_token == token), None)
    if found is None:
        raise Refused("invalid_auth")
    if method.token != "app":
        raise Refused("not_allowed_token_type")
    return found


def _check_team(arguments: dict[str, Any], bot: Installed) -> None:
    team = arguments.get("team_id")
    if team and team != bot.team_id:
        raise Refused("team_access_not_granted")


def _check_arguments(call: Asked) -> None:
    """Blocks, views and arguments within Slack's limits. Raises Refused."""
    error, messages = call_problems(call.method, _as_given(call.arguments))
    if error:
        raise Refused(error, **({"response_metadata": {"messages": messages}} if messages else {}))


def _as_given(arguments: dict[str, Any]) -> dict[str, Any]:
    """JSON that came in strings, read; what is no JSON stays as it is."""
    found = dict(arguments)
    for key in ("blocks", "attachments", "view", "metadata", "prompts", "files", "loading_messages", "chunks"):
        value = found.get(key)
        if isinstance(value, str) and value[:1] in ("[", "{"):
            try:
                found[key] = json.loads(value)
            except (ValueError, RecursionError):
                continue
    return found


async def answer_of(call: Asked, method: Method) -> Answer:
    """What the method answers. Raises Refused."""
    if method.scopes:
        call.need(*method.scopes)
    _check_arguments(call)
    return {"ok": True} | await method.run(call)


def known(name: str) -> Method:
    """Raises Refused for a method that Slack does not have."""
    found = METHODS.get(name)
    if found is None:
        raise Refused("unknown_method", req_method=name)
    return found
