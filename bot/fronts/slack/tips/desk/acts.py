"""What an administrator does at the desk: each act changes one thing, and says what the box shows then."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.flows import say
from bot.flows.own_pages import OwnPage
from bot.flows.shapes import Place, To
from bot.flows.subscribing import unknown
from bot.flows.tip_shapes import TIP, Subscription
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.gateway.outcomes import error_of
from bot.fronts.slack.payloads import Body, part
from bot.fronts.slack.tips.desk.everyone import for_all_to_see
from bot.fronts.slack.tips.desk.form import (
    Written,
    form_errors,
    id_for,
    own_form,
    written_of,
    written_typed,
)
from bot.fronts.slack.tips.desk.frame import desk_words, told
from bot.fronts.slack.tips.desk.own import MOST_OWN
from bot.fronts.slack.tips.desk.reader import Reader
from bot.fronts.slack.tips.desk.sending import channels_chosen, not_in_said, sending_box, tip_chosen
from bot.fronts.slack.tips.names import DESK_CHANNELS, DESK_TIP, DESK_TITLE, PREVIEW
from bot.library.tip_validation import own_tip_mistakes
from bot.schedules import CountryUnknown, ZoneUnknown

log = logging.getLogger(__name__)
_PATIENCE = 1.5  # seconds in which Slack says whether we are in a channel: a box that is handed in waits for 3
Answer = dict[str, Any]
"""What Slack is told of a box that was handed in."""


# ── Send one now ────────────────────────────────────────────────────────────────────────────────────────────


async def sending(counter: Counter, reader: Reader, note: str = "") -> Json:
    """The box in which a tip is chosen."""
    return sending_box(await counter.shelf.content(reader.workspace), reader.language, note)


async def preview(counter: Counter, reader: Reader, body: Body) -> Json:
    """The tip to the administrator alone, as it would be posted; and the box with a note that it was."""
    tip = (await counter.shelf.content(reader.workspace)).get(tip_chosen(body))
    if tip is None:
        return await sending(counter, reader, "choose")
    reply, person = say.tip(counter.desk.library, tip), reader.person
    to, slot = To(Place(reader.workspace, "")), f"{tip.id}/{body.get('trigger_id')}"
    await counter.say(reply, person, to, "tip-preview", slot, PREVIEW + tip.id)
    return await sending(counter, reader, "previewed")


async def send(counter: Counter, reader: Reader, body: Body) -> Answer:
    """Have it sent to the channels that were chosen; once, however often the box is handed in."""
    words = desk_words(reader.language)["now"]
    tip = (await counter.shelf.content(reader.workspace)).get(tip_chosen(body))
    channels = channels_chosen(body)
    if tip is None:
        return _errors({DESK_TIP: words["no_tip"]})
    known = await asyncio.gather(*(_membership(counter, reader.workspace, one) for one in channels))
    missing = {one: name for one, (is_in, name) in zip(channels, known, strict=True) if not is_in}
    if missing:
        names = [name for name in missing.values() if name]
        return _errors({DESK_CHANNELS: not_in_said(missing, channels, names, reader.language)})
    slot, now = f"now:{part(body, 'view').get('id')}", counter.desk.now()
    new = await counter.desk.store.tips.post(
        reader.workspace, dict.fromkeys(channels, False), tip.id, TIP, slot, now
    )  # fmt: skip
    counter.nudge()
    log.info("an administrator sends a tip to channels: %d", new)
    which = "again" if not new else "sent_one" if new == 1 else "sent"
    return _shown(told(words[which].format(count=new), reader.language, words["title"]))


async def _membership(counter: Counter, workspace_id: str, channel: str) -> tuple[bool, str]:
    """Whether we are in the channel, as far as Slack lets us know, and its name where we may know it."""
    workspace = counter.workspaces.get(workspace_id)
    if workspace is None or not workspace.may("channels:read", "groups:read"):
        return True, ""
    try:
        async with asyncio.timeout(_PATIENCE):
            answer = await workspace.reading.conversations_info(channel=channel)
    except SlackApiError as error:
        return error_of(error) != "channel_not_found", ""
    except (aiohttp.ClientError, TimeoutError, OSError):
        return True, ""  # whoever sends it finds out
    found = answer.get("channel") or {}
    return found.get("is_member") is not False, str(found.get("name") or "")


# ── Our own tips ────────────────────────────────────────────────────────────────────────────────────────────


async def form(counter: Counter, reader: Reader, id_: str = "") -> Json:
    """The form: empty, or filled with the tip that is changed."""
    found = await _own(counter, reader, id_)
    tips = counter.shelf.living.tips
    filled = written_of(found.text) if found else Written()
    private = _stamp(found) if found else ""
    return own_form(tips, counter.desk.library.scams, filled, reader.language, private=private)


async def save(counter: Counter, reader: Reader, body: Body) -> Answer:
    """Write the tip, if it is in order. {} closes the box."""
    words = desk_words(reader.language)["form"]
    private = str(part(body, "view").get("private_metadata") or "")
    own = await counter.desk.store.own_tips.all(reader.workspace)
    written = written_typed(body)
    changed = next((one for one in own if private and _stamp(one) == private), None)
    if private and changed is None:
        return _errors({DESK_TITLE: words["meanwhile"]})
    if changed is None and len(own) >= MOST_OWN:
        return _errors({DESK_TITLE: words["full"]})
    id_ = changed.id if changed else id_for(written.title, await _taken(counter, reader, own))
    text, root = written.page(), counter.shelf.living.tips.root
    mistakes = await asyncio.to_thread(own_tip_mistakes, id_, text, root, counter.desk.now().date())
    if errors := form_errors(written, mistakes, reader.language):
        return _errors(errors)
    store, now = counter.desk.store.own_tips, counter.desk.now()
    # Somebody else may have saved since we looked: whoever is second changes nothing, and keeps what they typed.
    if changed and not await store.change(reader.person, changed, text, now):
        return _errors({DESK_TITLE: words["meanwhile"]})
    if not changed and not await store.add(reader.person, id_, text, now):
        return _errors({DESK_TITLE: words["same"]})
    log.info("a company wrote a tip of its own")
    return {}


async def delete(counter: Counter, reader: Reader, id_: str) -> None:
    """Delete one of the company's own tips."""
    if await counter.desk.store.own_tips.delete(reader.workspace, id_):
        log.info("a company deleted a tip of its own")


async def _own(counter: Counter, reader: Reader, id_: str) -> OwnPage | None:
    written = await counter.desk.store.own_tips.all(reader.workspace) if id_ else ()
    return next((one for one in written if one.id == id_), None)


async def _taken(counter: Counter, reader: Reader, own: Sequence[OwnPage]) -> set[str]:
    """The names that other tips have, also those that the operator turned off."""
    tips = await counter.shelf.content(reader.workspace)
    files = {one.file.id for one in counter.shelf.living.pages}
    return {*files, *(one.id for one in own), *(one.id for one in tips.all())}


def _stamp(tip: OwnPage) -> str:
    """Which tip, as it was when the form was opened."""
    return f"{tip.id} {tip.at.timestamp():.6f}"


# ── Subscriptions ───────────────────────────────────────────────────────────────────────────────────────────


async def stop(counter: Counter, reader: Reader, id_: int) -> str:
    """No more of it. What all these acts return is "", or why it could not be done, as [tips_desk.all] calls it."""
    if await _changeable(counter, reader, id_):
        await counter.desk.store.subscriptions.stop(reader.workspace, id_, "", counter.desk.now())
    return ""


async def resume(counter: Counter, reader: Reader, id_: int) -> str:
    """Go on at its next time, where that can be reckoned."""
    found = await _changeable(counter, reader, id_)
    if found and not found.active:
        try:
            await counter.desk.store.subscriptions.resume(reader.workspace, id_, counter.desk.now())
        except (CountryUnknown, ZoneUnknown) as error:
            return unknown(error)
    return ""


async def remove(counter: Counter, reader: Reader, id_: int) -> str:
    """Take one that stopped off the list."""
    found = await _changeable(counter, reader, id_)
    if found and not found.active:
        await counter.desk.store.subscriptions.delete(reader.workspace, id_)
    return ""


async def _changeable(counter: Counter, reader: Reader, id_: int) -> Subscription | None:
    """The subscription; None where it is gone, or somebody's who set it up for themselves: that is theirs alone."""
    found = await counter.desk.store.subscriptions.get(reader.workspace, id_)
    return next(iter(for_all_to_see([found])), None) if found else None


OF_SUBSCRIPTIONS = {"stop": stop, "resume": resume, "remove": remove}


def _errors(errors: dict[str, str]) -> Answer:
    return {"response_action": "errors", "errors": errors}


def _shown(view: Json) -> Answer:
    return {"response_action": "update", "view": view}
