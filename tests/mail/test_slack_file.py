"""Slack leaves fields out or sets them to null, and a pasted object can hold anything: none of it may raise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.email import Mailbox
from bot.mail.slack_file import fields_from_slack, slack_mail, slack_object

FILE: dict[str, object] = {
    "id": "F0001",
    "created": 1709650375,
    "filetype": "email",
    "mode": "email",
    "name": "Your order",
    "title": "Your order",
    "subject": "Your order",
    "from": [{"address": "Bob@acme.example", "name": "Bob Doe", "original": "Bob Doe <Bob@acme.example>"}],
    "to": [{"address": "", "name": "", "original": "channel@acme.example"}],
    "cc": [],
    "headers": {
        "date": "Tue, 05 Mar 2024 18:52:55 +0100",
        "in_reply_to": None,
        "reply_to": "Shop <help@shop.example>",
        "message_id": "<1@acme.example>",
    },
    "plain_text": "Fwd: call 803-555-0142",
    "preview": "<p>Fwd: call 803-555-0142</p>",
    "preview_plain_text": "Fwd",
    "has_more": True,
    "attachments": [{"filename": "invoice.pdf", "size": 3}, {"name": None}, None, "x"],
}
WRAPPED = [
    FILE,
    {"file": FILE},
    {"text": "", "subtype": "file_share", "files": [{"filetype": "png"}, FILE]},
    {"event": {"type": "message", "files": [FILE]}},
    {"attachments": [{"is_share": True, "files": [FILE]}]},
]


@pytest.mark.parametrize("wrapped", WRAPPED)
def test_the_mail_is_found_in_every_wrapping(wrapped: dict[str, object]) -> None:
    mail = fields_from_slack(wrapped)
    assert mail.sender == Mailbox("Bob Doe", "bob@acme.example")
    assert mail.to == (Mailbox("", "channel@acme.example"),)
    assert mail.reply_to == (Mailbox("Shop", "help@shop.example"),)
    assert (mail.subject, mail.date) == ("Your order", "Tue, 05 Mar 2024 18:52:55 +0100")
    assert (mail.plain_text, mail.html) == ("Fwd: call 803-555-0142", "<p>Fwd: call 803-555-0142</p>")
    assert (mail.attachments, mail.cut_short) == (("invoice.pdf",), True)


@pytest.mark.parametrize("wrong", [None, 3, "", [], {}, [None], [[]], {"a": {}}, True])
def test_nulls_and_wrong_types_give_empty_fields(wrong: object) -> None:
    mail = fields_from_slack({"filetype": "email"} | dict.fromkeys(set(FILE) - {"filetype"}, wrong))
    assert (mail.sender, mail.subject, mail.plain_text, mail.attachments) == (None, "", "", ())


def test_without_a_date_of_its_own_the_mail_has_slacks() -> None:
    assert fields_from_slack(FILE | {"headers": None}).date == "2024-03-05T14:52:55+00:00"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"3", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe"])
def test_what_is_no_json_object_is_no_mail(data: bytes) -> None:
    assert slack_object(data) is None
    assert slack_mail(data).sender is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FILE, "file", "files"]), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.sampled_from([*FILE, "file", "files", "event", "message"]), JSON))
def test_no_object_raises(obj: dict[str, object]) -> None:
    fields_from_slack(obj)
    slack_mail(json.dumps(obj).encode())
