"""Blocks that only say something, the hostile ones among them."""

from tests.browser.block_kit import TINY, Json, line, mrkdwn, plain, rich, rows, section, words

_RIGHT_TO_LEFT = "Right-to-left \u202egnp.exe\u202c and \u05e9\u05dc\u05d5\u05dd"
_ZALGO = "Z" + "\u0300\u0301\u0302\u0303\u0304\u0305" * 20 + "algo"

RICH_TEXT: list[Json] = [
    rich(
        line(
            *(words("Words, "), words("bold", bold=True), words(", "), words("italic", italic=True), words(", ")),
            *(words("struck", strike=True), words(", "), words("code", code=True), words(", ")),
            *(words("underlined", underline=True), words(" and "), words("two at once", bold=True, italic=True)),
            words(".\nA second line with <b>no markup</b>, *no bold* and &amp; as it is."),
        ),
        line(
            {"type": "link", "url": "https://help.example/page", "text": "a help page"},
            words(", "),
            {"type": "link", "url": "mailto:ann@firm.example"},
            words(", "),
            {"type": "link", "url": "tel:+18035550142", "text": "a phone number"},
            words(", "),
            {"type": "user", "user_id": "U0NOBODY"},
            words(", "),
            {"type": "usergroup", "usergroup_id": "S0NOBODY"},
            words(", "),
            {"type": "channel", "channel_id": "C0NOWHERE"},
            words(", "),
            {"type": "team", "team_id": "T0NOBODY"},
            words(", "),
            {"type": "emoji", "name": "wave"},
            {"type": "emoji", "name": "thumbsup", "unicode": "1f44d-1f3fd"},
            {"type": "emoji", "name": "our-own-fox"},
            words(", "),
            {"type": "broadcast", "range": "here"},
            words(", "),
            {"type": "date", "timestamp": 1720710212, "format": "{date_num} at {time}", "fallback": "a day in July"},
            words(", "),
            {"type": "color", "value": "#2EB67D"},
        ),
    ),
    rich(
        rows("ordered", "First", "Second"),
        rows("bullet", "Below the second", "And another", indent=1),
        rows("ordered", "Deep down", indent=2),
        rows("bullet", "With a bar at its side", border=1),
        {"type": "rich_text_quote", "elements": [words("Somebody said this\non two lines.")]},
        {"type": "rich_text_quote", "elements": [words("And this in a frame.")], "border": 1},
        {"type": "rich_text_preformatted", "elements": [words("for one in many:\n    print(one)")], "border": 0},
        {
            "type": "rich_text_preformatted",
            "elements": [words("curl "), {"type": "link", "url": "https://help.example/x"}],
            "border": 1,
        },
    ),
]

TEXTS: list[Json] = [
    {"type": "header", "text": plain("A heading :wave:")},
    section("*Bold* _italic_ ~struck~ `code` and _*both*_; snake_case_stays, 2*3*4 too.\nA second line."),
    section(
        "<https://help.example/page|A page>, <mailto:ann@firm.example|ann>, https://bare.example/a_b_c.\n"
        "<@U0NOBODY> <#C0NOWHERE|nowhere> <!here> <!subteam^S0NOBODY|@helpers> :tada: :our-own-fox:\n"
        "&lt;b&gt; &amp;amp; <!date^1720710212^{date_num}^https://help.example/|a day in July>"
    ),
    section("> A quote\n> on two lines\nWords\n• one\n• two\n```\n*not bold*\n  indented\n```\nThe end."),
    {"type": "section", "text": plain("Plain: *not bold* <https://help.example|no link> :warning:"), "expand": True},
    {"type": "section", "text": {"type": "mrkdwn", "text": "https://not-a-link.example stays words", "verbatim": True}},
    {
        "type": "section",
        "fields": [mrkdwn("*From*\nann@firm.example"), plain("Two"), mrkdwn("*Three*\n3"), plain("Four")],
    },
    {"type": "divider"},
    {"type": "context", "elements": [TINY, mrkdwn("Small *words*"), plain("and more of them")]},
    {"type": "section", "text": mrkdwn("A picture beside words"), "accessory": TINY},
    {"type": "image", **{k: v for k, v in TINY.items() if k != "type"}, "title": plain("A fox, from elsewhere")},
    {"type": "image", "slack_file": {"id": "F0NOTHERE"}, "alt_text": "a file that is gone"},
]

HOSTILE: list[Json] = [
    {"type": "section", "text": plain("<img src=x onerror=alert(1)><script>alert(2)</script>")},
    section("<javascript:alert(1)|press me> <data:text/html,x|or me> <file:///etc/passwd|or this>"),
    rich(line(words(_RIGHT_TO_LEFT), words("\n"), words(_ZALGO), words("\n" + "long" * 60))),
    section("*_~" * 200 + " `" + "<" * 40 + " ```" + "\n> " * 10),
    {
        "type": "markdown",
        "text": "[press](javascript:alert(1)) <script>alert(2)</script> ![x](https://spy.example/dot.gif)",
    },
]

MARKDOWN: list[Json] = [
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
