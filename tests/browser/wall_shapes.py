"""Blocks that hold others, tables and charts."""

from tests.browser.block_kit import TINY, Json, element, line, mrkdwn, plain, rich, section, words

SHAPES: list[Json] = [
    {
        "type": "card",
        "block_id": "one-card",
        "icon": TINY,
        "hero_image": TINY,
        "title": mrkdwn("A *card*"),
        "subtitle": mrkdwn("below its title"),
        "body": mrkdwn("What the card says."),
        "actions": [element("button", "card", text=plain("Open"), value="card")],
    },
    {
        "type": "carousel",
        "block_id": "cards",
        "elements": [
            {
                "type": "card",
                "title": mrkdwn(f"Card {number}"),
                "body": mrkdwn("Some words"),
                "actions": [element("button", f"card-{number}", text=plain("Choose"), value=str(number))],
            }
            for number in range(1, 5)
        ],
    },
    {
        "type": "container",
        "block_id": "box",
        "title": plain("A box around blocks"),
        "subtitle": plain("that can be folded"),
        "icon": TINY,
        "is_collapsible": True,
        "has_header_divider": True,
        "child_blocks": [section("Inside the box"), {"type": "divider"}],
    },
    {
        "type": "container",
        "rich_text_title": rich(line(words("A box that stays open", bold=True))),
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
    "details": rich(line(words("Three links"))),
    "output": rich(line(words("All go to one host"))),
    "sources": [{"type": "url", "url": "https://help.example/", "text": "How links work"}],
}
PLANS: list[Json] = [
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

TABLE: list[Json] = [
    {
        "type": "table",
        "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}],
        "rows": [
            [{"type": "raw_text", "text": name} for name in ("Name", "Figure", "Note")],
            [
                {"type": "raw_text", "text": "Ann"},
                {"type": "raw_number", "value": 12.5, "text": "12.5"},
                rich(line(words("bold", bold=True), words(" and "), {"type": "link", "url": "https://help.example/"})),
            ],
            [{"type": "raw_text", "text": text} for text in ("Bo", "7", "no markup: *x*")],
        ],
    }
]
DATA_TABLE: list[Json] = [
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


def plot(kind: str) -> Json:
    """A chart of two rows over four days: "bar", "line" or "area"."""
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


PIE: Json = {
    "type": "data_visualization",
    "title": "What mails were",
    "chart": {
        "type": "pie",
        "segments": [
            {"label": name, "value": value} for name, value in (("Scam", 12), ("Genuine", 30), ("Unclear", 5))
        ],
    },
}

ALERTS: list[Json] = [
    {"type": "alert", "level": level, "text": mrkdwn(f"A note of the kind *{level}*.")}
    for level in ("default", "info", "warning", "error", "success")
]
