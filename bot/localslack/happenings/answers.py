"""What Slack does with the answer that came in an ack: to a command it is a message, to a submission a view."""

from typing import Any

from bot.localslack.calls import Ack
from bot.localslack.core import Core
from bot.localslack.happenings import views
from bot.localslack.happenings.responses import answer_body, post_answer
from bot.localslack.validation import view_problems
from bot.localslack.world.users import User
from bot.localslack.world.views import View
from bot.localslack.world.workspace import Workspace


def to_command(core: Core, response_url: str, ack: Ack) -> None:
    """Text in the ack of a command is shown, to the person alone unless it says in_channel."""
    said = ack.response
    if isinstance(said, dict) and (said.get("text") or said.get("blocks") or said.get("attachments")):
        url = core.tickets.responses[response_url.rpartition("/")[2]]
        post_answer(core, url, said, answer_body(said))


def options_of(ack: Ack) -> list[dict[str, Any]]:
    """What an app offers to pick from, without its groups."""
    said = ack.response if isinstance(ack.response, dict) else {}
    grouped = [option for group in said.get("option_groups") or [] for option in group.get("options") or []]
    return [one for one in [*(said.get("options") or []), *grouped] if isinstance(one, dict)]


def to_submission(core: Core, team: Workspace, user: User, view: View, ack: Ack) -> None:
    """Close the modal, or do what `response_action` says."""
    if not ack.ok:
        view.trouble = "timeout"
    elif not isinstance(ack.response, dict) or "response_action" not in ack.response:
        views.close(team, view)
    else:
        _act(core, team, user, view, ack.response)
    core.changes.touch()


def _act(core: Core, team: Workspace, user: User, view: View, said: dict[str, Any]) -> None:
    action, given = said["response_action"], said.get("view") or {}
    if action == "errors":
        view.errors = dict(said.get("errors") or {})
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not view.errors or not set(view.errors) <= inputs:
            view.trouble = "errors must name input blocks"
    elif action == "clear":
        views.clear(team.stacks.get(user.id, []))
    elif problems := view_problems(given):
        view.trouble = "; ".join(problems)
    elif action == "update":
        views.fill(core, view, given)
    elif action == "push":
        _push(core, team, user, view, given)


def _push(core: Core, team: Workspace, user: User, view: View, given: dict[str, Any]) -> None:
    bot = core.installed(core.apps[view.app_id], team)
    if bot is None or len(team.stacks.get(user.id, [])) >= views.DEEPEST:
        view.trouble = "push_limit_reached"
        return
    views.push(team, views.made(core, team, bot, user.id, given, view), alone=False)
