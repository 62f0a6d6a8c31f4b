"""What an act of the page is about: the channel, message, person, app, view or files that it names.

Raises NotThere, with a sentence for the person, where there is no such thing.
"""

from typing import Any, TypeAlias

from bot.localslack.happenings import sharing
from bot.localslack.happenings.acts import NotThere
from bot.localslack.page.screen import sees
from bot.localslack.page.viewer import Viewer
from bot.localslack.world.apps import App
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.views import View

Given: TypeAlias = dict[str, Any]


def the_channel(viewer: Viewer, given: Given) -> Channel:
    """The channel that is meant, if they may look into it."""
    found = viewer.me.team.channels.get(str(given.get("channel", "")))
    if found is None or not sees(viewer.me, found):
        raise NotThere("there is no such channel")
    return found


def the_message(viewer: Viewer, given: Given) -> Message:
    """The message of {channel, ts}, or the private line."""
    channel, ts = the_channel(viewer, given), str(given["ts"])
    private = next((one for one in viewer.me.ephemerals(channel) if one.ts == ts), None)
    found = channel.message(ts) or private
    if found is None:
        raise NotThere("this message is not there any more")
    return found


def own_message(viewer: Viewer, given: Given) -> Message:
    """A message that they wrote."""
    message = the_message(viewer, given)
    if message.user != viewer.me.id:
        raise NotThere("only the person who wrote a message can change it")
    return message


def open_view(viewer: Viewer, given: Given) -> View:
    """The open modal {view}."""
    for one in viewer.me.stack:
        if one.id == given.get("view"):
            return one
    raise NotThere("this box is closed")


def pressed(viewer: Viewer, given: Given) -> Message | View:
    """Where something is pressed: {view}, {home} or {channel, ts}."""
    if given.get("view"):
        return open_view(viewer, given)
    if given.get("home"):
        home = viewer.me.team.homes.get((viewer.me.id, str(given["home"])))
        if home is None:
            raise NotThere("this home tab is not there")
        return home
    return the_message(viewer, given)


def the_app(viewer: Viewer, given: Given) -> App:
    """The app {app}."""
    found = viewer.core.apps.get(str(given.get("app", "")))
    if found is None:
        raise NotThere("there is no such app")
    return found


def the_user(viewer: Viewer, id_: str) -> User:
    """Whoever has this id."""
    found = viewer.me.team.users.get(id_)
    if found is None:
        raise NotThere("there is no such person")
    return found


def within(least: float, number: Any, most: float) -> float:
    """The number, or the nearest that is allowed; 1 where none is given. Raises ValueError or TypeError."""
    return max(least, min(most, float(number or 1)))


def given_files(viewer: Viewer, given: Given) -> list[tuple[str, bytes]] | None:
    """Names and bytes of {files: tickets, samples: ids}; None where there are none."""
    samples = [(one.name, one.data) for one in map(viewer.guide.sample, given.get("samples") or [])]
    return _taken(viewer, given.get("files") or []) + samples or None


def _taken(viewer: Viewer, tickets: list[str]) -> list[tuple[str, bytes]]:
    try:
        return viewer.uploads.take(*tickets)
    except LookupError:
        raise NotThere("a file was not kept: please add it again") from None


def uploaded(viewer: Viewer, tickets: list[str]) -> list[dict[str, Any]]:
    """File objects for what was put into a file input; when the app asks to mend something, they come again."""
    me, known = viewer.me, viewer.put_in
    fresh = [one for one in dict.fromkeys(tickets) if one not in known]
    for ticket, (name, data) in zip(fresh, _taken(viewer, fresh), strict=True):
        known[ticket] = sharing.kept(viewer.core, me.team, me, name, data).body
    return [known[one] for one in tickets]
