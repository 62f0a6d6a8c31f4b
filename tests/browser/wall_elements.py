"""Blocks with everything that can be pressed, picked or filled in."""

from tests.browser.block_kit import Json, element, input_block, line, option, plain, rich, section, words

_FRUIT = [option("Apple"), option("Banana", "yellow and bent"), option("Cherry")]
_GROUPS = [{"label": plain("Fruit"), "options": _FRUIT}, {"label": plain("Roots"), "options": [option("Carrot")]}]
_CONFIRM = {
    "title": plain("Are you sure?"),
    "text": plain("This cannot be taken back."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
    "style": "danger",
}
BUTTONS: list[Json] = [
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            element("button", "plain", text=plain("Plain"), value="one"),
            element("button", "primary", text=plain("Go :rocket:"), style="primary", value="two"),
            element("button", "danger", text=plain("Delete"), style="danger", confirm=_CONFIRM),
            element("button", "link", text=plain("Help page"), url="https://help.example/", value="three"),
            element("button", "told", text=plain("..."), accessibility_label="More about this mail"),
            element("overflow", options=[*_FRUIT, option("Help") | {"url": "https://help.example/"}]),
        ],
    },
    section("A button beside words", element("button", "beside", text=plain("Press"), value="beside"), "beside"),
]

PICKERS: list[Json] = [
    {
        "type": "actions",
        "block_id": "pickers",
        "elements": [
            element("static_select", options=_FRUIT, placeholder=plain("Pick a fruit")),
            element("static_select", "grouped", option_groups=_GROUPS, initial_option=_FRUIT[1]),
            element("external_select", placeholder=plain("Type a name")),
            element("users_select", placeholder=plain("Pick a person")),
            element("conversations_select", filter={"include": ["public", "im"]}),
            element("channels_select"),
            element("datepicker", initial_date="2026-11-03"),
            element("timepicker", initial_time="14:05"),
            element("checkboxes", options=_FRUIT, initial_options=[_FRUIT[0]]),
            element("radio_buttons", options=_FRUIT, initial_option=_FRUIT[2]),
        ],
    },
    section("Several fruits", element("multi_static_select", options=_FRUIT, max_selected_items=2), "many-fruits"),
    section("Several of a group", element("multi_static_select", "groups", option_groups=_GROUPS), "many-groups"),
    section("Several people", element("multi_users_select"), "many-people"),
    section("Several conversations", element("multi_conversations_select"), "many-conversations"),
    section("Several channels", element("multi_channels_select"), "many-channels"),
    section("Several names", element("multi_external_select", initial_options=[_FRUIT[0]]), "many-names"),
]

IN_MESSAGES: list[Json] = [
    {
        "type": "actions",
        "block_id": "message-only",
        "elements": [
            element("datetimepicker", initial_date_time=1793701200),
            element(
                "workflow_button",
                text=plain("Start the workflow"),
                workflow={"trigger": {"url": "https://slack.com/shortcuts/Ft012/x"}},
            ),
        ],
    },
    {
        "type": "context_actions",
        "block_id": "opinions",
        "elements": [
            element(
                "feedback_buttons",
                positive_button={"text": plain("Helpful"), "value": "yes"},
                negative_button={"text": plain("Not helpful"), "value": "no", "accessibility_label": "Did not help me"},
            ),
            element("icon_button", icon="trash", text=plain("Throw away"), value="away"),
        ],
    },
    {"type": "file", "external_id": "remote-file-17", "source": "remote"},
]

INPUTS: list[Json] = [
    input_block("Your name", element("plain_text_input", placeholder=plain("Ann Example"), focus_on_load=True)),
    input_block(
        "The mail",
        element("plain_text_input", "lines", multiline=True, min_length=5, max_length=100, initial_value="Hello"),
        hint=plain("Copy all of it, from the first line to the last."),
    ),
    input_block(
        "Search",
        element(
            "plain_text_input",
            "search",
            dispatch_action_config={"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
        ),
        dispatch_action=True,
        optional=True,
    ),
    input_block("Email", element("email_text_input")),
    input_block("Web page", element("url_text_input"), optional=True),
    input_block(
        "How many", element("number_input", is_decimal_allowed=False, min_value="1", max_value="9"), optional=True
    ),
    input_block("Your words", element("rich_text_input", initial_value=rich(line(words("a "), words("b", bold=True))))),
    input_block("Files", element("file_input", filetypes=["eml", "txt"], max_files=2), hint=plain("Two at most.")),
    input_block("One fruit", element("static_select", options=_FRUIT, initial_option=_FRUIT[0])),
    input_block("From elsewhere", element("external_select"), optional=True),
    input_block("Who", element("users_select")),
    input_block("Where", element("conversations_select", default_to_current_conversation=True)),
    input_block("Which channel", element("channels_select")),
    input_block("Fruits", element("multi_static_select", options=_FRUIT)),
    input_block("Names", element("multi_external_select"), optional=True),
    input_block("People", element("multi_users_select"), optional=True),
    input_block("Conversations", element("multi_conversations_select"), optional=True),
    input_block("Channels", element("multi_channels_select"), optional=True),
    input_block("Tick some", element("checkboxes", options=_FRUIT), optional=True),
    input_block("Tick one", element("radio_buttons", options=_FRUIT), hint=plain("One of the three.")),
    input_block("Day", element("datepicker")),
    input_block("Time", element("timepicker"), optional=True),
    input_block("Day and time", element("datetimepicker"), optional=True),
]
