"""Things to press, pick and fill in: what each must hold, and which surfaces know it.

Limits: docs.slack.dev/reference/block-kit/block-elements, one page each; the surfaces stand in those pages too.
"""

from collections.abc import Iterator, Mapping

from bot.localslack.validation.checks import (
    Check,
    array,
    at_least_one,
    boolean,
    matching,
    not_both,
    number,
    one_of,
    problem,
    record,
    string,
)
from bot.localslack.validation.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    IMAGE,
    LINK,
    NAME,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    RICH_OPTION,
    TYPE,
    WEB,
    among_options,
    plain_text,
)
from bot.localslack.validation.rich_text import RICH_TEXT

_ACTION: Mapping[str, Check] = {"action_id": NAME}
_ASKED: Mapping[str, Check] = {**_ACTION, "confirm": CONFIRM}
_FOCUS: Mapping[str, Check] = {"focus_on_load": boolean}
_HINT: Mapping[str, Check] = {"placeholder": plain_text(150)}
_PICKED: Mapping[str, Check] = {**_ASKED, **_FOCUS, **_HINT}
_TYPED: Mapping[str, Check] = {**_ACTION, **_FOCUS, **_HINT, "dispatch_action_config": DISPATCH}
_STYLE = one_of("primary", "danger")
_LABEL = string(75)  # accessibility_label
_ID = string(at_least=1)
_SEVERAL: Mapping[str, Check] = {**_PICKED, "max_selected_items": number(1)}
_CONVERSATION: Mapping[str, Check] = {"default_to_current_conversation": boolean, "filter": FILTER}
_RESPONSE: Mapping[str, Check] = {"response_url_enabled": boolean}
_DECIMAL = matching(r"-?\d+(\.\d+)?")


def _min_under_max(low: str, high: str) -> Check:
    def check(value: object, at: str) -> Iterator[str]:
        if isinstance(value, dict) and low in value and high in value and float(value[low]) > float(value[high]):
            yield problem(f"`{low}` must not be greater than `{high}`", f"{at}/{low}")

    return check


def _menu(initial: str, more: Mapping[str, Check]) -> Check:
    return record(
        TYPE,
        {
            **more,
            "options": array(PLAIN_OPTION, 100, at_least=1),
            "option_groups": array(OPTION_GROUP, 100, at_least=1),
        },
        at_least_one("options", "option_groups", told="missing required field: options"),
        not_both("options", "option_groups"),
        among_options(initial),
    )


_FEEDBACK = record(
    {"text": plain_text(75), "value": string(2000)},
    {"accessibility_label": _LABEL},
)
_TRIGGER = record(
    {"url": WEB},
    {"customizable_input_parameters": array(record({"name": string(at_least=1), "value": string()}, {}))},
)

ELEMENTS: dict[str, Check] = {
    "button": record(
        {**TYPE, "text": plain_text(75)},
        {**_ASKED, "url": LINK, "value": string(2000), "style": _STYLE, "accessibility_label": _LABEL},
    ),
    "workflow_button": record(
        {**TYPE, "text": plain_text(75), "workflow": record({"trigger": _TRIGGER}, {})},
        {**_ASKED, "style": _STYLE, "accessibility_label": _LABEL},
    ),
    "checkboxes": record(
        {**TYPE, "options": array(RICH_OPTION, 10, at_least=1)},
        {**_ASKED, **_FOCUS, "initial_options": array(RICH_OPTION, 10, at_least=1)},
        among_options("initial_options"),
    ),
    "radio_buttons": record(
        {**TYPE, "options": array(RICH_OPTION, 10, at_least=1)},
        {**_ASKED, **_FOCUS, "initial_option": RICH_OPTION},
        among_options("initial_option"),
    ),
    "overflow": record({**TYPE, "options": array(OVERFLOW_OPTION, 5, at_least=1)}, _ASKED),
    "datepicker": record(TYPE, {**_PICKED, "initial_date": matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")}),
    "timepicker": record(
        TYPE, {**_PICKED, "initial_time": matching(r"([01]\d|2[0-3]):[0-5]\d"), "timezone": string(at_least=1)}
    ),
    "datetimepicker": record(TYPE, {**_ASKED, **_FOCUS, "initial_date_time": number(10**9, 10**10 - 1)}),
    "static_select": _menu("initial_option", {**_PICKED, "initial_option": PLAIN_OPTION}),
    "external_select": record(TYPE, {**_PICKED, "initial_option": PLAIN_OPTION, "min_query_length": number(0)}),
    "users_select": record(TYPE, {**_PICKED, "initial_user": _ID}),
    "conversations_select": record(TYPE, {**_PICKED, **_CONVERSATION, **_RESPONSE, "initial_conversation": _ID}),
    "channels_select": record(TYPE, {**_PICKED, **_RESPONSE, "initial_channel": _ID}),
    "multi_static_select": _menu("initial_options", {**_SEVERAL, "initial_options": array(PLAIN_OPTION, at_least=1)}),
    "multi_external_select": record(
        TYPE, {**_SEVERAL, "initial_options": array(PLAIN_OPTION, at_least=1), "min_query_length": number(0)}
    ),
    "multi_users_select": record(TYPE, {**_SEVERAL, "initial_users": array(_ID)}),
    "multi_conversations_select": record(TYPE, {**_SEVERAL, **_CONVERSATION, "initial_conversations": array(_ID)}),
    "multi_channels_select": record(TYPE, {**_SEVERAL, "initial_channels": array(_ID)}),
    "plain_text_input": record(
        TYPE,
        {
            **_TYPED,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
        _min_under_max("min_length", "max_length"),
    ),
    "email_text_input": record(TYPE, {**_TYPED, "initial_value": string()}),
    "url_text_input": record(TYPE, {**_TYPED, "initial_value": string()}),
    "number_input": record(
        {**TYPE, "is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": _DECIMAL, "min_value": _DECIMAL, "max_value": _DECIMAL},
        _min_under_max("min_value", "max_value"),
    ),
    "rich_text_input": record(
        TYPE,
        {**_TYPED, "initial_value": RICH_TEXT, "min_lines": number(1, 100), "max_lines": number(1, 100)},
        _min_under_max("min_lines", "max_lines"),
    ),
    "file_input": record(TYPE, {**_ACTION, "filetypes": array(_ID, at_least=1), "max_files": number(1, 10)}),
    "feedback_buttons": record({**TYPE, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION),
    "icon_button": record(
        {**TYPE, "icon": string(at_least=1), "text": plain_text(75)},
        {**_ASKED, "value": string(2000), "accessibility_label": _LABEL, "visible_to_user_ids": array(_ID)},
    ),
    "image": IMAGE,
}

# Where an element's page names fewer than all surfaces.
SURFACES: dict[str, tuple[str, ...]] = {
    "workflow_button": ("message",),
    "datetimepicker": ("message", "modal"),
    "rich_text_input": ("modal", "home"),
    "email_text_input": ("modal",),
    "url_text_input": ("modal",),
    "number_input": ("modal",),
    "file_input": ("modal",),
}

_SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select"))
_PICKERS = ("checkboxes", "radio_buttons", "datepicker", "timepicker", *_SELECTS)
_PRESSED = ("button", "workflow_button", "overflow")
IN_ACTIONS = (*_PRESSED, *_PICKERS, "datetimepicker", "rich_text_input")
IN_SECTION = (*_PRESSED, *_PICKERS, "image")
IN_INPUT = (
    *_PICKERS,
    *("datetimepicker", "plain_text_input", "rich_text_input", "email_text_input"),
    *("url_text_input", "number_input", "file_input"),
)
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")


def elements(names: tuple[str, ...], surface: str) -> dict[str, Check]:
    """Those of these elements that the surface knows, with their checks."""
    return {name: ELEMENTS[name] for name in names if surface in SURFACES.get(name, (surface,))}
