"""The form in which a company writes a tip of its own, and the page that is made of it: as a file would stand."""

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.fronts.slack.blocks import Json, plain_text
from bot.fronts.slack.names import VALUE
from bot.fronts.slack.payloads import Body, typed
from bot.fronts.slack.rich_text import one_line
from bot.fronts.slack.tips.desk.frame import desk_words
from bot.fronts.slack.tips.names import (
    DESK_AUDIENCE,
    DESK_MORE,
    DESK_OWN_VIEW,
    DESK_SCAMS,
    DESK_TEXT,
    DESK_TITLE,
    DESK_TOPIC,
)
from bot.fronts.slack.views import input_field, modal, option, text_field
from bot.library.front_matter import PageBroken, page_of
from bot.library.mistake import Mistake
from bot.library.scams import Scams
from bot.library.tip_facts import AUDIENCES
from bot.library.tip_files import parts
from bot.library.tips import Tips

LONGEST_TITLE, LONGEST_TIP, LONGEST_MORE = 80, 600, 1_500  # characters
LONGEST_ID = 60
_FIELDS = (DESK_TITLE, DESK_TEXT, DESK_MORE, DESK_TOPIC, DESK_SCAMS, DESK_AUDIENCE)  # named as the facts of a file
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RULE = re.compile(r"-{3,}")


@dataclass(frozen=True, slots=True)
class Written:
    """A tip as it is typed."""

    title: str = ""
    text: str = ""
    more: str = ""
    topic: str = ""
    scams: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()

    def page(self) -> str:
        """As a file in messages/en/tips would stand. Each typed line is a paragraph."""
        facts = [f"topic = {json.dumps(self.topic)}"]  # ids of ours: letters, digits and hyphens
        facts += [f"{name} = {json.dumps(list(ids))}" for name, ids in self._lists() if ids]
        text, more = ("\n\n".join(_lines(one)) for one in (self.text, self.more))
        page = "\n".join(["+++", *facts, "+++", f"# {self.title}", "", text, "", "---", "", more, ""])
        return page.encode("utf-8", "replace").decode()  # JSON can carry half a character, which no file can hold

    def _lists(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        return ((DESK_SCAMS, self.scams), (DESK_AUDIENCE, self.audience))


def written_of(text: str) -> Written:
    """What a page says; an empty form where it cannot be read."""
    try:
        page = page_of(text)
    except PageBroken:
        return Written()
    title, tip, more = parts(page.words)
    scams, audience = (tuple(map(str, page.facts.get(one, ()))) for one in (DESK_SCAMS, DESK_AUDIENCE))
    return Written(title, tip, more, str(page.facts.get(DESK_TOPIC, "")), scams, audience)


def own_form(tips: Tips, scams: Scams, filled: Written, language: str = "en", *, private: str = "") -> Json:
    """The box; `private` comes back with it: which tip is changed."""
    words = desk_words(language)["form"]
    topics = {one.id: one.name(language) for one in tips.topics}
    kinds = sorted(tips.known.names("scams"))
    names = {one: (found.name if (found := scams.get(one)) else one) for one in kinds}
    audience = {one: tips.words(language)["audiences"].get(one, one) for one in AUDIENCES}
    topic = _picked("static_select", topics, [filled.topic], words["topic_placeholder"])
    about = _picked("multi_static_select", names, filled.scams, words["scams_placeholder"])
    blocks = [
        _text(DESK_TITLE, words["name"], filled.title, words, "name", LONGEST_TITLE),
        _text(DESK_TEXT, words["text"], filled.text, words, "text", LONGEST_TIP),
        _text(DESK_MORE, words["more"], filled.more, words, "more", LONGEST_MORE),
        input_field(DESK_TOPIC, words["topic"], topic, optional=False),
        input_field(DESK_SCAMS, words["scams"], about, words["scams_hint"]),
        input_field(
            DESK_AUDIENCE, words["audience"], _picked("checkboxes", audience, filled.audience), words["audience_hint"]
        ),
    ]
    return modal(DESK_OWN_VIEW, words["title"], blocks, language, submit="save", private=private)


def written_typed(body: Body) -> Written:
    """What stands in the form."""
    title, text, more = (str(typed(body, one, VALUE) or "") for one in (DESK_TITLE, DESK_TEXT, DESK_MORE))
    topic = _values([typed(body, DESK_TOPIC, VALUE, "selected_option")])
    scams, audience = (_values(typed(body, one, VALUE, "selected_options")) for one in (DESK_SCAMS, DESK_AUDIENCE))
    return Written(one_line(title).lstrip("# "), text, more, "".join(topic[:1]), scams, audience)


def form_errors(written: Written, mistakes: Sequence[Mistake], language: str = "en") -> dict[str, str]:
    """One sentence for each field with a mistake."""
    words = desk_words(language)["form"]
    errors = {field: words["empty"] for field in (DESK_TITLE, DESK_TEXT, DESK_MORE) if not _has(written, field)}
    if len(_lines(written.text)) > 1:
        errors[DESK_TEXT] = words["one_paragraph"]
    for one in mistakes:
        field = one.field if one.field in _FIELDS else DESK_TITLE
        errors.setdefault(field, _sentence(one.write))
    return errors


def id_for(title: str, taken: Collection[str]) -> str:
    """A name made from the title, which no other tip has: one with the same name would take its place."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:LONGEST_ID].strip("-") or "our-tip"
    number, found = 2, base
    while found in taken:
        number, found = number + 1, f"{base}-{number}"
    return found


def _text(block: str, label: str, value: str, words: Mapping[str, str], name: str, most: int) -> Json:
    field = text_field(words[f"{name}_placeholder"], most, lines=block != DESK_TITLE)
    if value:
        field["initial_value"] = value[:most]
    return input_field(block, label, field, words[f"{name}_hint"], optional=False)


def _picked(kind: str, choices: Mapping[str, str], chosen: Collection[str], placeholder: str = "") -> Json:
    options = {value: option(value, label) for value, label in choices.items()}
    there = [options[one] for one in chosen if one in options]
    field: Json = {"type": kind, "options": [*options.values()][:100]}
    if placeholder:
        field["placeholder"] = plain_text(placeholder, 150)
    if there:
        field |= {"initial_option": there[0]} if kind == "static_select" else {"initial_options": there}
    return field


def _values(options: Any) -> tuple[str, ...]:
    given = [str(one.get("value") or "") for one in options or () if isinstance(one, Mapping)]
    return tuple(one for one in given if _NAME.fullmatch(one))


def _lines(text: str) -> list[str]:
    """The typed lines in which something stands; a line of dashes would end the tip."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not _RULE.fullmatch(line)]


def _has(written: Written, field: str) -> bool:
    return bool(written.title if field == DESK_TITLE else _lines(written.text if field == DESK_TEXT else written.more))


def _sentence(write: str) -> str:
    return f"{write[:1].upper()}{write[1:].rstrip('.')}."
