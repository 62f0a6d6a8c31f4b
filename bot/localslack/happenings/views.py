"""Modals are opened, stacked, updated and closed, and home tabs are published."""

from typing import Any

from bot.localslack.core import Core
from bot.localslack.happenings.inputs import empty_values
from bot.localslack.happenings.names import give_names
from bot.localslack.world.apps import Installed
from bot.localslack.world.views import View
from bot.localslack.world.workspace import Workspace

DEEPEST = 3
_GIVEN = ("callback_id", "private_metadata", "external_id", "title", "submit", "close", "blocks")
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


def made(core: Core, team: Workspace, bot: Installed, user: str, given: dict[str, Any], below: View | None) -> View:
    """A view object from what an app gave; `below` is the modal that it lies on."""
    id_ = core.ids.id("V")
    body: dict[str, Any] = {"id": id_, "team_id": team.id, "type": given.get("type", "modal")}
    body |= {"app_id": bot.app_id, "bot_id": bot.bot_id, "app_installed_team_id": team.id}
    body |= {
        "previous_view_id": below.id if below else None,
        "root_view_id": below.body["root_view_id"] if below else id_,
    }
    view = View(body, user, bot.app_id)
    fill(core, view, given)
    return view


def fill(core: Core, view: View, given: dict[str, Any]) -> None:
    """Show what an app gave in a view; what was typed stays where the same input is still there."""
    kept = view.body.get("state", {}).get("values", {})
    for key in _GIVEN:
        default: Any = None if key in ("title", "submit", "close") else ""
        view.body[key] = given.get(key, [] if key == "blocks" else default)
    for key in _FLAGS:
        view.body[key] = bool(given.get(key, False))
    give_names(core, view.body["blocks"])
    fresh = empty_values(view.body["blocks"])
    values = {
        block_id: {action: kept.get(block_id, {}).get(action, value) for action, value in actions.items()}
        for block_id, actions in fresh.items()
    }
    view.body["state"] = {"values": values}
    view.body["hash"] = f"{core.now()}.{core.ids.word(8)}"
    core.changes.touch()


def push(team: Workspace, view: View, *, alone: bool) -> None:
    """Lay a modal on a person's stack; `alone` clears what was there."""
    stack = team.stacks.setdefault(view.user, [])
    if alone:
        clear(stack)
    stack.append(view)


def close(team: Workspace, view: View) -> None:
    """Take one modal away, and what lies on it."""
    stack = team.stacks.get(view.user, [])
    if view in stack:
        clear(stack, stack.index(view))


def clear(stack: list[View], start: int = 0) -> None:
    """Close the modals of a stack from `start` up."""
    for view in stack[start:]:
        view.open = False
    del stack[start:]


def found(team: Workspace, app_id: str, *, view_id: str = "", external_id: str = "") -> View | None:
    """An app's open modal or home tab."""
    for view in [one for stack in team.stacks.values() for one in stack] + list(team.homes.values()):
        if view.app_id == app_id and (
            view.id == view_id or (external_id and view.body.get("external_id") == external_id)
        ):
            return view
    return None
