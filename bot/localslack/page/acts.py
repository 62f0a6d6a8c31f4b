"""What the page asks for, one function each: `act(viewer, given) -> what the page is told`, by name in ACTS.

`given` comes from the page as JSON. NotThere tells the person why not; any other error becomes one general sentence.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from bot.localslack.emails import arrive
from bot.localslack.happenings import rooms
from bot.localslack.happenings.acts import NotThere, check_present
from bot.localslack.page.finding import (
    Given,
    given_files,
    open_view,
    own_message,
    pressed,
    the_app,
    the_channel,
    the_message,
    the_user,
    uploaded,
    within,
)
from bot.localslack.page.viewer import MESSAGES_AT_ONCE, Viewer
from bot.localslack.page.wire import whole
from bot.localslack.world.channels import Kind
from bot.localslack.world.views import View

Act: TypeAlias = Callable[[Viewer, Given], Awaitable[Any]]

ACTS: dict[str, Act] = {}
_A_YEAR = 366 * 86_400  # seconds
_MOST_AHEAD = 100 * _A_YEAR  # no calendar goes beyond the year 9999


def _act(act: Act) -> Act:
    ACTS[act.__name__] = act
    return act


# ── Where they look ─────────────────────────────────────────────────────────────────────────────────────────


@_act
async def look(viewer: Viewer, given: Given) -> None:
    """Open a channel: its messages come. {channel}"""
    viewer.place, viewer.most = the_channel(viewer, given), MESSAGES_AT_ONCE


@_act
async def earlier(viewer: Viewer, given: Given) -> None:
    """More of the messages of the open channel."""
    viewer.most += MESSAGES_AT_ONCE


@_act
async def open_app(viewer: Viewer, given: Given) -> dict[str, str]:
    """Open an app's tab: {app, tab: "home" or "messages"}; answers {channel}, the direct message with it."""
    channel = await viewer.me.opens(the_app(viewer, given), str(given.get("tab", "home")))
    return {"channel": channel.id}


@_act
async def open_direct(viewer: Viewer, given: Given) -> dict[str, str]:
    """The direct message with these people: {users}; answers {channel}."""
    users = [the_user(viewer, str(one)) for one in given["users"]]
    return {"channel": rooms.direct(viewer.core, viewer.me.team, viewer.me, *users).id}


# ── What they write ─────────────────────────────────────────────────────────────────────────────────────────


@_act
async def say(viewer: Viewer, given: Given) -> dict[str, str]:
    """{channel, text, thread?, broadcast?, files?: tickets, samples?: ids}; answers {ts}."""
    channel = the_channel(viewer, given)
    thread = channel.message(str(given["thread"])) if given.get("thread") else None
    if given.get("thread") and thread is None:
        raise NotThere("the first message of this thread is gone")
    check_present(viewer.me, channel)  # a file that was dropped is not given away for nothing
    files = given_files(viewer, given)
    text = str(given.get("text", ""))
    if not text.strip() and not files:
        raise NotThere("there is nothing to send yet")
    said = await viewer.me.says(
        channel, text, thread=thread, files=files, broadcast=bool(given.get("broadcast"))
    )  # fmt: skip
    return {"ts": said.ts}


@_act
async def edit(viewer: Viewer, given: Given) -> None:
    """{channel, ts, text}; people change their own messages only."""
    await viewer.me.edits(own_message(viewer, given), str(given["text"]))


@_act
async def delete(viewer: Viewer, given: Given) -> None:
    """{channel, ts}: one's own, or a private line that somebody puts away."""
    message = the_message(viewer, given)
    if message.ephemeral_to:
        message.deleted = True
        viewer.core.changes.touch()
        return
    await viewer.me.deletes(own_message(viewer, given))


@_act
async def react(viewer: Viewer, given: Given) -> None:
    """{channel, ts, name}: add the reaction, or take one's own away."""
    message, name = the_message(viewer, given), str(given["name"])
    mine = any(one["name"] == name and viewer.me.id in one["users"] for one in message.reactions)
    await (viewer.me.unreacts if mine else viewer.me.reacts)(message, name)


@_act
async def forward(viewer: Viewer, given: Given) -> dict[str, str]:
    """{channel, ts, into, text?}: pass a message on inside Slack; answers {ts}."""
    into = the_channel(viewer, {"channel": given["into"]})
    return {"ts": (await viewer.me.shares(the_message(viewer, given), into, str(given.get("text", "")))).ts}


@_act
async def email(viewer: Viewer, given: Given) -> dict[str, str]:
    """A mail comes in at a channel's address: {channel, and raw text, a ticket `file` or a `sample`}; answers {ts}."""
    channel = the_channel(viewer, given)
    found = given_files(viewer, {"files": given.get("files"), "samples": given.get("samples")}) or []
    mails = [data for _, data in found] or [str(given.get("raw", "")).strip().encode()]
    if not mails[0].strip():
        raise NotThere("there is no mail to send yet")
    posted = [arrive(viewer.core, viewer.me.team, channel, one) for one in mails]
    return {"ts": posted[-1].ts}


# ── What they use ───────────────────────────────────────────────────────────────────────────────────────────


@_act
async def shortcut(viewer: Viewer, given: Given) -> None:
    """{app, callback_id} and, for one on a message, {channel, ts}."""
    message = the_message(viewer, given) if given.get("ts") else None
    await viewer.me.uses_shortcut(the_app(viewer, given), str(given["callback_id"]), message)


@_act
async def command(viewer: Viewer, given: Given) -> None:
    """{app, command, text?, channel}. Waits for the app's acknowledgement."""
    name = str(given["command"])
    ack = await viewer.me.runs(
        the_app(viewer, given), name, str(given.get("text", "")), channel=the_channel(viewer, given)
    )  # fmt: skip
    if not ack.ok:
        raise NotThere(f"{name} failed: the app did not answer within three seconds ({ack.error})")


@_act
async def press(viewer: Viewer, given: Given) -> None:
    """{action_id, block_id?, value?, values?: of the other fields} and where: {channel, ts}, {home: app} or {view}."""
    target, block_id = pressed(viewer, given), str(given.get("block_id") or "")
    typed = given.get("values") or {}
    if isinstance(target, View):
        await viewer.me.types(target, typed)
    await viewer.me.presses(target, str(given["action_id"]), given.get("value"), block_id=block_id, others=typed)


@_act
async def suggest(viewer: Viewer, given: Given) -> list[Given]:
    """{action_id, block_id, words} and where, as for `press`: what the app offers in a list that it fills itself."""
    target, action_id, words = pressed(viewer, given), str(given["action_id"]), str(given.get("words") or "")
    return await viewer.me.looks_up(target, action_id, words, block_id=str(given.get("block_id") or ""))


@_act
async def submit(viewer: Viewer, given: Given) -> None:
    """{view, values: {block_id: {action_id: value}}}; for a file input the value is a list of tickets."""
    view = open_view(viewer, given)
    values = {block: dict(fields) for block, fields in dict(given.get("values") or {}).items()}
    for block in view.blocks:
        element = block.get("element") or {}
        fields = values.get(block["block_id"], {})
        if element.get("type") == "file_input" and element["action_id"] in fields:
            fields[element["action_id"]] = uploaded(viewer, fields[element["action_id"]])
    await viewer.me.submits(view, values)


@_act
async def close(viewer: Viewer, given: Given) -> None:
    """{view}: close a modal."""
    await viewer.me.closes(open_view(viewer, given))


# ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────


@_act
async def join(viewer: Viewer, given: Given) -> None:
    """{channel}"""
    await viewer.me.joins(the_channel(viewer, given))


@_act
async def leave(viewer: Viewer, given: Given) -> None:
    """{channel}"""
    await viewer.me.leaves(the_channel(viewer, given))


@_act
async def invite(viewer: Viewer, given: Given) -> None:
    """{channel, user}: bring a person or a bot in."""
    await viewer.me.invites(the_user(viewer, str(given["user"])), the_channel(viewer, given))


@_act
async def remove(viewer: Viewer, given: Given) -> None:
    """{channel, user}"""
    await viewer.me.removes(the_user(viewer, str(given["user"])), the_channel(viewer, given))


@_act
async def create(viewer: Viewer, given: Given) -> dict[str, str]:
    """{name, private?}: a new channel; answers {channel}."""
    name = "-".join(str(given["name"]).lower().split())
    if not name or len(name) > 80:
        raise NotThere("a channel needs a name of at most 80 letters")
    if any(one.name == name for one in viewer.me.team.channels.values()):
        raise NotThere(f"there is a channel #{name} already")
    kind: Kind = "group" if given.get("private") else "channel"
    return {"channel": rooms.create(viewer.core, viewer.me.team, name, kind, viewer.me).id}


# ── The machine room ────────────────────────────────────────────────────────────────────────────────────────


@_act
async def advance(viewer: Viewer, given: Given) -> None:
    """Move the clock ahead by {seconds}."""
    seconds = float(given["seconds"])
    if not 0 < seconds <= _A_YEAR:
        raise NotThere("the clock can be moved ahead only, and by a year at most")
    if viewer.core.clock.ahead > _MOST_AHEAD:
        raise NotThere("the clock is a hundred years ahead, and that is enough")
    viewer.core.clock.advance(seconds)
    viewer.core.changes.touch()


@_act
async def watch(viewer: Viewer, given: Given) -> None:
    """{on}: whether this page wants to see the wire."""
    viewer.watches_wire = bool(given["on"])


@_act
async def line(viewer: Viewer, given: Given) -> dict[str, Any]:
    """{key}: all of one line of the wire."""
    return whole(viewer.core, str(given["key"]))


@_act
async def forget(viewer: Viewer, given: Given) -> None:
    """Empty the records of the wire."""
    viewer.core.records.clear()
    viewer.core.changes.touch()


@_act
async def fault(viewer: Viewer, given: Given) -> None:
    """Order a fault: {what, method?, times?, seconds?, status?, error?}; see Faults. "clear" takes all orders back."""
    faults, what = viewer.core.faults, str(given["what"])
    method, times = str(given.get("method") or "*"), int(within(1, given.get("times"), 1000))
    seconds = within(0, given.get("seconds"), 3600)
    match what:
        case "rate_limit":
            faults.rate_limit(method, times=times, retry_after=int(seconds))
        case "server_error":
            faults.server_error(method, times=times)
        case "slow":
            faults.slow(method, seconds, times=times)
        case "drop":
            faults.drop_connection(method, times=times)
        case "lose_reply":
            faults.lose_reply(method, times=times)
        case "error":
            faults.error(method, str(given.get("error") or "fatal_error"), times=times)
        case "duplicate_events":
            faults.duplicate_events(times)
        case "lose_acks":
            faults.lose_acks(times)
        case "drop_sockets":
            await faults.drop_sockets()
        case "disconnect":
            await faults.disconnect("refresh_requested")
        case "clear":
            faults.clear()
        case _:
            raise NotThere(f"this Slack cannot fail in the way {what!r}")
    viewer.core.changes.touch()
