"""The boxes that open over Slack: paste a mail, name its sender, choose settings, see what is kept, read."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import tomli

from bot.fronts.slack.blocks import Json, all_of, button, named, plain_text, question_before
from bot.fronts.slack.names import (
    ANSWER_VIEW,
    AUTOMATIC,
    FILES,
    FORGET,
    KEPT_VIEW,
    LANGUAGE,
    MAIL,
    PASTE_VIEW,
    PRIVATE,
    READING_VIEW,
    REGION,
    SENDER,
    SENDER_VIEW,
    SETTINGS_VIEW,
    VALUE,
)
from bot.fronts.slack.words import words
from bot.library.content import content_root
from bot.library.replies import Replies
from bot.reply.reply import Button, Reply

FILE_TYPES = ("eml", "msg", "txt", "pdf", "png", "jpg", "jpeg", "gif", "webp", "html", "ics", "zip")
LONGEST_MAIL = 3_000  # characters that Slack lets a person type into one field
_LONGEST_ADDRESS = 320  # RFC 3696: 64 before the @, 255 behind it
_LONGEST_PRIVATE = 3_000
_MOST_FILES = 5


def paste_box(private: str = "", language: str = "en", *, files: bool = True) -> Json:
    """Where a person pastes a mail. `private` comes back with it; `files=False` where files:read was not granted."""
    said = words(language)["paste"]
    blocks = [
        input_field(
            MAIL, said["mail"], text_field(said["mail_placeholder"], LONGEST_MAIL, lines=True), said["mail_hint"]
        ),
        input_field(SENDER, said["sender"], text_field(said["sender_placeholder"], _LONGEST_ADDRESS)),
    ]
    if files:
        field = {"type": "file_input", "filetypes": list(FILE_TYPES), "max_files": _MOST_FILES}
        blocks.append(input_field(FILES, said["files"], field, said["files_hint"]))
    return modal(PASTE_VIEW, said["title"], blocks, language, submit="check", private=private)


def sender_box(conversation: str, language: str = "en") -> Json:
    """Where a person names the sender of the mail of this conversation."""
    said = words(language)["sender"]
    field = text_field(said["placeholder"], _LONGEST_ADDRESS) | {"focus_on_load": True}
    blocks = [input_field(SENDER, said["label"], field, said["hint"], optional=False)]
    return modal(SENDER_VIEW, said["title"], blocks, language, submit="send", private=conversation)


def settings_box(values: Mapping[str, str], language: str = "en") -> Json:
    """Where a person chooses language ("auto", "en"), region ("auto", "gb") and private ("yes" or "")."""
    said = words(language)
    names = said["languages"]
    languages = {AUTOMATIC: said["settings"]["automatic"]} | {one: names.get(one, one) for one in Replies().languages}
    regions = {AUTOMATIC: said["settings"]["region_automatic"]} | dict(_regions())
    blocks = [
        input_field(
            LANGUAGE, said["settings"]["language"], _select(languages, values.get(LANGUAGE, "")), optional=False
        ),
        input_field(
            REGION, said["settings"]["region"], _select(regions, values.get(REGION, "")),
            said["settings"]["region_hint"], optional=False,
        ),
        input_field(
            PRIVATE, said["settings"]["private"],
            tick(said["settings"]["private_choice"], values.get(PRIVATE, "")),
        ),
    ]  # fmt: skip
    return modal(SETTINGS_VIEW, said["settings"]["title"], blocks, language, submit="save")


def reading_now(language: str = "en") -> Json:
    """What stands in the box after the mail was handed over."""
    said = words(language)["reading"]
    blocks = [{"type": "section", "text": plain_text(said["text"], 3_000)}]
    return modal(READING_VIEW, said["title"], blocks, language)


def long_answer(reply: Reply, language: str = "en") -> Json:
    """All of an answer that was too long for a message."""
    return modal(ANSWER_VIEW, words(language)["answer"]["title"], all_of(reply, language), language)


def kept_box(reply: Reply, language: str = "en", *, forget: bool = False) -> Json:
    """What is kept about a person, or what was deleted; `forget`: with the button that deletes it."""
    blocks = all_of(reply, language)
    if forget:
        blocks.append({"type": "actions", "elements": [forget_button(language)]})
    return modal(KEPT_VIEW, words(language)["kept"]["title"], blocks, language)


def forget_button(language: str = "en") -> Json:
    """ "Forget me", with a question before it. It carries nobody: whoever presses it is forgotten."""
    said = words(language)["forget"]
    asked = question_before(said) | {"style": "danger"}
    pressed = button(Button("", words(language)["home"]["forget"]), action=FORGET)
    return pressed | {"confirm": asked}  # not in red: it is not what the page is for


def modal(callback: str, title: str, blocks: list[Json], language: str, *, submit: str = "", private: str = "") -> Json:
    """A modal view. Raises ValueError where `private` is longer than Slack keeps."""
    if len(private) > _LONGEST_PRIVATE:
        raise ValueError(f"private_metadata holds {_LONGEST_PRIVATE} characters, not {len(private)}")
    box = words(language)["box"]
    view: Json = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, 24),
        "close": plain_text(box["cancel" if submit else "close"], 24),
        "blocks": named(blocks),
    }
    if submit:
        view["submit"] = plain_text(box[submit], 24)
    if private:
        view["private_metadata"] = private
    return view


def input_field(block_id: str, label: str, element: Json, hint: str = "", *, optional: bool = True) -> Json:
    """A field of a box, found again by `block_id` and VALUE."""
    block: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, 2_000),
        "element": {**element, "action_id": VALUE},
        "optional": optional,
    }
    return block | ({"hint": plain_text(hint, 2_000)} if hint else {})


def text_field(placeholder: str, most: int, *, lines: bool = False) -> Json:
    """Where a person types at most so many characters."""
    field: Json = {"type": "plain_text_input", "max_length": most, "placeholder": plain_text(placeholder, 150)}
    return field | ({"multiline": True} if lines else {})


def _select(choices: Mapping[str, str], chosen: str) -> Json:
    options = {value: option(value, label) for value, label in choices.items()}
    return {
        "type": "static_select",
        "options": [*options.values()][:100],
        "initial_option": options.get(chosen, options[AUTOMATIC]),
    }


def tick(label: str, chosen: str) -> Json:
    """A box to tick; `chosen` is "yes" or ""."""
    ticked = option("yes", label)
    return {"type": "checkboxes", "options": [ticked]} | ({"initial_options": [ticked]} if chosen == "yes" else {})


def option(value: str, label: str) -> Json:
    """One of several to choose from; Slack shows 75 characters of its label."""
    return {"text": plain_text(label, 75), "value": value}


@cache
def _regions() -> tuple[tuple[str, str], ...]:
    """(id, name) of the countries in reporting.toml; what helps anywhere is nothing to choose."""
    data: dict[str, Any] = tomli.loads((content_root() / "reporting.toml").read_text("utf-8"))
    return tuple((one["id"], one["name"]) for one in data["region"] if len(one["id"]) == 2)
