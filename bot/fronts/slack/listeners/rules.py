"""The company's rules, for its administrators: whether somebody is one is looked up when they save, not before.

Slack signs who pressed; the box carries nobody, and no rule's secret.
"""

import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.fronts.slack import names
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.listeners.home import published, zone_of
from bot.fronts.slack.payloads import Body, person_of
from bot.fronts.slack.rules.box import TEXTS, rules_box, told_box
from bot.fronts.slack.rules.form import rules_typed, version_seen
from bot.fronts.slack.words import words

log = logging.getLogger(__name__)


def register(app: AsyncApp, counter: Counter) -> None:
    """The button of the page, and the box."""

    @app.action(names.RULES)
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_opened(counter, body))

    @app.view(names.RULES_VIEW)
    async def saved(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(**await _answer(counter, body))
        counter.soon(published(counter, person_of(body)))


async def _opened(counter: Counter, body: Body) -> None:
    person = person_of(body)
    allowed = await counter.people.may_change_rules(person)
    if allowed is False:
        await published(counter, person)  # who was an administrator sees the section no longer
        return
    if allowed is None:
        counter.open_box(body, told_box("unsure"))
        return
    profile = await counter.people.profile(person)
    own = await counter.desk.store.rules.of(person.workspace)
    now = counter.desk.now().astimezone(zone_of(profile))
    counter.open_box(body, rules_box(own, counter.people.everybodys_rules, now, profile.language))


async def _answer(counter: Counter, body: Body) -> dict[str, Any]:
    """What Slack is told of a box that was handed in: closed, or what stands in it now."""
    person, rules = person_of(body), counter.desk.store.rules
    allowed = await counter.people.may_change_rules(person)
    if allowed is None:  # the box stays open, with all that was typed
        return {"response_action": "errors", "errors": {TEXTS[0]: words()["rules"]["unsure"]}}
    language = (await counter.people.profile(person)).language
    if not allowed:
        log.warning("somebody who is no administrator tried to change the rules of a company")
        return {"response_action": "update", "view": told_box("refused", language)}
    own = await rules.of(person.workspace)
    wanted, errors = rules_typed(body, own.rules, language)
    if errors:
        return {"response_action": "errors", "errors": errors}
    changed = await rules.save(person, wanted, version_seen(body), counter.desk.now())
    if changed is None:
        return {"response_action": "update", "view": told_box("meanwhile", language)}
    if changed:
        log.info("the rules of a company were changed: %s", ", ".join(changed))
    return {}
