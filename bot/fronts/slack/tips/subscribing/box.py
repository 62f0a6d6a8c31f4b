"""The boxes for tips: set them up or change them, pause them, and one sentence in place of a box.

A newcomer sees whom it is for, what comes and when; all else stands behind "More choices".
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import time
from typing import Any

from bot.flows.tip_shapes import QUIZ, TIPS, Subscription, Wanted
from bot.fronts.slack.blocks import Json, button, plain_text
from bot.fronts.slack.payloads import Body, part, typed
from bot.fronts.slack.rich_text import rich_text
from bot.fronts.slack.tips.names import (
    AUDIENCE,
    COUNTRY,
    HOW_LONG,
    QUIET_FROM,
    QUIET_UNTIL,
    TIP_LANGUAGE,
    TIPS_MORE,
    TIPS_PAUSE_VIEW,
    TIPS_TOLD_VIEW,
    TIPS_VIEW,
    TIPS_WHOSE,
    TOPICS,
    UNTIL,
    WHAT,
    WHEN,
    WHERE,
    WHOSE,
    ZONE,
)
from bot.fronts.slack.tips.subscribing.framing import box
from bot.fronts.slack.views import input_field, option, text_field
from bot.fronts.slack.words import words
from bot.library.tips import Tips
from bot.reply.reply import Block, Button, Kind, Span
from bot.schedules import say
from bot.schedules.words import plain

ME, CHANNEL, NO_COUNTRY = "me", "channel", "none"
PAUSES = ("week", "month", "until")
_LONGEST_WHEN, _LONGEST_ZONE = 200, 60


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields a box has: it comes back with the box."""

    id: int = 0  # of the subscription that is changed; 0 for a new one
    whose: str = ME
    more: bool = False
    here: str = ""  # the channel where it was opened
    content: str = TIPS  # that a new one is to bring, as it was asked for

    @property
    def private(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the fields offer, and what holds where nothing is chosen."""

    tips: Tips
    zone: str  # the person's own
    language: str  # theirs
    country: str = ""  # theirs


def shape_of(body: Body) -> Shape:
    """The shape of the box that came back, with whom it is for now."""
    try:
        told = json.loads(part(body, "view").get("private_metadata") or "{}")
    except ValueError:
        told = {}
    known = told if isinstance(told, dict) else {}
    id_, here = known.get("id"), known.get("here")
    shape = Shape(
        id_ if isinstance(id_, int) else 0, str(known.get("whose") or ME), known.get("more") is True,
        here if isinstance(here, str) else "", QUIZ if known.get("content") == QUIZ else TIPS,
    )  # fmt: skip
    chosen = typed(body, WHOSE, TIPS_WHOSE, "selected_option")
    value = chosen.get("value") if isinstance(chosen, Mapping) else None
    return replace(shape, whose=value) if value in (ME, CHANNEL) and not shape.id else shape


def tips_box(shape: Shape, choices: Choices, one: Subscription | None = None) -> Json:
    """The box; `one` is what is changed."""
    said = words(choices.language)["tips"]
    wanted = one.wanted if one else None
    what = _what(wanted.content if wanted else shape.content, said)
    blocks = [*(_named(one) if one else _whose(shape, said)), what, _when(wanted, choices.language, said)]
    if shape.more:
        blocks += _more(wanted, shape, choices, said)
    else:
        blocks.append({"type": "actions", "elements": [button(Button("", said["more_choices"]), action=TIPS_MORE)]})
    title = said["title_change" if one else "title"]
    return box(TIPS_VIEW, title, blocks, choices.language, saves=True, private=shape.private)


def pause_box(one: Subscription, language: str = "en") -> Json:
    """How long nothing is to come."""
    said = words(language)["tips"]
    options = [option(value, said[f"how_long_{value}"]) for value in PAUSES]
    how_long: Json = {"type": "radio_buttons", "options": options, "initial_option": options[0]}
    blocks = [
        *_named(one),
        input_field(HOW_LONG, said["how_long"], how_long, optional=False),
        input_field(UNTIL, said["until"], {"type": "datepicker"}, said["until_hint"]),
    ]
    return box(TIPS_PAUSE_VIEW, said["pause_title"], blocks, language, saves=True, private=Shape(one.id).private)


def told_box(sentence: str, language: str = "en") -> Json:
    """One sentence in place of a box."""
    blocks = [{"type": "section", "text": plain_text(sentence, 3_000)}]
    return box(TIPS_TOLD_VIEW, words(language)["tips"]["list_title"], blocks, language)


def _named(one: Subscription | None) -> Iterator[Json]:
    """Which channel it is about; nothing for the person's own."""
    if one and not one.direct:
        shown = rich_text([Block(Kind.TEXT, (Span(" "),))])
        shown["elements"][0]["elements"] = [{"type": "channel", "channel_id": one.target}]
        yield shown


def _whose(shape: Shape, said: Mapping[str, Any]) -> Iterator[Json]:
    options = [option(value, said[f"whose_{value}"]) for value in (ME, CHANNEL)]
    chosen = options[1] if shape.whose == CHANNEL else options[0]
    field: Json = {"type": "radio_buttons", "options": options, "initial_option": chosen}
    block = input_field(WHOSE, said["whose"], field, optional=False)
    yield block | {"dispatch_action": True, "element": {**block["element"], "action_id": TIPS_WHOSE}}
    if shape.whose == CHANNEL:
        select: Json = {
            "type": "conversations_select",
            "placeholder": plain_text(said["where_placeholder"], 150),
            "filter": {"include": ["public", "private"]},
        }
        if shape.here and not shape.here.startswith("D"):
            select["initial_conversation"] = shape.here
        yield input_field(WHERE, said["where"], select, said["where_hint"], optional=False)


def _what(content: str, said: Mapping[str, Any]) -> Json:
    options = [option(value, said[f"what_{value}"]) for value in (TIPS, QUIZ)]
    chosen = options[1] if content == QUIZ else options[0]
    field: Json = {"type": "radio_buttons", "options": options, "initial_option": chosen}
    return input_field(WHAT, said["what"], field, said["what_hint"], optional=False)


def _when(wanted: Wanted | None, language: str, said: Mapping[str, Any]) -> Json:
    field = text_field(said["when_usual"], _LONGEST_WHEN)
    field["initial_value"] = say(wanted.when, language) if wanted else said["when_usual"]
    return input_field(WHEN, said["when"], field, said["when_hint"], optional=False)


def _more(wanted: Wanted | None, shape: Shape, choices: Choices, said: Mapping[str, Any]) -> Iterator[Json]:
    yield _zone(wanted, shape, choices, said)
    if len(choices.tips.languages) > 1:
        yield _language(wanted, choices, said)
    frame = choices.tips.words(choices.language)
    yield _several(TOPICS, frame["topics"], wanted.topics if wanted else frozenset(), said)
    yield _several(AUDIENCE, frame["audiences"], wanted.audience if wanted else frozenset(), said)
    quiet = wanted.calendar.quiet if wanted else None
    yield _hour(QUIET_FROM, said["quiet_from"], quiet[0] if quiet else None, "")
    yield _hour(QUIET_UNTIL, said["quiet_until"], quiet[1] if quiet else None, said["quiet_hint"])
    yield _country(wanted, choices, said)


def _zone(wanted: Wanted | None, shape: Shape, choices: Choices, said: Mapping[str, Any]) -> Json:
    field = text_field(said["zone_placeholder"], _LONGEST_ZONE)
    if wanted and not wanted.own_zone:
        field["initial_value"] = wanted.calendar.zone
    follows = shape.whose == ME and choices.zone and (wanted is None or wanted.own_zone)
    hint = said["zone_hint"].format(zone=choices.zone) if follows else said["zone_hint_plain"]
    return input_field(ZONE, said["zone"], field, hint)


def _language(wanted: Wanted | None, choices: Choices, said: Mapping[str, Any]) -> Json:
    names = words(choices.language)["languages"]
    options = [option(one, names.get(one, one)) for one in choices.tips.languages]
    chosen = wanted.language if wanted else choices.language
    initial = next((one for one in options if one["value"] == chosen), options[0])
    field: Json = {"type": "static_select", "options": options, "initial_option": initial}
    return input_field(TIP_LANGUAGE, said["language"], field)


def _several(name: str, names: Mapping[str, str], chosen: frozenset[str], said: Mapping[str, Any]) -> Json:
    which = "topics" if name == TOPICS else "audience"
    options = [option(value, label) for value, label in names.items()][:100]
    field: Json = {
        "type": "multi_static_select", "options": options,
        "placeholder": plain_text(said[f"{which}_placeholder"], 150),
    }  # fmt: skip
    if initial := [one for one in options if one["value"] in chosen]:
        field["initial_options"] = initial
    return input_field(name, said[which], field)


def _hour(name: str, label: str, at: time | None, hint: str) -> Json:
    return input_field(name, label, {"type": "timepicker"} | ({"initial_time": f"{at:%H:%M}"} if at else {}), hint)


def _country(wanted: Wanted | None, choices: Choices, said: Mapping[str, Any]) -> Json:
    """What was chosen elsewhere, such as a part of a country, can be kept."""
    known = words(choices.language)["countries"]
    now = wanted.calendar.country if wanted else ""
    by_name = dict(sorted(known.items(), key=lambda one: plain(one[1])))
    names = {NO_COUNTRY: said["country_none"]} | ({now: now} if now and now not in known else {}) | by_name
    options = [option(value, label) for value, label in names.items()]
    field: Json = {"type": "static_select", "options": options}
    field["placeholder"] = plain_text(said["country_placeholder"], 150)
    if wanted:
        field["initial_option"] = next(one for one in options if one["value"] == (now or NO_COUNTRY))
    return input_field(COUNTRY, said["country"], field, said["country_hint"])
