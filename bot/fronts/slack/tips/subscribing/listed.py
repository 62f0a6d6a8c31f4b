"""What a person gets and has set up, with what can be done about each: on the app's page, and in a box of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.flows.shapes import Person
from bot.flows.subscribing import Deed, is_theirs
from bot.flows.tip_shapes import Subscription
from bot.fronts.slack.blocks import Json, button, plain_text
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.markup import escaped
from bot.fronts.slack.rich_text import inert, rich_text
from bot.fronts.slack.tips.names import TIPS_GET, TIPS_LIST_VIEW, TIPS_MENU
from bot.fronts.slack.tips.subscribing.framing import box
from bot.fronts.slack.tips.subscribing.saying import line
from bot.fronts.slack.views import option
from bot.fronts.slack.words import words
from bot.reply.reply import Block, Button, Kind, Span
from bot.schedules.days import Cron

MOST_ON_PAGE = 8
_MOST_IN_BOX = 80  # of 100 blocks
_LONGEST_LINE = 2_900


@dataclass(frozen=True, slots=True)
class Listed:
    """A subscription, and who set it up, where that was somebody else: then it can only be read."""

    one: Subscription
    theirs: bool = True
    name: str = ""


async def tips_section(counter: Counter, person: Person, now: datetime, language: str) -> list[Json]:
    """The part of the app's page, with times in the zone of `now`."""
    mine = await counter.desk.store.subscriptions.set_by(person)
    return tips_blocks([Listed(one) for one in ordered(mine)], now, language)


async def listed(counter: Counter, person: Person, channel: str = "", language: str = "en") -> list[Listed]:
    """What a person gets and set up, and what comes to the channel where they are."""
    store = counter.desk.store.subscriptions
    mine = ordered(await store.set_by(person))
    here = await store.of_target(person.workspace, channel) if channel and not channel.startswith("D") else ()
    others = [one for one in here if not is_theirs(one, person)]
    names = {one.setter: await _name(counter, Person(person.workspace, one.setter), language) for one in others}
    return [*(Listed(one) for one in mine), *(Listed(one, False, names[one.setter]) for one in others)]


def ordered(found: Sequence[Subscription]) -> list[Subscription]:
    """Their own first; those that stopped last."""
    return sorted(found, key=lambda one: (not one.active, not one.direct, one.id))


def tips_blocks(found: Sequence[Listed], now: datetime, language: str = "en") -> list[Json]:
    """The section of the page: at most a dozen blocks."""
    said = words(language)["tips"]
    heading = Block(Kind.HEADING, (Span(said["heading"]),))
    blocks = [rich_text([heading] if found else [heading, Block(Kind.TEXT, (Span("\n" + said["empty"]),))])]
    blocks += [_line(one, now, language) for one in found[:MOST_ON_PAGE]]
    if (more := len(found) - MOST_ON_PAGE) > 0:
        blocks.append(_text(said["more"].format(more=more)))
    return [{"type": "divider"}, *blocks, _get(said, any_there=bool(found))]


def list_box(
    found: Sequence[Listed], now: datetime, language: str = "en", *, note: str = "", channel: str = ""
) -> Json:
    """All of them, with one sentence above where there is something to say. `channel`: where the person is."""
    said = words(language)["tips"]
    lines = [_line(one, now, language) for one in found[:_MOST_IN_BOX]] or [_text(said["list_empty"])]
    blocks = [*([_text(note)] if note else []), *lines, _get(said, any_there=bool(found))]
    return box(TIPS_LIST_VIEW, said["list_title"], blocks, language, private=channel)


def menu_value(deed: Deed, one: Subscription) -> str:
    """What a choice of the menu carries: what is to be skipped is named, so that two presses skip one."""
    slot = one.next.id if deed is Deed.SKIP and one.next else ""
    return f"{deed}|{one.id}|{slot}"


def menu_chosen(value: str) -> tuple[Deed, int, str] | None:
    """The same read back; None for anything else."""
    deed, _, rest = value.partition("|")
    number, _, slot = rest.partition("|")
    if deed not in set(Deed) or not number.isdecimal() or len(number) > 18:
        return None
    return Deed(deed), int(number), slot


async def _name(counter: Counter, person: Person, language: str) -> str:
    profile = await counter.people.profile(person)
    return profile.name or str(words(language)["tips"]["somebody"])


def _line(found: Listed, now: datetime, language: str) -> Json:
    one = found.one
    text = line(one, now, language, name=escaped(inert(found.name)))
    if isinstance(one.wanted.when.days, Cron):
        rule = str(one.wanted.when).removeprefix("cron ")
        text = text.replace(rule, f"`{rule}`", 1)  # its stars are no emphasis
    block: Json = {"type": "section", "block_id": f"tips-{one.id}"}
    block["text"] = {"type": "mrkdwn", "text": text[:_LONGEST_LINE], "verbatim": True}
    if found.theirs:
        block["accessory"] = _menu(one, now, words(language)["tips"])
    return block


def _menu(one: Subscription, now: datetime, said: Mapping[str, Any]) -> Json:
    paused = one.paused_until is not None and one.paused_until > now
    if not one.active:
        deeds = [Deed.RESUME, Deed.CHANGE, Deed.REMOVE]
    elif paused:
        deeds = [Deed.RESUME, Deed.CHANGE, Deed.PAUSE, Deed.STOP]
    else:
        deeds = [Deed.CHANGE, Deed.SKIP, Deed.PAUSE, Deed.STOP]
    options = [option(menu_value(deed, one), said[f"menu_{deed}"]) for deed in deeds]
    return {"type": "overflow", "action_id": TIPS_MENU, "options": options}


def _get(said: Mapping[str, Any], *, any_there: bool) -> Json:
    return {"type": "actions", "elements": [button(Button("", said["add" if any_there else "get"]), action=TIPS_GET)]}


def _text(text: str) -> Json:
    return {"type": "section", "text": plain_text(text, 3_000)}
