"""Copies of one campaign are recognised as one, and different mails are not."""

import pytest

from bot.flows.campaign import campaign
from bot.mail.read import read
from tests.growth import grows_linearly

MAIL = """From: Amazon Orders <orders@shop-desk.example>
To: {name} <{local}@northwind.example>
Subject: Order {order} of {day} is confirmed
Date: {date}

Dear {name},

thank you for your order {order} of ${amount}. It will be delivered on {day}. If you did not place this order, call
{phone} to cancel within 24 hours. Your reference is {reference}.

See http://track.shop-links.example/{reference}?u={local} for details.
"""
ANN = {
    "name": "Annabelle Montgomery", "local": "annabelle.montgomery", "order": "112-7731", "day": "Monday 22 November",
    "date": "Mon, 22 Nov 2026 09:00:00 +0000", "amount": "1,249.00", "phone": "803-555-0142", "reference": "ZX81Q9K2",
}  # fmt: skip
BOB = {
    "name": "Bob", "local": "bob", "order": "99-1", "day": "Thursday 3 December", "phone": "808-555-0177",
    "date": "Thu, 03 Dec 2026 22:10:00 +0000", "amount": "88.10", "reference": "AAAA7BB",
}  # fmt: skip


def mark(text: str) -> str:
    return campaign(read(text.encode()))


def test_two_copies_for_two_people_are_one_campaign() -> None:
    assert mark(MAIL.format(**ANN)) == mark(MAIL.format(**BOB))


@pytest.mark.parametrize("what", sorted(ANN))
def test_no_single_difference_between_copies_matters(what: str) -> None:
    assert mark(MAIL.format(**ANN)) == mark(MAIL.format(**{**ANN, what: BOB[what]}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("shop-desk.example", "other-desk.example"),
        ("is confirmed", "was cancelled"),
        ("If you did not place this order, call", "Confirm your mailbox password, or write to"),
        ("shop-links.example", "parcel-links.example"),
    ],
)
def test_another_sender_subject_text_or_link_is_another_campaign(old: str, new: str) -> None:
    assert old in MAIL
    assert mark(MAIL.format(**ANN)) != mark(MAIL.replace(old, new).format(**ANN))


def test_nothing_has_no_campaign() -> None:
    assert mark("") == ""


def test_the_mark_grows_no_faster_than_the_mail() -> None:
    grows_linearly(
        mark, lambda n: "From: a@b.example\nSubject: x\n\n" + "lorem1 ipsum dolor " * n, n=200, largest=1 << 13
    )
