"""What is kept about me, and "Forget me": shown to whoever presses, about nobody else.

Slack signs who pressed; no button and no box of ours carries a person.
"""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows import say
from bot.flows.keeping import Whose
from bot.flows.shapes import Kept, Person
from bot.fronts.slack import names
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.listeners.home import published, zone_of
from bot.fronts.slack.payloads import Body, part, person_of
from bot.fronts.slack.views import kept_box
from bot.reply.reply import Reply


def register(app: AsyncApp, counter: Counter) -> None:
    """The buttons of the page, of an answer, and of the box. Comes before "any button of an answer"."""

    @app.action(names.KEPT)
    async def from_page(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        open_kept(counter, body)

    @app.action(names.PRESSED + names.ABOUT_ME)
    async def from_answer(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        open_kept(counter, body)

    @app.action(names.FORGET)
    async def forget(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_forgotten(counter, body))


def open_kept(counter: Counter, body: Body) -> None:
    """The box with what is kept about whoever pressed."""
    counter.soon(_opened(counter, body))


async def _opened(counter: Counter, body: Body) -> None:
    person = person_of(body)
    kept = await counter.desk.store.privacy.kept(person, _whose(counter))
    reply, language = await _said(counter, person, kept, done=False)
    forget = any(one.count and not one.stays for one in kept.parts)
    counter.open_box(body, kept_box(reply, language, forget=forget))


async def _forgotten(counter: Counter, body: Body) -> None:
    person = person_of(body)
    if not person.id:
        return
    kept = await counter.desk.store.privacy.forget(person, counter.desk.now(), _whose(counter))
    reply, language = await _said(counter, person, kept, done=True)
    await published(counter, person, reply)
    if (view := part(body, "view")).get("type") == "modal":
        # no new box: deleting may have taken too long for one
        await counter.change_box(person.workspace, str(view.get("id") or ""), kept_box(reply, language))


async def _said(counter: Counter, person: Person, kept: Kept, *, done: bool) -> tuple[Reply, str]:
    language = (await counter.people.asker(person)).language
    zone = zone_of(await counter.people.profile(person))
    return say.kept_reply(counter.desk.library, language, kept, zone, done=done), language


def _whose(counter: Counter) -> Whose:
    """Whose a job is, as only the listener that wrote it knows."""

    def asked_by(kind: str, payload: bytes) -> Person | None:
        errand = counter.errands.get(kind)
        return errand.asked_by(json.loads(payload))[0] if errand else None

    return asked_by
