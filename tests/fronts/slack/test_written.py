"""Whatever somebody writes in Slack reaches the mail reader: no word lost, none doubled, no link without its target."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fronts.slack.markup import escaped, link_words
from bot.fronts.slack.written import own_words, plain_words, shared_words, words_of
from bot.mail.plain_links import links_in_text
from bot.mail.read import read
from tests.growth import grows_linearly

ME = "U0LEGIT"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Is this legit?", "Is this legit?"),
        ("<https://evil.example|paypal.com>", "paypal.com <https://evil.example>"),
        ("<https://evil.example/a?x=1&amp;y=2|Sign in>", "Sign in <https://evil.example/a?x=1&y=2>"),
        ("<http://evil.example|evil.example>", "evil.example"),
        ("<https://evil.example/>", "https://evil.example/"),
        ("<https://a.example|a\nb  c>", "<https://a.example|a\nb  c>"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<mailto:a@evil.example|boss@acme.example>", "boss@acme.example <a@evil.example>"),
        ("<mailto:a@b.example>", "a@b.example"),
        ("<tel:8035550142|803-555-0142>", "803-555-0142"),
        ("<tel:+18035550142|(803) 555-0142>", "(803) 555-0142"),
        ("<tel:+18035550142|the help desk>", "the help desk <+18035550142>"),
        ("<tel:8035550142>", "8035550142"),
        ("<@U0LEGIT> is this legit?", "is this legit?"),
        ("hey <@U0LEGIT|legitbot>", "hey"),
        ("ask <@U012|ann>, <@U013>", "ask @ann, @U013"),
        ("in <#C1|general> and <#C2>", "in #general and #C2"),
        ("<!channel> <!here|here> <!everyone>", "@channel @here @everyone"),
        ("<!subteam^S01|@security>", "@security"),
        ("<!date^1392734382^{date_num}|18 Feb 2014>", "18 Feb 2014"),
        ("<!date^1392734382^{date_num}^https://a.example>", "date 1392734382 {date_num} https://a.example"),
        ("a &amp; b &lt;c&gt; &amp;lt;", "a & b <c> &lt;"),
        ("&lt;@U0LEGIT&gt;", "<@U0LEGIT>"),
        ("<not a token>", "<not a token>"),
        ("a < b <", "a < b <"),
        ("*From:* Amazon &lt;<mailto:x@gmail.com|x@gmail.com>&gt;", "From: Amazon <x@gmail.com>"),
        ("*<https://evil.example/_a_/|Click>* _now_ ~not~ `run`", "Click <https://evil.example/_a_/> now not run"),
        ("file_name_2.txt 5 * 3 * 2 **** snake_case_ *", "file_name_2.txt 5 * 3 * 2 **** snake_case_ *"),
        ("```From: a@b.example\nSubject: Hi```", "From: a@b.example\nSubject: Hi"),
        ("see ```boundary=_a_ *b* <mailto:a@b.example|a@b.example>``` *c*", "see \nboundary=_a_ *b* a@b.example\n c"),
        ("&gt; From: a@b.example\n&gt; \n&gt; Hi", "From: a@b.example\n\nHi"),
        ("look:\n&gt; Hi", "look:\n> Hi"),
        ("\ufdd0", "\ufffd"),
        ("", ""),
    ],
)
def test_slacks_notation_becomes_plain_words(written: str, read: str) -> None:
    assert plain_words(written, ME) == read


def test_a_link_that_shows_another_address_is_still_seen_as_one() -> None:
    links = links_in_text(plain_words("Please go to <https://evil.example/x|www.paypal.com>"))
    shown = {link.target: link.shown for link in links}
    assert "paypal.com" in shown["https://evil.example/x"]


def test_a_mail_pasted_into_slack_keeps_its_sender_and_subject() -> None:
    """Slack makes the bold labels of a mail program into asterisks and the addresses into links."""
    pasted = (
        "*From:* Amazon Orders &lt;<mailto:amz@gmail.com|amz@gmail.com>&gt;\n*To:* ann@acme.example\n"
        "*Subject:* Your order\n\nCall <tel:8035550142|803-555-0142> to cancel."
    )
    email = read(plain_words(pasted).encode(), "")
    assert email.sender is not None
    assert (email.sender.written, email.subject) == ("Amazon Orders <amz@gmail.com>", "Your order")
    assert [phone.quote for phone in email.phones] == ["803-555-0142"]


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def mrkdwn(words: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": words}


MESSAGES: dict[str, tuple[dict[str, Any], str]] = {
    "text alone": ({"text": "Is <https://a.example|this> legit?"}, "Is this <https://a.example> legit?"),
    "a person's message, whose blocks say the same": (
        {
            "text": "*Hi* <@U0LEGIT> see <https://evil.example|paypal.com> :wave: &amp; go",
            "blocks": [
                rich(
                    section(
                        text("Hi "),
                        {"type": "user", "user_id": ME},
                        text(" see "),
                        {"type": "link", "url": "https://evil.example", "text": "paypal.com"},
                        text(" "),
                        {"type": "emoji", "name": "wave"},
                        text(" & go"),
                    )
                )
            ],
        },
        "Hi  see paypal.com <https://evil.example> :wave: & go",
    ),
    "lists, quotes and code": (
        {
            "text": "",
            "blocks": [
                rich(
                    section(text("Look:")),
                    {"type": "rich_text_list", "style": "bullet", "elements": [section(text("a")), section(text("b"))]},
                    {"type": "rich_text_list", "style": "ordered", "elements": [section(text("c"))]},
                    {"type": "rich_text_quote", "elements": [text("quoted")]},
                    {"type": "rich_text_preformatted", "elements": [text("From: a@b.example\nSubject: *x*")]},
                )
            ],
        },
        "Look:\n• a\n• b\n1. c\nquoted\nFrom: a@b.example\nSubject: *x*",
    ),
    "every inline element": (
        {
            "blocks": [
                rich(
                    section(
                        {"type": "channel", "channel_id": "C1"},
                        {"type": "usergroup", "usergroup_id": "S1"},
                        {"type": "broadcast", "range": "here"},
                        {"type": "team", "team_id": "T1"},
                        {"type": "date", "timestamp": 1, "format": "{date}", "fallback": " 1 May "},
                        {"type": "color", "value": "#ff0000"},
                        {"type": "link", "url": "mailto:a@b.example"},
                    )
                )
            ]
        },
        "#C1@S1@here@T1 1 May #ff0000a@b.example",
    ),
    "another app's message: its text says less than its blocks": (
        {
            "text": "New alert",
            "blocks": [
                {"type": "header", "text": {"type": "plain_text", "text": "Alert & more"}},
                {"type": "section", "text": mrkdwn("*Pay* <https://a.example|here>"), "fields": [mrkdwn("Sum: $9")]},
                {"type": "context", "elements": [mrkdwn("_small_"), {"type": "image", "alt_text": "a logo"}]},
                {"type": "divider"},
                {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Press"}}]},
                {"type": "markdown", "text": "**Title**"},
                {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}, {"type": "raw_text", "text": "y"}]]},
                {"type": "image", "image_url": "https://a.example/i.png", "alt_text": "a chart"},
            ],
        },
        "New alert\n\nAlert & more\n\nPay here <https://a.example>\nSum: $9\n\n"
        "small\na logo\n\n**Title**\n\nx\ny\n\na chart",
    ),
    "a text that begins its blocks": (
        {"text": "Bill", "blocks": [{"type": "section", "text": mrkdwn("Bill of $9")}]},
        "Bill of $9",
    ),
    "a shared message": (
        {
            "text": "what about this?",
            "attachments": [
                {
                    "is_share": True,
                    "is_msg_unfurl": True,
                    "author_name": "Bo Berg",
                    "text": "Pay <https://evil.example|here>",
                    "fallback": "[today] Bo Berg: Pay here",
                    "message_blocks": [{"message": {"blocks": [rich(section(
                        text("Pay "), {"type": "link", "url": "https://evil.example", "text": "here"}))]}}],
                }
            ],
        },
        "what about this?\n\nBo Berg\n\nPay here <https://evil.example>",
    ),
    "an attachment with everything": (
        {
            "attachments": [
                {
                    "pretext": "before",
                    "title": "The title",
                    "title_link": "https://a.example",
                    "text": "body",
                    "fields": [{"title": "Sum", "value": "$9"}],
                    "fallback": "unused",
                }
            ]
        },
        "before\n\nThe title <https://a.example>\n\nbody\n\nSum\n$9",
    ),
    "an attachment with a fallback alone": ({"attachments": [{"fallback": "Pay &amp; go"}]}, "Pay & go"),
    "a preview that says nothing new": (
        {"text": "Pay now please", "attachments": [{"text": "Pay now"}]}, "Pay now please"
    ),
    "nothing": ({}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_everything_readable_is_read_once(name: str) -> None:
    message, words = MESSAGES[name]
    assert words_of(message, ME) == words


def test_what_is_shared_is_told_apart_from_what_is_said() -> None:
    """The person's own question is a question; the message they share is what is to be judged."""
    message, _ = MESSAGES["a shared message"]
    assert own_words(message, ME) == "what about this?"
    assert shared_words(message, ME) == ["Bo Berg\n\nPay here <https://evil.example>"]


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
_TYPES = ("rich_text", "rich_text_list", "rich_text_section", "section", "link", "text", "mrkdwn", "image", "table", 7)
_KEYS = ("text", "blocks", "attachments", "elements", "fields", "message_blocks", "message", "url", "title", "user_id")
_JSON = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5).flatmap(
            lambda one: st.sampled_from(_TYPES).map(lambda kind: {**one, "type": kind})
        )
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from((*_KEYS, "type")), _JSON, max_size=8))
def test_a_message_of_any_shape_is_read(message: dict[str, Any]) -> None:
    assert isinstance(words_of(message, ME), str)
    assert all(one.strip() for one in shared_words(message, ME))


@given(st.text(max_size=200))
def test_what_somebody_types_comes_through_as_it_was(typed: str) -> None:
    """Slack escapes three characters; without any emphasis nothing else may change."""
    typed = "".join(char for char in typed if char not in "*_~`\ufdd0<>\n\r").strip()
    assert plain_words(escaped(typed)) == typed


@given(st.text(alphabet="<>@#!*_~` \nab:/.^", max_size=120))
def test_no_letter_is_lost_whatever_the_markup(written: str) -> None:
    kept = plain_words(written)
    assert [char for char in kept if char in "ab"] == [char for char in written if char in "ab"]


def test_objects_inside_objects_without_end_do_not_stop_the_reading() -> None:
    deep: Any = text("bottom")
    for _ in range(900):
        deep = {"type": "rich_text_list", "elements": [deep], "text": [deep]}
    assert words_of({"text": "top", "blocks": [deep]}) == "top"


@pytest.mark.parametrize(
    ("url", "shown", "words"),
    [
        ("https://a.example", "", "https://a.example"),
        ("https://a.example", "https://a.example/", "https://a.example/"),
        ("https://evil.example", "https://a.example", "https://a.example <https://evil.example>"),
        ("javascript:alert(1)", "Open", "Open <javascript:alert(1)>"),
        ("", "Open", "Open"),
        ("", "", ""),
    ],
)
def test_a_link_keeps_what_it_shows_and_where_it_goes(url: str, shown: str, words: str) -> None:
    assert link_words(url, shown) == words


@pytest.mark.parametrize("piece", ["<", "<a|", "*a ", "_a", "`", "&gt; a\n", "<https://a.example|b> ", "&amp;", "* *a"])
def test_no_text_makes_the_reader_slow(piece: str) -> None:
    grows_linearly(plain_words, lambda n: piece * n, largest=1 << 17)


def test_no_message_makes_the_reader_slow() -> None:
    grows_linearly(
        words_of,
        lambda n: {"text": "a" * n, "attachments": [{"text": "ab" * 40, "fields": [{"value": "c"}] * 3}] * n},
        largest=1 << 15,
    )
