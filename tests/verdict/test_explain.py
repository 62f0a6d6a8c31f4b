"""What a person reads, compared whole: a change in any word shows as a diff."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.flows.check import check
from bot.library.content import content_root
from bot.library.library import Library
from bot.reply.plain import plain
from bot.verdict.explain import LONGEST_QUOTE, shortened
from bot.verdict.weigh import CHECK_FIRST

LIBRARY = Library.load()
DEMO = sorted((content_root() / "demo").glob("*.*"))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_the_answer_to_each_mail_that_ships(path: Path, snapshot: SnapshotAssertion) -> None:
    assert plain(check(path.read_bytes(), path.name, LIBRARY).reply) == snapshot


def test_a_long_quote_is_cut_at_a_word() -> None:
    cut = shortened("word " * 100)
    assert len(cut) <= LONGEST_QUOTE
    assert cut.endswith("word…")


def test_pasted_text_says_first_that_its_sender_cannot_be_checked() -> None:
    text = "From: Ann <ann@acme.example>\nSubject: Tea\n\nShall we meet for tea at four, as we said last week?"
    reply = plain(check(text.encode(), "", LIBRARY).reply)
    assert reply.startswith("I can't check who really sent this")


def test_whatever_is_to_be_checked_first_has_words_for_it() -> None:
    assert set(LIBRARY.replies.words("en")["check_first"]) == set(CHECK_FIRST)


def test_a_request_for_money_adds_check_first_whatever_the_state() -> None:
    ask = b"Could you make the bank transfer for invoice 12 today, please? It was approved on Monday.\n"
    push = b"Keep this between us. I can't take calls. Our bank account has changed, use the new account below.\n"
    head = b"From: Ann <ann@acme.example>\nTo: bob@acme.example\nSubject: Invoice 12\n\n"
    calm, pressing = (check(head + text, "a.eml", LIBRARY) for text in (ask, ask + push))
    assert not calm.verdict.state.flagged
    assert pressing.verdict.state.flagged
    for checked in (calm, pressing):
        assert "money" in checked.verdict.check_first
        assert "Check first: it is about money" in plain(checked.reply)
