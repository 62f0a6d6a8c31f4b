"""Slack takes every message, and nothing that a mail says comes to life in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fronts.slack.blocks import all_of, as_plain_text, message
from bot.fronts.slack.rich_text import inert
from bot.fronts.slack.shorten import cut_text, utf16, weight
from bot.fronts.slack.views import long_answer
from bot.fronts.slack.words import words
from bot.library.replies import Replies
from bot.localslack.validation import block_problems, call_problems, view_problems
from bot.reply.reply import Block, Button, Kind, Reply, Span
from tests.fronts.slack.reading import element_types, read_out, texts
from tests.growth import grows_linearly
from tests.slack_shapes import assert_payload_is_ours

HOSTILE = (
    "<!channel>",
    "<http://evil.example|paypal.com>",
    "@here",
    "`code` ```more```",
    "*bold* _slanted_ ~gone~",
    "\u202egnp.exe\u202c",
    "in\u200bvis\u2060ible",
    "\x1b[31mred\x1b[0m",
    ":rotating_light:",
    "javascript:alert(1)",
    "tel:8035550142",
    "evil.example/login",
    "boss@evil.example",
    "803-555-0142",
    "+44 20 7946 0958",
    "&lt;!channel&gt; &amp;",
    "> quoted",
    "\n\n\n",
    "Z" + "\u0351" * 400,
    "\ud800",
    "😀" * 90,
    "&<>" * 300,
    "x" * 2_000,
)
_WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
SPANS = st.builds(Span, st.lists(_WORDS, max_size=6).map("".join), st.booleans(), st.just(value=True)) | st.builds(
    Span, st.sampled_from(("", " ", "Tell your security team.", "It says ", "Word " * 500)), st.booleans()
)
BLOCKS = st.builds(
    Block, st.sampled_from(Kind), st.lists(SPANS, max_size=12).map(tuple), st.integers(min_value=0, max_value=400)
)
BUTTONS = st.builds(Button, st.sampled_from(("clicked", "paid", "x" * 300, "helped", "odd")), st.text(max_size=90))
REPLIES = st.builds(
    Reply, st.lists(BLOCKS, max_size=70).map(tuple), st.lists(BUTTONS, max_size=20).map(tuple)
)  # fmt: skip


def said(*spans: Span, kind: Kind = Kind.TEXT) -> Reply:
    return Reply((Block(Kind.LEAD, (Span("This is likely a scam.", bold=True),)), Block(kind, spans, number=1)))


@pytest.mark.thorough
@given(REPLIES, st.text(max_size=300), st.text(max_size=2_100))
def test_slack_takes_whatever_a_reply_says(reply: Reply, key: str, conversation: str) -> None:
    rendered = message(reply, key=key, conversation=conversation)
    assert block_problems(rendered["blocks"], surface="message") == []
    assert call_problems("chat.postMessage", {"channel": "C1", **rendered}) == ("", [])
    assert 0 < utf16(rendered["text"]) <= 3_000
    assert rendered["unfurl_links"] is rendered["unfurl_media"] is False


@pytest.mark.thorough
@given(REPLIES)
def test_an_answer_weighs_less_than_slack_refuses_however_it_counts(reply: Reply) -> None:
    assert weight(message(reply, key="k" * 36, conversation="c" * 36)["blocks"]) <= 13_200


@given(REPLIES)
def test_nothing_in_an_answer_can_be_followed_pressed_or_notified(reply: Reply) -> None:
    rendered = message(reply)
    assert element_types(rendered["blocks"]) <= {
        "rich_text", "rich_text_section", "rich_text_quote", "rich_text_list", "text", "actions", "button", "plain_text"
    }  # fmt: skip
    assert not re.search(r"<[!@#]|https?://|<\w+:", rendered["text"])


@given(REPLIES)
def test_a_message_has_slacks_own_shape(reply: Reply) -> None:
    assert_payload_is_ours(("chat.postMessage", {"channel": "C1", **message(reply, key="k", conversation="c")}))


@pytest.mark.thorough
@given(REPLIES)
def test_a_box_takes_the_whole_of_whatever_a_reply_says(reply: Reply) -> None:
    assert view_problems(long_answer(reply)) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("call 803-555-0142 now", "call `803-555-0142` now"),
        ("call +44 (0)20 7946 0958.", "call `+44 (0)20 7946 0958`."),
        ("a :rotating_light: b", "a `:rotating_light:` b"),
        ("hey @channel and @here", "hey `@channel` and `@here`"),
        ("<!channel> <@U012> <#C012>", "`<!channel>` `<@U012>` `<#C012>`"),
        ("<http://evil.example|paypal.com>", "<hxxp://evil[.]example|paypal[.]com>"),
        ("tel:8035550142", "tel[:]`8035550142`"),
        ("*b* _i_ `c`", "*b* _i_ `c`"),
        ("$1,249.00 at 12:30:45", "$1,249.00 at 12:30:45"),
        ("\u202egnp.exe\u202c\x1b[31m\u200b", "gnp[.]exe[31m"),
        ("a\u0301\u0301\u0301\u0301\u0301\u0301b", "a\u0301\u0301\u0301\u0301b"),
        ("1: @here 2: @here 3: @here 4: @here 5: @here 6: @here 7: @here",
         "`1: @here 2: @here 3: @here 4: @here 5: @here 6: @here 7: @here`"),
    ],
)  # fmt: skip
def test_a_strangers_words_are_shown_and_dead(written: str, shown: str) -> None:
    assert read_out(message(said(Span(written, untrusted=True)))["blocks"][1:]) == shown


def test_our_own_words_are_not_touched() -> None:
    """Who helps you is to be reached: report@phishing.gov.uk must stay as it is."""
    words = "Call 159, or write to report@phishing.gov.uk. :-) See ReportFraud.ftc.gov"
    assert read_out(message(said(Span(words)))["blocks"][1:]) == words


@given(st.lists(_WORDS, max_size=8).map("".join))
def test_to_make_a_text_inert_twice_changes_nothing_more(text: str) -> None:
    """A block is made inert before it is cut and again when it is rendered; that must not pile up."""
    assert inert(inert(text)) == inert(text)


def test_the_whole_answer_is_in_the_text_for_screen_readers() -> None:
    reply = Reply(
        (*said(Span("It says "), Span("<!here> & a.example", untrusted=True)).blocks,), (Button("a", "Press"),)
    )
    assert message(reply)["text"] == "This is likely a scam.\n\nIt says &lt;!here&gt; &amp; a[.]example"


def test_a_text_too_long_says_so_and_begins_with_the_verdict() -> None:
    text = message(Reply((*said().blocks, *(Block(Kind.TEXT, (Span("& " * 300),)) for _ in range(20)))))["text"]
    assert text.startswith("This is likely a scam.")
    assert text.endswith('The answer goes on. Press "Show all" to read it.')


@pytest.mark.parametrize("offset", range(5))
def test_no_escape_is_cut_in_two(offset: int) -> None:
    """Half an escape would be shown as letters that nobody wrote."""
    text = message(said(Span("x" * offset + "&" * 2_000)))["text"]
    assert utf16(text) <= 3_000
    assert "&" not in text.replace("&amp;", "")


def test_an_answer_whose_first_words_are_heavy_still_begins_with_them() -> None:
    """Each change of style costs far more than a letter: the words are cut then, and never left out."""
    spans = tuple(Span("ab"[i % 2], bold=bool(i % 2)) for i in range(1_500))
    blocks = message(Reply((Block(Kind.LEAD, spans),)))["blocks"]
    assert read_out(blocks).startswith("a**b**a**b**")
    assert read_out(blocks).endswith("[Show all]")


def test_a_long_answer_is_cut_and_a_button_shows_all_of_it() -> None:
    reply = Reply((*said().blocks, *(Block(Kind.TEXT, (Span("word " * 300),)) for _ in range(20))), (Button("a", "A"),))
    last = message(reply, conversation="c")["blocks"][-1]["elements"]
    assert [(one["action_id"], one["value"]) for one in last] == [("legit:a", "c"), ("legit:show-all", "c")]
    assert "".join(texts(all_of(reply))).count("word") == 20 * 300


def test_a_short_answer_has_no_button_to_show_all() -> None:
    assert "Show all" not in read_out(message(said(Span("Hello.")))["blocks"])


def test_a_heading_whose_list_was_cut_off_goes_too() -> None:
    blocks = [*said().blocks, *(Block(Kind.TEXT, (Span("word " * 290),)) for _ in range(8))]
    for room in range(1, 60):
        reply = Reply((*blocks[:8], Block(Kind.TEXT, (Span("w" * room * 25),)), Block(Kind.HEADING, (Span("Why:"),)),
                       Block(Kind.REASON, (Span("r" * 1_400),), 1)))  # fmt: skip
        shown = message(reply)["blocks"]
        assert not read_out(shown[:-1]).endswith("**Why:**")


@pytest.mark.parametrize("length", [1, 5, 6, 11, 15])
def test_more_buttons_than_fit_in_a_row_make_more_rows(length: int) -> None:
    reply = Reply(said().blocks, tuple(Button(f"b{i}", f"Label {i}") for i in range(length)))
    rows = [block["elements"] for block in message(reply)["blocks"] if block["type"] == "actions"]
    assert [one["action_id"] for row in rows for one in row] == [f"legit:b{i}" for i in range(length)]
    assert all(len(row) <= 5 for row in rows)


def test_a_button_says_enough_to_somebody_who_cannot_see_what_it_stands_under() -> None:
    pressed = message(Reply(said().blocks, (Button("called", "I called"),)), conversation="c1")["blocks"][-1]
    assert pressed["elements"][0] == {
        "type": "button",
        "action_id": "legit:called",
        "value": "c1",
        "text": {"type": "plain_text", "text": "I called", "emoji": False},
        "accessibility_label": "I called the number in this mail",
    }


def test_what_a_screen_reader_says_of_a_button_begins_with_the_words_on_it() -> None:
    """Who speaks to the computer names what stands there (WCAG 2.5.3)."""
    labels, said_of = Replies().words("en")["buttons"], words()["button_labels"]
    shown = dict(labels) | {"show-all": words()["answer"]["show_all"]}
    assert [one for one in said_of if not said_of[one].startswith(shown[one]) or len(said_of[one]) > 75] == []


def test_the_same_button_twice_stands_once() -> None:
    twice = Reply(said().blocks, (Button("a", "First"), Button("a", "Second"), Button("b", " ")))
    assert [one["text"]["text"] for one in message(twice)["blocks"][-1]["elements"]] == ["First"]


def test_the_delivery_can_be_found_again() -> None:
    assert [block.get("block_id") for block in message(said(Span("x")), key="T1:7")["blocks"]] == ["T1:7", None]


def test_a_reply_with_nothing_to_see_still_says_something() -> None:
    rendered = message(Reply((Block(Kind.LEAD, (Span("\u200b\u202e", untrusted=True), Span(""))),)))
    assert (rendered["text"], read_out(rendered["blocks"])) == ("I have nothing to add.",) * 2


def test_numbers_stay_when_a_list_does_not_begin_at_one() -> None:
    """Slack numbers a list anew from 1, so such a list is written with its own numbers."""
    reply = Reply(tuple(Block(Kind.REASON, (Span(text),), number) for text, number in (("b", 2), ("c", 3))))
    assert read_out(message(reply)["blocks"]) == "2. b\n\n3. c"


def test_a_slack_that_refuses_the_blocks_gets_the_same_words_as_inert() -> None:
    rendered = as_plain_text(message(said(Span("<!channel> *b*", untrusted=True))))
    assert rendered["blocks"][0]["text"] == {
        "type": "plain_text", "text": "This is likely a scam.\n\n<!channel> *b*", "emoji": False
    }  # fmt: skip
    assert block_problems(rendered["blocks"], surface="message") == []


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("one two three", 9, "one two…"),
        ("😀😀😀", 5, "😀😀…"),
        ("😀😀😀", 4, "😀…"),
    ],
)
def test_a_text_is_cut_at_a_word_and_never_inside_a_character(text: str, most: int, kept: str) -> None:
    assert cut_text(text, most) == kept


@pytest.mark.parametrize("piece", ["<!channel>", "1-", "@here ", ":a", "a.b", "\u0351", "((((", "😀 "])
def test_no_mail_makes_the_renderer_slow(piece: str) -> None:
    grows_linearly(message, lambda n: said(Span(piece * n, untrusted=True)), largest=1 << 16)
