"""views.open, .push, .update, .publish."""

import copy
from typing import Any

from bot.localslack.happenings import views
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.tickets import Trigger
from bot.localslack.world.views import View


def _given(call: Asked, kind: str, instead_of: View | None = None) -> dict[str, Any]:
    """The view in the call. Its external_id must be its own, or that of the view it takes the place of."""
    given = call.parsed("view")
    if not isinstance(given, dict) or not isinstance(given.get("blocks"), list):
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    if given.get("type") != kind:
        raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] view must be a {kind}"]})
    outside = given.get("external_id")
    if outside and views.found(call.team, call.app.id, external_id=outside) not in (None, instead_of):
        raise Refused("duplicate_external_id")
    return copy.deepcopy(given)


def _trigger(call: Asked) -> Trigger:
    word = call.text("trigger_id") or call.text("interactivity_pointer")
    found = call.core.tickets.use_trigger(word, call.app.id, call.core.clock.now())
    if isinstance(found, str):
        raise Refused(found)
    return found


def _answer(view: View) -> Answer:
    return {"view": copy.deepcopy(view.body)}


@method("views.open")
async def open_view(call: Asked) -> Answer:
    """A modal for who caused the trigger."""
    given = _given(call, "modal")
    view = views.made(call.core, call.team, call.bot, _trigger(call).user, given, None)
    views.push(call.team, view, alone=True)
    call.core.changes.touch()
    return _answer(view)


@method("views.push")
async def push_view(call: Asked) -> Answer:
    """A modal on top of the one that the trigger was born in: three at most."""
    given = _given(call, "modal")
    trigger = _trigger(call)
    stack = call.team.stacks.get(trigger.user, [])
    if not stack or not trigger.view_id:
        raise Refused("not_found")
    if len(stack) >= views.DEEPEST:
        raise Refused("push_limit_reached")
    view = views.made(call.core, call.team, call.bot, trigger.user, given, stack[-1])
    views.push(call.team, view, alone=False)
    call.core.changes.touch()
    return _answer(view)


@method("views.update")
async def update_view(call: Asked) -> Answer:
    """New content for an open view; with `hash`, only if nobody changed it meanwhile."""
    view = views.found(call.team, call.app.id, view_id=call.text("view_id"), external_id=call.text("external_id"))
    if view is None:
        raise Refused("not_found")
    if call.text("hash") and call.text("hash") != view.body["hash"]:
        raise Refused("hash_conflict")
    views.fill(call.core, view, _given(call, view.body["type"], view))
    return _answer(view)


@method("views.publish")
async def publish_view(call: Asked) -> Answer:
    """A person's home tab of this app."""
    user = call.team.users.get(call.required("user_id"))
    if user is None:
        raise Refused("user_not_found")
    if call.app.part("features", "app_home", "home_tab_enabled") is False:
        raise Refused("not_enabled")
    key = (user.id, call.app.id)
    old = call.team.homes.get(key)
    given = _given(call, "home", old)
    if call.text("hash") and (old is None or call.text("hash") != old.body["hash"]):
        raise Refused("hash_conflict")
    if old is None:
        call.team.homes[key] = views.made(call.core, call.team, call.bot, user.id, given, None)
    else:
        views.fill(call.core, old, given)
    call.core.changes.touch()
    return _answer(call.team.homes[key])
