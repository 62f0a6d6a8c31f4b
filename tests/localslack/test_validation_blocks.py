"""Each block that Slack takes, on each surface that takes it."""

from typing import Any

import pytest

from bot.localslack.validation import Surface, block_problems

P = {"type": "plain_text", "text": "Ask Legitbot"}
M = {"type": "mrkdwn", "text": "*Ask* Legitbot"}
ONE = {"text": P, "value": "one"}
TWO = {"text": P, "value": "two"}
BUTTON = {"type": "button", "text": P, "action_id": "press", "value": "v", "style": "danger"}
PICTURE = {"type": "image", "image_url": "https://pictures.example/a.png", "alt_text": "A padlock"}
WORDS = {"type": "text", "text": "pay[.]example", "style": {"code": True}}
SECTION = {"type": "rich_text_section", "elements": [WORDS]}
RICH = {"type": "rich_text", "elements": [SECTION]}
CELL = {"type": "raw_text", "text": "Links"}
NUMBER = {"type": "raw_number", "value": 3, "text": "3"}
TASK = {"type": "task_card", "task_id": "t1", "title": "Read the mail", "status": "complete", "output": RICH}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "helped",
    "positive_button": {"text": P, "value": "yes"},
    "negative_button": {"text": P, "value": "no"},
}


def section(**fields: Any) -> dict[str, Any]:
    return {"type": "section", **fields}


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def asking(element: Any) -> dict[str, Any]:
    return {"type": "input", "label": P, "element": element}


def rich(*parts: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def inline(*elements: Any) -> dict[str, Any]:
    return rich({"type": "rich_text_section", "elements": list(elements)})


def chart(**fields: Any) -> dict[str, Any]:
    return {"type": "data_visualization", "title": "Checks", "chart": fields}


SERIES: dict[str, Any] = {"name": "Scams", "data": [{"label": "Mon", "value": 3}]}
AXES = {"categories": ["Mon"], "x_label": "Day"}

EVERYWHERE: dict[str, dict[str, Any]] = {
    "a section with text": section(text=M, block_id="b", expand=True),
    "a section with fields": section(fields=[P, M], accessory=BUTTON),
    "a section with a picture": section(text=M, accessory=PICTURE),
    "a divider": {"type": "divider"},
    "a header": {"type": "header", "text": {"type": "plain_text", "text": "x" * 150, "emoji": True}},
    "buttons": actions(BUTTON, {"type": "button", "text": P, "url": "mailto:desk@acme.example"}),
    "menus": actions(
        {"type": "static_select", "options": [ONE, TWO], "initial_option": TWO, "placeholder": P, "action_id": "s"},
        {"type": "overflow", "options": [{**ONE, "url": "https://acme.example"}]},
        {"type": "users_select", "initial_user": "U0ANN"},
        {"type": "conversations_select", "filter": {"include": ["im"]}},
        {"type": "checkboxes", "options": [{"text": M, "value": "m", "description": P}]},
        {"type": "radio_buttons", "options": [ONE, TWO], "initial_option": ONE},
        {"type": "datepicker", "initial_date": "2026-11-22"},
        {"type": "timepicker", "initial_time": "09:30"},
        {"type": "multi_static_select", "option_groups": [{"label": P, "options": [ONE]}], "initial_options": [ONE]},
    ),
    "a context": {"type": "context", "elements": [M, P, PICTURE]},
    "a question": asking({"type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": 3000}),
    "a picture of Slack's": {"type": "image", "slack_file": {"id": "F0PIC"}, "alt_text": "A padlock", "title": P},
    "a video": {
        "type": "video",
        "alt_text": "How to check",
        "title": P,
        "thumbnail_url": "https://v.example/t.png",
        "video_url": "https://v.example/v",
    },
    "all of rich text": rich(
        {
            "type": "rich_text_section",
            "elements": [
                WORDS,
                {"type": "link", "url": "https://acme.example", "text": "ours", "unsafe": True},
                {"type": "user", "user_id": "U0ANN"},
                {"type": "usergroup", "usergroup_id": "S0DESK"},
                {"type": "channel", "channel_id": "C0DESK"},
                {"type": "team", "team_id": "T0ACME"},
                {"type": "emoji", "name": "lock"},
                {"type": "broadcast", "range": "here"},
                {"type": "date", "timestamp": 1_790_000_000, "format": "{date_short}", "fallback": "today"},
                {"type": "color", "value": "#00FF00"},
            ],
        },
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [SECTION], "border": 1},
        {"type": "rich_text_quote", "elements": [WORDS]},
        {"type": "rich_text_preformatted", "elements": [WORDS], "border": 0},
    ),
    "a card": {"type": "card", "title": M, "body": M, "icon": PICTURE, "actions": [BUTTON]},
    "a carousel": {"type": "carousel", "elements": [{"type": "card", "title": M}]},
}
IN_MESSAGES: dict[str, dict[str, Any]] = {
    "feedback": {
        "type": "context_actions",
        "elements": [FEEDBACK, {"type": "icon_button", "icon": "trash", "text": P}],
    },
    "markdown": {"type": "markdown", "text": "x" * 12_000},
    "a table": {"type": "table", "rows": [[CELL, NUMBER], [RICH, CELL]], "column_settings": [{"align": "right"}]},
    "a data table": {"type": "data_table", "caption": "Links", "rows": [[CELL], [RICH]], "page_size": 10},
    "a pie": chart(type="pie", segments=[{"label": "Scams", "value": 3}]),
    "a line": chart(type="line", series=[SERIES], axis_config=AXES),
    "a plan": {"type": "plan", "title": "Checking", "tasks": [TASK]},
    "a task": {**TASK, "sources": [{"type": "url", "url": "https://acme.example", "text": "Our rules"}]},
    "a remote file": {"type": "file", "external_id": "x", "source": "remote"},
    "a container": {"type": "container", "title": P, "child_blocks": [section(text=M), actions(BUTTON)]},
    "a workflow": actions(
        {"type": "workflow_button", "text": P, "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1"}}}
    ),
}
IN_MODALS: dict[str, dict[str, Any]] = {
    "an alert": {"type": "alert", "text": M, "level": "warning"},
    "a number": asking({"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}),
    "files": asking({"type": "file_input", "filetypes": ["eml", "msg"], "max_files": 10}),
    "an address": asking(
        {"type": "email_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    ),
    "rich words": asking({"type": "rich_text_input", "initial_value": RICH, "min_lines": 1, "max_lines": 5}),
}


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_good_block_is_taken_on_every_surface(name: str, surface: Surface) -> None:
    assert block_problems([EVERYWHERE[name]], surface=surface) == []


@pytest.mark.parametrize("name", IN_MESSAGES)
def test_what_belongs_to_messages_is_refused_in_a_modal(name: str) -> None:
    assert block_problems([IN_MESSAGES[name]], surface="message") == []
    found = block_problems([IN_MESSAGES[name]], surface="modal")
    assert len(found) == 1 and "unsupported type: " in found[0]


@pytest.mark.parametrize("name", IN_MODALS)
def test_what_belongs_to_modals_is_refused_in_a_message(name: str) -> None:
    assert block_problems([IN_MODALS[name]], surface="modal") == []
    found = block_problems([IN_MODALS[name]], surface="message")
    assert len(found) == 1 and "unsupported type: " in found[0]


@pytest.mark.parametrize("kind", ["table", "data_table", "container", "data_visualization"])
def test_the_home_tab_takes_tables_and_charts(kind: str) -> None:
    [block] = [b for b in IN_MESSAGES.values() if b["type"] == kind][:1]
    assert block_problems([block], surface="home") == []
