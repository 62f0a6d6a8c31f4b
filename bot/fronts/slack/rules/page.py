"""The end of the app's page for administrators: the company's rules in short, how practice goes, the last changes."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bot.flows.shapes import OwnRules, Person, RuleChange
from bot.fronts.slack.blocks import Json, button
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.home import time_said
from bot.fronts.slack.names import RULES
from bot.fronts.slack.quizzes.figures.page import opener
from bot.fronts.slack.rich_text import paragraphs, rich_text
from bot.fronts.slack.shorten import cut_text
from bot.fronts.slack.tips.names import DESK
from bot.fronts.slack.words import words
from bot.library.organisation import Organisation
from bot.library.rule_texts import MARK, NAMES, written
from bot.reply.reply import Block, Button, Kind, Span
from bot.verdict.verdict import State

MOST_CHANGES = 5
LOOKED_BACK = timedelta(days=30)
_MOST_SHOWN = 3  # entries of a rule
_LONGEST_ENTRY = 120  # characters
_CHANNEL = "security_channel"  # as the rule is called


@dataclass(frozen=True, slots=True)
class Seen:
    """What an administrator is shown."""

    everybodys: Organisation
    own: OwnRules
    changes: Sequence[RuleChange]
    names: Mapping[str, str]  # of those who changed something, by their account; "" where nobody knows
    spotters: int


async def rules_section(counter: Counter, person: Person, zone: tzinfo, language: str) -> list[Json]:
    """The blocks of it; none for anybody else."""
    if not await may_see_rules(counter, person):
        return []
    store, now = counter.desk.store, counter.desk.now()
    changes = await store.rules.changes(person.workspace, MOST_CHANGES)
    who = {one.person for one in changes}
    names = {one: (await counter.people.profile(Person(person.workspace, one))).name for one in who}
    spotters = await store.checks.people_with(person.workspace, State.SIMULATION.value, now - LOOKED_BACK)
    own = await store.rules.of(person.workspace)
    return rules_blocks(
        Seen(counter.people.everybodys_rules, own, changes, names, spotters), now.astimezone(zone), language
    )


async def may_see_rules(counter: Counter, person: Person) -> bool:
    """Slack is asked again only about those who were administrators when it was asked last."""
    known = await counter.people.profile(person)
    return (known.is_admin or counter.people.is_named(person)) and await counter.people.may_change_rules(person) is True


def rules_blocks(seen: Seen, now: datetime, language: str = "en") -> list[Json]:
    """The section, with times in the zone of `now`."""
    said = words(language)
    lines = [*_rules(seen, now, said)]
    shown = [_block(Kind.STEP, one) for one in lines] or [_block(Kind.TEXT, said["rules"]["none"])]
    if seen.spotters or seen.own.rules.exercise_mark or seen.everybodys.exercise_mark:
        shown.append(_block(Kind.TEXT, _spotted(seen.spotters, said["rules"])))
    if seen.changes:
        shown.append(_block(Kind.HEADING, said["rules"]["changes"]))
        shown += [_block(Kind.STEP, _change(one, seen.names, now, said)) for one in seen.changes]
    above = [_block(Kind.HEADING, said["rules"]["heading"]), _block(Kind.TEXT, said["rules"]["only_you"])]
    channels = _channels(seen)
    buttons = [_button("rules", RULES, said), _button("tips_desk", DESK, said), opener(language)]
    return [
        {"type": "divider"},
        *(one for part in paragraphs([*above, *shown]) for one in _named(rich_text(part), channels)),
        {"type": "actions", "elements": buttons},
    ]


def _button(table: str, action: str, said: Mapping[str, Any]) -> Json:
    return button(Button("", said[table]["button"]), action=action)


def day_said(at: datetime, now: datetime, said: Mapping[str, Any]) -> str:
    """ "2 March 2026", in the zone of `now`."""
    local = at.astimezone(now.tzinfo)
    text: str = said["rules"]["day"]
    return text.format(day=local.day, month=said["home"]["months"][local.month - 1], year=local.year)


def entries_of(rules: Organisation, name: str, said: Mapping[str, Any]) -> str:
    """The entries of a rule in a row, the first few of them; "" where there are none."""
    if name == MARK:
        return str(said["rules"]["mark"]) if rules.exercise_mark else ""
    return _in_a_row(written(rules, name).splitlines(), said["rules"])


def _rules(seen: Seen, now: datetime, said: Mapping[str, Any]) -> Iterator[str]:
    for name in NAMES:
        for rules, form in ((seen.everybodys, "everybodys"), (seen.own.rules, "line")):
            entries = entries_of(rules, name, said)
            if name == MARK and rules is seen.own.rules and seen.own.mark_set_at:
                entries = said["rules"]["mark_on"].format(day=day_said(seen.own.mark_set_at, now, said))
            if entries:
                yield said["rules"][form].format(rule=said["rule_names"][name], entries=entries)


def _channels(seen: Seen) -> set[str]:
    """The ids of channels that the section speaks of."""
    now = (seen.everybodys.security_channel, seen.own.rules.security_channel)
    changed = (text for one in seen.changes if one.name == _CHANNEL for text in (one.before, one.after))
    return {one.strip() for one in (*now, *changed) if one.strip()}


def _named(element: Json, channels: Collection[str]) -> Iterator[Json]:
    """The element with channels in place of their ids: nobody knows a channel by its id."""
    if not channels:
        yield element
    elif element["type"] != "text":
        yield element | {"elements": [one for part in element["elements"] for one in _named(part, channels)]}
    else:
        for piece in re.split(f"({'|'.join(map(re.escape, sorted(channels)))})", element["text"]):
            if piece in channels:
                yield {"type": "channel", "channel_id": piece}
            elif piece:
                yield element | {"text": piece}


def _spotted(people: int, said: Mapping[str, str]) -> str:
    return said["spotted_none" if not people else "spotted_one" if people == 1 else "spotted"].format(people=people)


def _change(change: RuleChange, names: Mapping[str, str], now: datetime, said: Mapping[str, Any]) -> str:
    text: str = said["rules"]["change"]
    return text.format(
        rule=said["rule_names"].get(change.name, change.name), what=_what(change, said["rules"]),
        who=names.get(change.person) or said["rules"]["somebody"],
        when=time_said(change.at.astimezone(now.tzinfo), now, said["home"]),
    )  # fmt: skip


def _what(change: RuleChange, said: Mapping[str, str]) -> str:
    before, after = change.before.splitlines(), change.after.splitlines()
    added = _in_a_row([one for one in after if one not in before], said)
    removed = _in_a_row([one for one in before if one not in after], said)
    if added and removed:
        return said["added_removed"].format(added=added, removed=removed)
    if added or removed:
        return said["added" if added else "removed"].format(entries=added or removed)
    return said["changed"]


def _in_a_row(entries: Sequence[str], said: Mapping[str, str]) -> str:
    row = ", ".join(cut_text(one, _LONGEST_ENTRY) for one in entries[:_MOST_SHOWN])
    more = len(entries) - _MOST_SHOWN
    return said["more"].format(entries=row, more=more) if more > 0 else row


def _block(kind: Kind, text: str) -> Block:
    return Block(kind, (Span(text),))
