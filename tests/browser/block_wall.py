"""Every block and element of Block Kit in one place, so that the page can be looked at, and tested, as a whole.

`WALL` holds named lists of blocks; `SURFACES` says where each of them may stand. All are valid for their surface.
"""

from typing import Any

Json = dict[str, Any]

_TINY = {"type": "image", "image_url": "https://pictures.example/fox.png", "alt_text": "a fox"}


def plain(text: str) -> Json:
    """A text object without markup."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A text object with Slack's markup."""
    return {"type": "mrkdwn", "text": text}


def option(name: str, detail: str = "") -> Json:
    """A choice whose value is its name in small letters."""
    return {"text": plain(name), "value": name.lower()} | ({"description": plain(detail)} if detail else {})


def _words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def _line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def _list(style: str, *lines: str, indent: int = 0, border: int = 0) -> Json:
    items = [_line(_words(line)) for line in lines]
    return {"type": "rich_text_list", "style": style, "indent": indent, "border": border, "elements": items}


def _rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def _element(kind: str, name: str = "", **more: Any) -> Json:
    return {"type": kind, "action_id": f"{name or kind}-id", **more}


def _section(text: str, accessory: Json | None = None, block_id: str = "") -> Json:
    block: Json = {"type": "section", "text": mrkdwn(text)}
    return block | ({"accessory": accessory} if accessory else {}) | ({"block_id": block_id} if block_id else {})


def _input(label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": f"in-{element['action_id']}",
        "label": plain(label),
        "element": element,
        **more,
    }


_FRUIT = [option("Apple"), option("Banana", "yellow and bent"), option("Cherry")]
_GROUPS = [{"label": plain("Fruit"), "options": _FRUIT}, {"label": plain("Roots"), "options": [option("Carrot")]}]
_CONFIRM = {
    "title": plain("Are you sure?"),
    "text": plain("This cannot be taken back."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
    "style": "danger",
}
_RIGHT_TO_LEFT = "Right-to-left \u202egnp.exe\u202c and \u05e9\u05dc\u05d5\u05dd"
_ZALGO = "Z" + "\u0300\u0301\u0302\u0303\u0304\u0305" * 20 + "algo"

_RICH_TEXT: list[Json] = [
    _rich(
        _line(
            *(_words("Words, "), _words("bold", bold=True), _words(", "), _words("italic", italic=True), _words(", ")),
            *(_words("struck", strike=True), _words(", "), _words("code", code=True), _words(", ")),
            *(_words("underlined", underline=True), _words(" and "), _words("two at once", bold=True, italic=True)),
            _words(".\nA second line with <b>no markup</b>, *no bold* and &amp; as it is."),
        ),
        _line(
            {"type": "link", "url": "https://help.example/page", "text": "a help page"},
            _words(", "),
            {"type": "link", "url": "mailto:ann@firm.example"},
            _words(", "),
            {"type": "link", "url": "tel:+18035550142", "text": "a phone number"},
            _words(", "),
            {"type": "user", "user_id": "U0NOBODY"},
            _words(", "),
            {"type": "usergroup", "usergroup_id": "S0NOBODY"},
            _words(", "),
            {"type": "channel", "channel_id": "C0NOWHERE"},
            _words(", "),
            {"type": "team", "team_id": "T0NOBODY"},
            _words(", "),
            {"type": "emoji", "name": "wave"},
            {"type": "emoji", "name": "thumbsup", "unicode": "1f44d-1f3fd"},
            {"type": "emoji", "name": "our-own-fox"},
            _words(", "),
            {"type": "broadcast", "range": "here"},
            _words(", "),
            {"type": "date", "timestamp": 1720710212, "format": "{date_num} at {time}", "fallback": "a day in July"},
            _words(", "),
            {"type": "color", "value": "#2EB67D"},
        ),
    ),
    _rich(
        _list("ordered", "First", "Second"),
        _list("bullet", "Below the second", "And another", indent=1),
        _list("ordered", "Deep down", indent=2),
        _list("bullet", "With a bar at its side", border=1),
        {"type": "rich_text_quote", "elements": [_words("Somebody said this\non two lines.")]},
        {"type": "rich_text_quote", "elements": [_words("And this in a frame.")], "border": 1},
        {"type": "rich_text_preformatted", "elements": [_words("for one in many:\n    print(one)")], "border": 0},
        {
            "type": "rich_text_preformatted",
            "elements": [_words("curl "), {"type": "link", "url": "https://help.example/x"}],
            "border": 1,
        },
    ),
]

_TEXTS: list[Json] = [
    {"type": "header", "text": plain("A heading :wave:")},
    _section("*Bold* _italic_ ~struck~ `code` and _*both*_; snake_case_stays, 2*3*4 too.\nA second line."),
    _section(
        "<https://help.example/page|A page>, <mailto:ann@firm.example|ann>, https://bare.example/a_b_c.\n"
        "<@U0NOBODY> <#C0NOWHERE|nowhere> <!here> <!subteam^S0NOBODY|@helpers> :tada: :our-own-fox:\n"
        "&lt;b&gt; &amp;amp; <!date^1720710212^{date_num}^https://help.example/|a day in July>"
    ),
    _section("> A quote\n> on two lines\nWords\n• one\n• two\n```\n*not bold*\n  indented\n```\nThe end."),
    {"type": "section", "text": plain("Plain: *not bold* <https://help.example|no link> :warning:"), "expand": True},
    {"type": "section", "text": {"type": "mrkdwn", "text": "https://not-a-link.example stays words", "verbatim": True}},
    {
        "type": "section",
        "fields": [mrkdwn("*From*\nann@firm.example"), plain("Two"), mrkdwn("*Three*\n3"), plain("Four")],
    },
    {"type": "divider"},
    {"type": "context", "elements": [_TINY, mrkdwn("Small *words*"), plain("and more of them")]},
    {"type": "section", "text": mrkdwn("A picture beside words"), "accessory": _TINY},
    {"type": "image", **{k: v for k, v in _TINY.items() if k != "type"}, "title": plain("A fox, from elsewhere")},
    {"type": "image", "slack_file": {"id": "F0NOTHERE"}, "alt_text": "a file that is gone"},
]

_HOSTILE: list[Json] = [
    {"type": "section", "text": plain("<img src=x onerror=alert(1)><script>alert(2)</script>")},
    _section("<javascript:alert(1)|press me> <data:text/html,x|or me> <file:///etc/passwd|or this>"),
    _rich(_line(_words(_RIGHT_TO_LEFT), _words("\n"), _words(_ZALGO), _words("\n" + "long" * 60))),
    _section("*_~" * 200 + " `" + "<" * 40 + " ```" + "\n> " * 10),
    {
        "type": "markdown",
        "text": "[press](javascript:alert(1)) <script>alert(2)</script> ![x](https://spy.example/dot.gif)",
    },
]

_MARKDOWN: list[Json] = [
    {
        "type": "markdown",
        "text": (
            "# One\n## Two\n### Three\n\nWords with **bold**, *italic*, __bold__, _italic_, ~~struck~~, `code`,\n"
            "a [link](https://help.example/page) and https://bare.example/x. snake_case_stays \\*as it is\\*.\n\n"
            "- one\n- two\n  - below two\n- [x] done\n- [ ] to do\n\n1. first\n2. second\n\n> A quote\n> goes on\n\n"
            "```python\nprint('*not bold*')\n```\n\n| Name | Figure |\n|:-----|-------:|\n| a | **1** |\n| b | 22 |\n\n"
            "---\nEnd."
        ),
    }
]

_BUTTONS: list[Json] = [
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            _element("button", "plain", text=plain("Plain"), value="one"),
            _element("button", "primary", text=plain("Go :rocket:"), style="primary", value="two"),
            _element("button", "danger", text=plain("Delete"), style="danger", confirm=_CONFIRM),
            _element("button", "link", text=plain("Help page"), url="https://help.example/", value="three"),
            _element("button", "told", text=plain("..."), accessibility_label="More about this mail"),
            _element("overflow", options=[*_FRUIT, option("Help") | {"url": "https://help.example/"}]),
        ],
    },
    _section("A button beside words", _element("button", "beside", text=plain("Press"), value="beside"), "beside"),
]

_PICKERS: list[Json] = [
    {
        "type": "actions",
        "block_id": "pickers",
        "elements": [
            _element("static_select", options=_FRUIT, placeholder=plain("Pick a fruit")),
            _element("static_select", "grouped", option_groups=_GROUPS, initial_option=_FRUIT[1]),
            _element("external_select", placeholder=plain("Type a name")),
            _element("users_select", placeholder=plain("Pick a person")),
            _element("conversations_select", filter={"include": ["public", "im"]}),
            _element("channels_select"),
            _element("datepicker", initial_date="2026-11-03"),
            _element("timepicker", initial_time="14:05"),
            _element("checkboxes", options=_FRUIT, initial_options=[_FRUIT[0]]),
            _element("radio_buttons", options=_FRUIT, initial_option=_FRUIT[2]),
        ],
    },
    _section("Several fruits", _element("multi_static_select", options=_FRUIT, max_selected_items=2), "many-fruits"),
    _section("Several of a group", _element("multi_static_select", "groups", option_groups=_GROUPS), "many-groups"),
    _section("Several people", _element("multi_users_select"), "many-people"),
    _section("Several conversations", _element("multi_conversations_select"), "many-conversations"),
    _section("Several channels", _element("multi_channels_select"), "many-channels"),
    _section("Several names", _element("multi_external_select", initial_options=[_FRUIT[0]]), "many-names"),
]

_IN_MESSAGES: list[Json] = [
    {
        "type": "actions",
        "block_id": "message-only",
        "elements": [
            _element("datetimepicker", initial_date_time=1793701200),
            _element(
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
            _element(
                "feedback_buttons",
                positive_button={"text": plain("Helpful"), "value": "yes"},
                negative_button={"text": plain("Not helpful"), "value": "no", "accessibility_label": "Did not help me"},
            ),
            _element("icon_button", icon="trash", text=plain("Throw away"), value="away"),
        ],
    },
    {"type": "file", "external_id": "remote-file-17", "source": "remote"},
]

_SHAPES: list[Json] = [
    {
        "type": "card",
        "block_id": "one-card",
        "icon": _TINY,
        "hero_image": _TINY,
        "title": mrkdwn("A *card*"),
        "subtitle": mrkdwn("below its title"),
        "body": mrkdwn("What the card says."),
        "actions": [_element("button", "card", text=plain("Open"), value="card")],
    },
    {
        "type": "carousel",
        "block_id": "cards",
        "elements": [
            {
                "type": "card",
                "title": mrkdwn(f"Card {number}"),
                "body": mrkdwn("Some words"),
                "actions": [_element("button", f"card-{number}", text=plain("Choose"), value=str(number))],
            }
            for number in range(1, 5)
        ],
    },
    {
        "type": "container",
        "block_id": "box",
        "title": plain("A box around blocks"),
        "subtitle": plain("that can be folded"),
        "icon": _TINY,
        "is_collapsible": True,
        "has_header_divider": True,
        "child_blocks": [_section("Inside the box"), {"type": "divider"}],
    },
    {
        "type": "container",
        "rich_text_title": _rich(_line(_words("A box that stays open", bold=True))),
        "width": "narrow",
        "child_blocks": [{"type": "context", "elements": [mrkdwn("small words inside")]}],
    },
    {
        "type": "video",
        "title": plain("How to read a mail"),
        "title_url": "https://films.example/watch",
        "video_url": "https://films.example/embed",
        "thumbnail_url": "https://films.example/small.png",
        "alt_text": "somebody reads a mail",
        "author_name": "Ann",
        "provider_name": "Films",
        "description": plain("Three minutes."),
    },
]

_TASK: Json = {
    "type": "task_card",
    "task_id": "t1",
    "title": "Look at the links",
    "status": "complete",
    "details": _rich(_line(_words("Three links"))),
    "output": _rich(_line(_words("All go to one host"))),
    "sources": [{"type": "url", "url": "https://help.example/", "text": "How links work"}],
}
_PLANS: list[Json] = [
    {
        "type": "plan",
        "title": "What I do",
        "tasks": [
            _TASK,
            {"type": "task_card", "task_id": "t2", "title": "Look at the sender", "status": "in_progress"},
            {"type": "task_card", "task_id": "t3", "title": "Look at the files", "status": "error"},
            {"type": "task_card", "task_id": "t4", "title": "Write the answer", "status": "pending"},
        ],
    },
    {**_TASK, "task_id": "t5", "block_id": "one-task"},
]

_TABLE: list[Json] = [
    {
        "type": "table",
        "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}],
        "rows": [
            [{"type": "raw_text", "text": name} for name in ("Name", "Figure", "Note")],
            [
                {"type": "raw_text", "text": "Ann"},
                {"type": "raw_number", "value": 12.5, "text": "12.5"},
                _rich(
                    _line(_words("bold", bold=True), _words(" and "), {"type": "link", "url": "https://help.example/"})
                ),
            ],
            [{"type": "raw_text", "text": text} for text in ("Bo", "7", "no markup: *x*")],
        ],
    }
]
_DATA_TABLE: list[Json] = [
    {
        "type": "data_table",
        "caption": "Mails by month",
        "page_size": 5,
        "row_header_column_index": 0,
        "rows": [
            [{"type": "raw_text", "text": "Month"}, {"type": "raw_text", "text": "Mails"}],
            *(
                [
                    {"type": "raw_text", "text": f"Month {n}"},
                    {"type": "raw_number", "value": n * 7 % 11, "text": str(n * 7 % 11)},
                ]
                for n in range(1, 13)
            ),
        ],
    }
]


def _plot(kind: str) -> Json:
    names = ["Mon", "Tue", "Wed", "Thu"]
    series = [
        {
            "name": "Scams",
            "data": [{"label": name, "value": value} for name, value in zip(names, (3, 5, 2, 8), strict=True)],
        },
        {
            "name": "Genuine",
            "data": [{"label": name, "value": value} for name, value in zip(names, (9, 4, 6, 7.5), strict=True)],
        },
    ]
    axes = {"categories": names, "x_label": "Day", "y_label": "Mails"}
    chart = {"type": kind, "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": f"Mails as {kind}", "chart": chart}


_PIE: Json = {
    "type": "data_visualization",
    "title": "What mails were",
    "chart": {
        "type": "pie",
        "segments": [
            {"label": name, "value": value} for name, value in (("Scam", 12), ("Genuine", 30), ("Unclear", 5))
        ],
    },
}

_INPUTS: list[Json] = [
    _input("Your name", _element("plain_text_input", placeholder=plain("Ann Example"), focus_on_load=True)),
    _input(
        "The mail",
        _element("plain_text_input", "lines", multiline=True, min_length=5, max_length=100, initial_value="Hello"),
        hint=plain("Copy all of it, from the first line to the last."),
    ),
    _input(
        "Search",
        _element(
            "plain_text_input",
            "search",
            dispatch_action_config={"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
        ),
        dispatch_action=True,
        optional=True,
    ),
    _input("Email", _element("email_text_input")),
    _input("Web page", _element("url_text_input"), optional=True),
    _input("How many", _element("number_input", is_decimal_allowed=False, min_value="1", max_value="9"), optional=True),
    _input("Your words", _element("rich_text_input", initial_value=_rich(_line(_words("a "), _words("b", bold=True))))),
    _input("Files", _element("file_input", filetypes=["eml", "txt"], max_files=2), hint=plain("Two at most.")),
    _input("One fruit", _element("static_select", options=_FRUIT, initial_option=_FRUIT[0])),
    _input("From elsewhere", _element("external_select"), optional=True),
    _input("Who", _element("users_select")),
    _input("Where", _element("conversations_select", default_to_current_conversation=True)),
    _input("Which channel", _element("channels_select")),
    _input("Fruits", _element("multi_static_select", options=_FRUIT)),
    _input("Names", _element("multi_external_select"), optional=True),
    _input("People", _element("multi_users_select"), optional=True),
    _input("Conversations", _element("multi_conversations_select"), optional=True),
    _input("Channels", _element("multi_channels_select"), optional=True),
    _input("Tick some", _element("checkboxes", options=_FRUIT), optional=True),
    _input("Tick one", _element("radio_buttons", options=_FRUIT), hint=plain("One of the three.")),
    _input("Day", _element("datepicker")),
    _input("Time", _element("timepicker"), optional=True),
    _input("Day and time", _element("datetimepicker"), optional=True),
]

_ALERTS: list[Json] = [
    {"type": "alert", "level": level, "text": mrkdwn(f"A note of the kind *{level}*.")}
    for level in ("default", "info", "warning", "error", "success")
]

WALL: list[tuple[str, list[Json]]] = [
    ("rich text", _RICH_TEXT),
    ("texts", _TEXTS),
    ("hostile", _HOSTILE),
    ("markdown", _MARKDOWN),
    ("buttons", _BUTTONS),
    ("pickers", _PICKERS),
    ("in messages", _IN_MESSAGES),
    ("shapes", _SHAPES),
    ("plans", _PLANS),
    ("table", _TABLE),
    ("data table", _DATA_TABLE),
    ("pie and bars", [_PIE, _plot("bar")]),
    ("lines and areas", [_plot("line"), _plot("area")]),
    ("inputs", _INPUTS),
    ("alerts", _ALERTS),
]
"""(name, blocks)"""

_MODALS = frozenset({"inputs", "alerts"})
SURFACES: dict[str, str] = {name: "modal" if name in _MODALS else "message" for name, _ in WALL}
"""Where each list of WALL stands: "message" or "modal"."""
