"""What machines list or send back is no forward: the machine's mail stays the one that is judged."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.forwards import forward_in
from bot.mail.header_block import Line, block_at, lines_of
from bot.mail.notices import is_bounce, lists_mails

ENTRY = "Sender: promo@trips.example\nSubject: You won a cruise\nDate: 10/13/2025 5:12:08 PM\nReview Message\n\n"
COPIED = (
    "Return-Path: <dana@office.example>\nFrom: Dana <dana@office.example>\nSubject: Order\nDate: Tue, 14 Oct 2025\n"
)


def test_a_quarantine_digest_is_no_forward() -> None:
    digest = "Two messages are held.\n\nPrevented spam messages\n" + ENTRY
    assert forward_in(digest, "You have messages in quarantine", headers_known=True) is None


def test_a_digest_of_two_mails_is_no_forward_even_without_its_subject() -> None:
    assert forward_in("These were held back.\n\n" + ENTRY * 2, "", headers_known=False) is None


def test_a_bounce_that_copies_headers_is_no_forward() -> None:
    for own in (
        "a@b.example\n550 5.1.1 User unknown\n\n",
        "Generating server: mx.office.example\n\n",
        "It failed:\n  SMTP error from remote mail server after RCPT TO\n\n",
    ):
        assert forward_in(own + "Original message headers:\n\n" + COPIED, "Mail", headers_known=True) is None


def test_a_mail_with_the_subject_of_a_bounce_is_no_forward() -> None:
    found = forward_in("Your mail came back.\n\n" + COPIED, "Undeliverable: Order", headers_known=True)
    assert found is None


def test_a_colleague_who_forwards_a_bounce_or_a_digest_still_forwards_it() -> None:
    body = "Is this real?\n\n" + ENTRY
    assert forward_in(body, "Fwd: You have messages in quarantine", headers_known=True) is not None
    below = "Is this real?\n\n---------- Forwarded message ---------\n" + COPIED + "\nHello"
    assert forward_in(below, "Undeliverable: Order", headers_known=True) is not None


def test_copied_headers_below_a_comment_are_still_a_forward() -> None:
    mail = "Is this real?\n\nFrom: Shop <shop@trips.example>\nTo: Dana\nSubject: Order\n\nPay now."
    found = forward_in(mail, "A question", headers_known=True)
    assert found is not None and found.sender is not None and found.sender.address == "shop@trips.example"


@given(st.text(), st.text())
def test_no_text_raises(text: str, subject: str) -> None:
    is_bounce(text, subject)
    lines = lines_of("From: a@b.example\nSubject: x\n" + text)
    block = block_at(lines, 0)
    assert block is not None
    lists_mails(lines, block, subject)


@pytest.mark.thorough
def test_time_grows_with_the_text_and_not_faster() -> None:
    def seconds(count: int) -> float:
        best = 9.0
        for _ in range(9):
            start = time.perf_counter()
            forward_in("550 5.1" * count + "\n" + ENTRY * (count // 10), "Mail", headers_known=True)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(40_000) <= 3 * seconds(20_000)


def test_an_empty_line_list_has_no_second_entry() -> None:
    block = block_at(lines_of("From: a@b.example\nSubject: x"), 0)
    assert block is not None
    assert not lists_mails([Line(0, "")], block, "")
