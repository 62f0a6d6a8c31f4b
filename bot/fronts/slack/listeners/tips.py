"""What people do with a tip: "Got it", "Test me", "More on this", "Fewer of these", what these lead to, and reactions.

Everything a button needs stands in its message, so that it works after a restart and a year later. Register this before
the buttons of answers, whose listener hears all that is behind PRESSED.
"""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.check import Asker
from bot.flows.shapes import Person, To
from bot.fronts.slack import names as slack_names
from bot.fronts.slack.counter import Asked, Counter, Errand, is_stranger
from bot.fronts.slack.payloads import Body, part, used, workspace_of
from bot.fronts.slack.quizzes.offering import without_more
from bot.fronts.slack.tips import names
from bot.fronts.slack.tips.below import answering, fewer
from bot.fronts.slack.tips.below.answering import Answering, Said
from bot.fronts.slack.tips.below.press import Press, press

_KIND = "tip-pressed"
_PLAN = "fewer"  # in what is written down: what "Fewer of these" means for this person
_ANSWERS: Mapping[str, Answering] = {
    names.GOT: answering.thanked,
    names.MORE: answering.more,
    names.TEST: answering.question,
    names.TIP_STOP: fewer.stopped,
    names.TIP_UNDO: fewer.undone,
}


def register(app: AsyncApp, counter: Counter) -> None:
    """Every button of a tip, and reactions to it."""

    @app.action(re.compile(f"^{re.escape(slack_names.PRESSED)}tip-[a-z0-9-]+$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        one = press(body, counter.desk.store.inbox.hidden)
        if one.which != names.GOT or one.is_preview or await answering.count(counter, one, one.tip, answering.GOT):
            plan = {_PLAN: await fewer.planned(counter, one)} if one.which == names.FEWER else {}
            await counter.take(_KIND, one.key, {**body, **plan})
        await ack()

    @app.event("reaction_added")
    async def reacted(body: dict[str, Any]) -> None:  # Slack hears "ok" when it is counted
        await _reacted(counter, body)

    counter.errands[_KIND] = Errand(
        lambda job, body: _pressed(counter, body), lambda body: _presser(counter, body), _asked
    )


async def _pressed(counter: Counter, body: Body) -> None:
    one = press(body, counter.desk.store.inbox.hidden)
    stranger = is_stranger(counter, body)
    asker = await counter.people.asker(one.person, stranger=stranger)
    said = await _said(counter, one, asker, str(body.get(_PLAN) or ""))
    if said is None:
        return
    reply = without_more(said.reply) if stranger else said.reply
    await counter.say(reply, one.person, one.to, "answer", said.slot or one.slot, said.value)
    if one.which == names.FEWER and not one.is_direct:
        await fewer.setters_told(counter, one)


async def _said(counter: Counter, one: Press, asker: Asker, plan: str) -> Said | None:
    if one.is_preview and one.which in (names.GOT, names.FEWER):
        return answering.rehearsed(counter, asker)
    if one.which == names.FEWER:
        return await fewer.fewer(counter, one, asker, plan)
    if one.which.startswith(names.ANSWER):
        return await answering.feedback(counter, one, asker)
    answer = _ANSWERS.get(one.which)
    return await answer(counter, one, asker) if answer else None


def _asked(body: Body) -> Asked:
    """ "Got it" is counted before its job begins: only the thanks may be missing."""
    return Asked.NOTHING if used(body).get("action_id") == slack_names.PRESSED + names.GOT else Asked.A_PRESS


def _presser(counter: Counter, body: Body) -> tuple[Person, To, str]:
    one = press(body, counter.desk.store.inbox.hidden)
    return one.person, one.to, one.slot


async def _reacted(counter: Counter, body: Body) -> None:
    """Somebody's reaction to a tip counts once; ours, and those to what others wrote, do not."""
    event, workspace = part(body, "event"), counter.workspaces.get(workspace_of(body))
    ts, user = str(part(event, "item").get("ts") or ""), str(event.get("user") or "")
    ours = workspace.bot_user if workspace else ""
    theirs = event.get("item_user") not in (None, "", ours)  # Slack does not always say whose the message is
    if workspace is None or not ts or user in ("", ours) or theirs:
        return
    store, now = counter.desk.store, counter.desk.now()
    tip = await store.tips.tip_of(workspace.id, ts)
    if tip:
        once = f"{ts}:{user}:{event.get('reaction')}"
        await store.tip_counts.count(workspace.id, tip, "reaction", once, now)
