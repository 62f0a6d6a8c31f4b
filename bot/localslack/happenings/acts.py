"""What stands between a person's finger and the payload: is the button there, the command known, the field filled?"""

from typing import Any, TypeAlias

from bot.localslack.calls import Delivery
from bot.localslack.core import Core
from bot.localslack.happenings import interactions as told
from bot.localslack.happenings import messages
from bot.localslack.happenings.inputs import elements, empty_values, holds_state, value_of
from bot.localslack.world.apps import App, Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.views import View
from bot.localslack.world.workspace import Workspace

Values: TypeAlias = dict[str, dict[str, Any]]  # by block_id and action_id


class NotThere(LookupError):
    """A person cannot do this in Slack: there is no such button, command, option or place."""


def installed(core: Core, team: Workspace, app: App | Installed) -> Installed:
    """The app in this workspace. Raises NotThere."""
    found = app if isinstance(app, Installed) else core.installed(app, team)
    if found is None or not found.active:
        raise NotThere(f"{team.name} has not installed this app")
    return found


def check_present(user: User, channel: Channel) -> None:
    """Somebody who writes in a channel is in it, and an app may have closed its messages tab. Raises NotThere."""
    if not channel.has(user):
        raise NotThere(f"{user.real_name} is not in {channel.name or channel.id}")
    if channel.archived:
        raise NotThere(f"{channel.name} is archived")
    for bot in channel.members if channel.kind == "im" else ():
        if isinstance(bot, Installed):
            _check_tab(bot.app)


def _check_tab(app: App) -> None:
    tab = app.part("features", "app_home") or {}
    if tab.get("messages_tab_enabled") is False or tab.get("messages_tab_read_only_enabled") is True:
        raise NotThere(f"nobody can write to {app.name}: its messages tab is closed")


def check_interactive(bot: Installed, scope: str = "") -> None:
    """The app's manifest turns interactivity on, and what needs a scope has it. Raises NotThere."""
    if bot.app.manifest and bot.app.part("settings", "interactivity", "is_enabled") is not True:
        raise NotThere(f"interactivity is off in the manifest of {bot.app.name}")
    if scope and not bot.may(scope):
        raise NotThere(f"{bot.app.name} lacks the scope {scope}")


def check_command(bot: Installed, command: str) -> None:
    """Raises NotThere for a command that the manifest does not have."""
    app = bot.app
    if not bot.may("commands"):
        raise NotThere(f"{app.name} lacks the scope commands")
    if app.commands is not None and command not in app.commands:
        raise NotThere(f"{command} is not a command of {app.name}")


def check_shortcut(bot: Installed, callback_id: str, kind: str) -> None:
    """Raises NotThere for a shortcut that the manifest does not have; `kind` is "message" or "global"."""
    app = bot.app
    check_interactive(bot, "commands")
    known = app.shortcuts(kind)
    if known is not None and callback_id not in known:
        raise NotThere(f"{callback_id} is not a {kind} shortcut of {app.name}")


def home_view(team: Workspace, user: User, body: dict[str, Any]) -> View:
    """The record of a home tab that was given as its object."""
    for (owner, _), view in team.homes.items():
        if owner == user.id and view.id == body["id"]:
            return view
    raise NotThere("this home tab is not there")


def press_on_message(
    core: Core,
    team: Workspace,
    user: User,
    message: Message,
    action_id: str,
    value: Any,
    block_id: str = "",
    others: Values | None = None,
) -> Delivery:
    """A press, on its way to the app that wrote the message; `others` stands in its other fields. Raises NotThere."""
    app = core.apps.get(str(message.body.get("app_id", "")))
    if app is None or message.deleted:
        raise NotThere("nobody listens to this message")
    check_interactive(installed(core, team, app))
    blocks = messages.shown_blocks(message)
    block, element = _element(blocks, action_id, value, block_id)
    action = _action(core, block, element, value)
    values = _values(blocks, others or {})
    if holds_state(element):
        values.setdefault(block["block_id"], {})[action_id] = value_of(element, value)
    payload = told.press_on_message(core, team, app, user, message, action, values)
    return core.office.ask(app, team, "interactive", payload, response=False)


def press_on_view(
    core: Core, team: Workspace, user: User, view: View, action_id: str, value: Any, block_id: str = ""
) -> Delivery:
    """A press in a modal or home tab; what was picked stays in the view's state. Raises NotThere."""
    if not view.open:
        raise NotThere("this view is closed")
    app = core.apps[view.app_id]
    check_interactive(installed(core, team, app))
    block, element = _element(view.blocks, action_id, value, block_id)
    if holds_state(element):
        view.body["state"]["values"].setdefault(block["block_id"], {})[action_id] = value_of(element, value)
    action = _action(core, block, element, value)
    payload = told.press_on_view(core, team, app, user, view, action)
    return core.office.ask(app, team, "interactive", payload, response=False)


def look_up(
    core: Core, team: Workspace, user: User, target: Message | View, action_id: str, words: str, block_id: str = ""
) -> Delivery:
    """Ask the app what its list offers to these words. Raises NotThere."""
    if isinstance(target, View):
        app_id, blocks, gone = target.app_id, target.blocks, not target.open
    else:
        app_id, blocks, gone = str(target.body.get("app_id", "")), messages.shown_blocks(target), target.deleted
    app = core.apps.get(app_id)
    if app is None or gone:
        raise NotThere("nobody fills this list")
    check_interactive(installed(core, team, app))
    block, element = _element(blocks, action_id, None, block_id)
    if element["type"] not in ("external_select", "multi_external_select"):
        raise NotThere(f"{action_id} has its own options")
    payload = told.suggestion(core, team, app, user, target, (block["block_id"], action_id), words)
    return core.office.ask(app, team, "interactive", payload, response=True)


def type_in(view: View, values: Values) -> None:
    """Type into a modal's inputs. Raises NotThere."""
    if not view.open:
        raise NotThere("this view is closed")
    state = view.body["state"]["values"]
    for block_id, fields in values.items():
        for action_id, value in fields.items():
            state[block_id][action_id] = value_of(_input(view, block_id, action_id), value)


def fill_in(core: Core, view: View, values: Values) -> App:
    """Type into a modal's inputs; Slack does not send it off while one that must be filled is empty."""
    type_in(view, values)
    state = view.body["state"]["values"]
    for block, element in elements(view.blocks):
        if block["type"] == "input" and not block.get("optional"):
            filled = {key: one for key, one in state[block["block_id"]][element["action_id"]].items() if key != "type"}
            if not any(filled.values()):
                raise NotThere(f"Slack asks to fill in {block['block_id']}")
    view.errors, view.trouble = {}, ""
    return core.apps[view.app_id]


def _values(blocks: list[dict[str, Any]], picked: Values) -> Values:
    """The state of these blocks, with what was picked in those fields that are still there."""
    values = empty_values(blocks)
    for block, element in elements(blocks):
        fields, action_id = picked.get(block["block_id"], {}), element["action_id"]
        if holds_state(element) and action_id in fields:
            values[block["block_id"]][action_id] = value_of(element, fields[action_id])
    return values


def _input(view: View, block_id: str, action_id: str) -> dict[str, Any]:
    for block, element in elements(view.blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id and holds_state(element):
            return element
    raise NotThere(f"no input {block_id}/{action_id} in {view.title!r}")


def _element(
    blocks: list[dict[str, Any]], action_id: str, value: Any, block_id: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The element with this action_id, in this block if one is named; of several the one with this value."""
    here = [(block, element) for block, element in elements(blocks) if block_id in ("", block["block_id"])]
    found = [(block, element) for block, element in here if element["action_id"] == action_id]
    if not found:
        raise NotThere(f"no {action_id!r} here, only {[element['action_id'] for _, element in here]}")
    if value is not None:
        return next((one for one in found if one[1].get("value") == value), found[0])
    return found[0]


def _action(core: Core, block: dict[str, Any], element: dict[str, Any], value: Any) -> dict[str, Any]:
    """One entry of `actions`."""
    action = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    if element["type"] == "feedback_buttons":
        both = (element["positive_button"], element["negative_button"])
        pressed = next((one for one in both if one.get("value") == value), both[0])
        action |= {"text": pressed["text"], "value": pressed.get("value", "")}
    elif element["type"] == "overflow":
        options = element["options"]
        action["selected_option"] = next((one for one in options if one.get("value") == value), options[0])
    elif holds_state(element):
        action |= value_of(element, value)
    else:
        action |= {key: element[key] for key in ("text", "value", "style", "url") if key in element}
        if value is not None and element.get("value") != value:
            raise NotThere(f"{element['action_id']} has the value {element.get('value')!r}, not {value!r}")
    return action | {"action_ts": core.ts()}
