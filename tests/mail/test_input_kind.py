"""People drop anything on the bot, often under the wrong name: the content tells what it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.kind import InputKind, first_of_mbox, input_kind, source_in
from bot.mail.mime import parsed
from tests.growth import grows_linearly

MAIL = (
    b"Return-Path: <x@mail.test>\nReceived: from a.test (a.test [203.0.113.9]) by mx.acme.example; 1 Jan 2024\n"
    b"From: Ann <x@mail.test>\nSubject: Order\nMessage-ID: <1@mail.test>\nMIME-Version: 1.0\n\nHello <b>you</b>\n"
)
LINE = b"From x@mail.test Mon Jan  1 10:00:00 2024\n"
GMAIL = (
    b"Original Message\nMessage ID\t<1@mail.test>\nCreated at:\tMon, 1 Jan 2024\nFrom:\tAnn <x@mail.test>\n"
    b"Subject:\tOrder\nSPF:\tPASS with IP 203.0.113.9\n\nDownload Original\n\n"
)
SLACK = {"file": {"filetype": "email", "plain_text": "hi", "from": [{"address": "x@mail.test"}]}}


@pytest.mark.parametrize(
    "data, name, wanted",
    [
        (b"", "a.eml", InputKind.EMPTY),
        (b" \r\n\0\t", "", InputKind.EMPTY),
        (b"\xef\xbb\xbf\n", "", InputKind.EMPTY),
        (MAIL, "", InputKind.EML),
        (MAIL, "photo.jpg", InputKind.EML),
        (b"\xef\xbb\xbf\n\n" + MAIL, "", InputKind.EML),
        (MAIL.decode().encode("utf-16"), "", InputKind.EML),
        (MAIL.replace(b"\n", b"\r"), "", InputKind.EML),
        (LINE + MAIL, "", InputKind.EML),
        (LINE + MAIL + b"\n" + LINE + MAIL, "", InputKind.MBOX),
        (b"Subject: x\n\nhi", "a.eml", InputKind.EML),
        (b"From: Ann <a@acme.example>\nSent: Monday\nTo: Bob\nSubject: x\n\nhi", "", InputKind.TEXT),
        (GMAIL + MAIL, "", InputKind.PASTED_SOURCE),
        (GMAIL + MAIL.replace(b"<", b"&lt;").replace(b">", b"&gt;"), "", InputKind.PASTED_SOURCE),
        (b"is this real?\n\n" + MAIL, "", InputKind.PASTED_SOURCE),
        (MAIL, "pasted.txt", InputKind.PASTED_SOURCE),
        (b"<!DOCTYPE html><p>hi", "", InputKind.HTML),
        (b"<!-- saved from url --><html>", "mail.eml", InputKind.HTML),
        (json.dumps(SLACK).encode(), "a.json", InputKind.SLACK),
        (b'{"plain": "json"}', "a.json", InputKind.TEXT),
        (b"%PDF-1.7\n", "a.eml", InputKind.PDF),
        (b"\x89PNG\r\n\x1a\n", "", InputKind.IMAGE),
        (b"PK\x03\x04abc", "", InputKind.FILE),
        (b"BEGIN:VCALENDAR\r\n", "invite.ics", InputKind.FILE),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "", InputKind.FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_0037001F".encode("utf-16-le"), "", InputKind.MSG),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "a.msg", InputKind.FILE),
        (b"BMW has sent you a prize", "", InputKind.TEXT),
        (b"Dear customer, call 803-555-0142", "", InputKind.TEXT),
        ("Ihre Bestellung über 1.249 €".encode("latin-1", "replace"), "", InputKind.TEXT),
        (bytes(range(256)) * 20, "", InputKind.FILE),
    ],
)
def test_the_content_tells_what_it_is(data: bytes, name: str, wanted: InputKind) -> None:
    assert input_kind(data, name) is wanted


@pytest.mark.parametrize(
    "pasted",
    [
        GMAIL + MAIL,
        GMAIL + MAIL.replace(b"<", b"&lt;").replace(b">", b"&gt;"),
        b"look:\n\n" + b"".join(b"    " + line for line in MAIL.splitlines(keepends=True)),
        b"look:\n" + b"".join(b"> " + line for line in MAIL.splitlines(keepends=True)),
    ],
    ids="lead-in escaped indented quoted".split(),
)
def test_the_mail_in_a_pasted_source_is_found(pasted: bytes) -> None:
    source = source_in(pasted)
    assert source is not None
    message = parsed(source)
    assert (message.headers[0][0], message.header("Subject")) == ("Return-Path", "Order")
    assert message.mailboxes("From")[0].address == "x@mail.test"
    assert message.parts[0].text.strip() == "Hello <b>you</b>"


def test_text_that_speaks_of_headers_is_no_source() -> None:
    assert source_in(b"The Received: line and the Message-ID: line tell who sent it.\nSubject: hello") is None


def test_the_first_mail_of_an_mbox_ends_where_the_second_begins() -> None:
    assert first_of_mbox(LINE + MAIL + b"\n" + LINE + b"Subject: second\n\nx").endswith(b"Hello <b>you</b>")
    assert first_of_mbox(MAIL) == MAIL


@given(st.binary(max_size=500), st.text(max_size=10))
def test_no_bytes_raise(data: bytes, name: str) -> None:
    input_kind(data, name)
    source_in(b"Received: x\nMessage-ID: y\n" + data)


@pytest.mark.parametrize(
    "piece", [b"<!--", b"{", b"Received: x\n", b"From x@y Mon aaaaaaaaaa\n", b"&lt;", b"> ", b"<?xml"]
)
def test_hostile_input_is_told_in_proportion_to_its_size(piece: bytes) -> None:
    grows_linearly(input_kind, lambda n: piece * n, n=1000, largest=50_000)
