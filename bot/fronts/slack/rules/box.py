"""The box in which an administrator changes the company's rules, and what it says when that cannot be."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.flows.shapes import OwnRules
from bot.fronts.slack.blocks import Json, plain_text
from bot.fronts.slack.names import RULES_TOLD_VIEW, RULES_VIEW
from bot.fronts.slack.rules.page import day_said, entries_of
from bot.fronts.slack.views import input_field, modal, text_field, tick
from bot.fronts.slack.words import words
from bot.library.organisation import Organisation
from bot.library.rule_texts import LONGEST_TEXT, MARK, written
from bot.library.spelling import MOST_WORDS

TEXTS = ("own_domains", "trusted_servers", "trusted_senders", "suppliers", "impersonated", "exercise_senders",
         "security_words")  # fmt: skip  # rules that are typed, and shown as they were
CHANNEL = "security_channel"
NO_MARK = "no_mark"  # the field to take the mark away
_LONGEST_MARK = 200


def rules_box(own: OwnRules, everybodys: Organisation, now: datetime, language: str = "en") -> Json:
    """The company's own rules to change; `now` in the person's zone. What is set for everybody stands beside them."""
    said = words(language)
    fields = {name: _text(name, own, everybodys, said) for name in TEXTS}
    mark = [*_mark(own, everybodys, now, said)]
    words_of_team = fields.pop("security_words")
    senders = fields.pop("exercise_senders")
    blocks = [*fields.values(), *mark, senders, _channel(own, everybodys, said), words_of_team]
    return modal(RULES_VIEW, said["rules"]["title"], blocks, language, submit="save", private=str(own.version))


def told_box(what: str, language: str = "en") -> Json:
    """One sentence in place of the box: "refused", "unsure" or "meanwhile"."""
    said = words(language)["rules"]
    return modal(RULES_TOLD_VIEW, said["title"], [{"type": "section", "text": plain_text(said[what], 3_000)}], language)


def _text(name: str, own: OwnRules, everybodys: Organisation, said: Mapping[str, Any]) -> Json:
    alone = name == "security_words"
    field = text_field(said["rule_examples"][name], MOST_WORDS if alone else LONGEST_TEXT, lines=True)
    if text := written(own.rules, name):
        field["initial_value"] = text
    return input_field(name, said["rule_names"][name], field, _hint(name, said["rule_hints"][name], everybodys, said))


def _mark(own: OwnRules, everybodys: Organisation, now: datetime, said: Mapping[str, Any]) -> Iterator[Json]:
    """Never what it is: whoever opens the box may be another administrator than who planted it."""
    hint = said["rule_hints"][MARK]
    if own.mark_set_at:
        hint = said["rule_hints"]["exercise_mark_set"].format(day=day_said(own.mark_set_at, now, said))
    field = text_field(said["rule_examples"][MARK], _LONGEST_MARK)
    yield input_field(MARK, said["rule_names"][MARK], field, _hint(MARK, hint, everybodys, said))
    if own.rules.exercise_mark:
        boxes = said["rule_boxes"]
        yield input_field(NO_MARK, boxes["no_mark_name"], tick(boxes[NO_MARK], ""))


def _channel(own: OwnRules, everybodys: Organisation, said: Mapping[str, Any]) -> Json:
    """One channel of this company alone; of several that may be chosen, as a list of one can be emptied again."""
    field: Json = {
        "type": "multi_conversations_select",
        "max_selected_items": 1,
        "placeholder": plain_text(said["rule_examples"][CHANNEL], 150),
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    if own.rules.security_channel:
        field["initial_conversations"] = [own.rules.security_channel]
    hint = _hint(CHANNEL, said["rule_hints"][CHANNEL], everybodys, said)
    return input_field(CHANNEL, said["rule_names"][CHANNEL], field, hint)


def _hint(name: str, hint: str, everybodys: Organisation, said: Mapping[str, Any]) -> str:
    entries = entries_of(everybodys, name, said)
    return f"{hint} {said['rules']['everybodys_hint'].format(entries=entries)}" if entries else hint
