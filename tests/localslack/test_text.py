"""What a person types is stored as Slack stores it: a bot tried on clean text alone fails on its first real mail."""

import pytest

from bot.localslack.text import rich_text, sent, typed


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("see https://x.test/a?b=1&c=2.", "see <https://x.test/a?b=1&amp;c=2>."),
        ("amazon.com/deals now", "<http://amazon.com/deals|amazon.com/deals> now"),
        ("ask ann@acme.example", "ask <mailto:ann@acme.example|ann@acme.example>"),
        ("call 803-555-0142 to cancel", "call <tel:8035550142|803-555-0142> to cancel"),
        ("+44 1632 960 123", "<tel:+441632960123|+44 1632 960 123>"),
        ("<@U0123456789> look", "<@U0123456789> look"),
        ("<!channel> and <http://x.test|paypal>", "&lt;!channel&gt; and &lt;<http://x.test>|paypal&gt;"),
        ("cost $1,249.00 on 2026-11-22", "cost $1,249.00 on 2026-11-22"),
    ],
)
def test_what_is_typed_is_escaped_and_linked(text: str, stored: str) -> None:
    assert typed(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; b <@U1> <https://x.test|x>", "a &amp; b <@U1> <https://x.test|x>"),
        ("1 < 2", "1 &lt; 2"),
        ("go to http://x.test/a now", "go to <http://x.test/a> now"),
    ],
)
def test_what_an_app_sends_keeps_its_markup(text: str, stored: str) -> None:
    assert sent(text) == stored


def test_a_message_typed_by_a_person_is_rich_text_too() -> None:
    block = rich_text("hi <@U0123456789> ann@acme.example https://x.test :wave:", "b1")
    assert block == {
        "type": "rich_text",
        "block_id": "b1",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "hi "},
                    {"type": "user", "user_id": "U0123456789"},
                    {"type": "text", "text": " "},
                    {"type": "link", "url": "mailto:ann@acme.example", "text": "ann@acme.example"},
                    {"type": "text", "text": " "},
                    {"type": "link", "url": "https://x.test"},
                    {"type": "text", "text": " "},
                    {"type": "emoji", "name": "wave"},
                ],
            }
        ],
    }


def test_a_fenced_part_is_preformatted() -> None:
    kinds = [one["type"] for one in rich_text("look:\n```From: x@y.test```", "b1")["elements"]]
    assert kinds == ["rich_text_section", "rich_text_preformatted"]
