"""The state of a view or a message: what stands in each of its inputs, in the form that Slack reports."""

from collections.abc import Iterator
from typing import Any

from bot.localslack.happenings.names import elements_of, every_block

_ONE = {"static_select", "external_select", "radio_buttons"}
_MANY = {"multi_static_select", "multi_external_select", "checkboxes"}
_PICKED = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
    "rich_text_input": "rich_text_value",
}
_TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
_START = {
    "plain_text_input": "initial_value",
    "email_text_input": "initial_value",
    "url_text_input": "initial_value",
    "number_input": "initial_value",
    "rich_text_input": "initial_value",
    "static_select": "initial_option",
    "external_select": "initial_option",
    "radio_buttons": "initial_option",
    "checkboxes": "initial_options",
    "multi_static_select": "initial_options",
    "multi_external_select": "initial_options",
    "users_select": "initial_user",
    "multi_users_select": "initial_users",
    "conversations_select": "initial_conversation",
    "multi_conversations_select": "initial_conversations",
    "channels_select": "initial_channel",
    "multi_channels_select": "initial_channels",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
}


def elements(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every interactive element with the block it stands in."""
    for block in every_block(blocks):
        for element in elements_of(block):
            if "action_id" in element:
                yield block, element


def holds_state(element: dict[str, Any]) -> bool:
    """Whether this element is an input; a button is none."""
    kind = element.get("type")
    return kind in _TYPED or kind in _ONE or kind in _MANY or kind in _PICKED


def empty_values(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """`state.values` of blocks that nobody has touched: their initial values."""
    values: dict[str, dict[str, Any]] = {}
    for block, element in elements(blocks):
        if holds_state(element):
            start = element.get(_START.get(str(element["type"]), ""))
            values.setdefault(block["block_id"], {})[element["action_id"]] = _state(element, start)
    return values


def value_of(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """The state of one element that was given a value: words, an option's value, ids, a date."""
    kind = element["type"]
    if kind in _ONE and isinstance(value, str):
        value = _option(element, value)
    elif kind in _MANY and isinstance(value, list | tuple):
        value = [_option(element, one) if isinstance(one, str) else one for one in value]
    return _state(element, value)


def _state(element: dict[str, Any], value: Any) -> dict[str, Any]:
    kind = str(element["type"])
    if kind in _ONE:
        return {"type": kind, "selected_option": value}
    if kind in _MANY:
        return {"type": kind, "selected_options": value or []}
    if kind in _PICKED:
        many = _PICKED[kind].endswith("s") and kind != "file_input"
        return {"type": kind, _PICKED[kind]: value if value is not None else ([] if many else None)}
    return {"type": kind, "value": None if value == "" else value}


def _option(element: dict[str, Any], value: str) -> dict[str, Any]:
    grouped = [one for group in element.get("option_groups") or [] for one in group["options"]]
    for option in [*(element.get("options") or []), *grouped]:
        if option.get("value") == value:
            return dict(option)
    if element["type"] in ("external_select", "multi_external_select"):
        return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    raise LookupError(f"{element['action_id']} has no option {value!r}")
