"""A .msg holds a mail in pieces; put together again it must say what Outlook showed.

The files here are made by the test, a compound file of properties as MS-CFB and MS-OXMSG describe it.
"""

import struct
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.kind import InputKind, input_kind
from bot.mail.mime import Message, parsed
from bot.mail.outlook_msg import MsgUnreadable, message_from_msg
from bot.mail.rich_text import decompressed, html_or_text
from tests.growth import grows_linearly

Folder = dict[str, "bytes | Folder"]

END, NONE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


@dataclass(slots=True)
class Sectors:
    """Streams laid out one after the other, each followed through a table; equal streams share their sectors."""

    size: int
    pieces: list[bytes] = field(default_factory=list)
    table: list[int] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)

    def stored(self, data: bytes) -> int:
        if not data or data in self.known:
            return self.known.get(data, END)
        first = self.known[data] = len(self.pieces)
        self.pieces += [data[at : at + self.size].ljust(self.size, b"\0") for at in range(0, len(data), self.size)]
        self.table += [*range(first + 1, len(self.pieces)), END]
        return first


def compound_file(root: Folder) -> bytes:
    """A compound file, version 3, with a small stream for what is under 4096 bytes."""
    large, small = Sectors(SECTOR), Sectors(64)
    entries: list[tuple[str, int, int, int, int]] = []  # name, type, first child, start, size
    following: dict[int, int] = {}

    def added(name: str, content: "bytes | Folder") -> int:
        place = len(entries)
        if isinstance(content, bytes):
            sectors = small if len(content) < 4096 else large
            entries.append((name, 2, NONE, sectors.stored(content), len(content)))
            return place
        entries.append((name, 1, NONE, 0, 0))
        children = [added(child, inner) for child, inner in content.items()]
        following.update(pairwise(children))
        entries[place] = (name, 1, children[0] if children else NONE, 0, 0)
        return place

    added("Root Entry", root)
    minis = b"".join(small.pieces)
    entries[0] = ("Root Entry", 5, entries[0][2], large.stored(minis), len(minis))
    chains = struct.pack(f"<{len(small.table)}I", *small.table)
    chain_start = large.stored(chains.ljust(-(-len(chains) // SECTOR) * SECTOR, b"\xff"))
    rows = [directory_entry(*entry, following.get(place, NONE)) for place, entry in enumerate(entries)]
    directory = large.stored(b"".join(rows) + directory_entry("", 0, NONE, 0, 0, NONE) * (-len(rows) % 4))
    count = -(-len(large.table) // 127)
    first = len(large.table)
    table = large.table + [0xFFFFFFFD] * count
    table += [NONE] * (count * 128 - len(table))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0,
        4096, chain_start, -(-len(chains) // SECTOR), END, 0,
    )  # fmt: skip
    places = struct.pack("<109I", *range(first, first + count), *[NONE] * (109 - count))
    return header + places + b"".join(large.pieces) + struct.pack(f"<{len(table)}I", *table)


def directory_entry(name: str, kind: int, child: int, start: int, size: int, following: int) -> bytes:
    encoded = name.encode("utf-16-le")
    length = len(encoded) + 2 if name else 0
    return struct.pack("<64sHBBIII16x4x16xIQ", encoded, length, kind, 1, NONE, following, child, start, size)


def text(tag: int, value: str) -> Folder:
    return {f"__substg1.0_{tag:04X}001F": value.encode("utf-16-le")}


def binary(tag: int, value: bytes) -> Folder:
    return {f"__substg1.0_{tag:04X}0102": value}


def properties(header: int, *entries: tuple[int, int]) -> Folder:
    rows = b"".join(struct.pack("<HHIQ", 0x0040, tag, 6, value) for tag, value in entries)
    return {"__properties_version1.0": bytes(header) + rows}


TRANSPORT = (
    "Microsoft Mail Internet Headers Version 2.0\r\n"
    "Received: from mail.shop.example (203.0.113.9) by mx.acme.example with ESMTP;\r\n\t1 Jan 2024 10:00:00 +0000\r\n"
    'From: "Shop" <orders@shop.example>\r\nTo: ann@acme.example\r\nSubject: Your order\r\n'
    'MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n\tboundary="old"\r\n\r\n'
)
ATTACHMENT: Folder = (
    text(0x3707, "Rechnung €.pdf") | text(0x370E, "application/pdf") | binary(0x3701, b"%PDF-1.7\n--x\r\n")
)
INNER: Folder = (
    properties(24)
    | text(0x0037, "Inner")
    | text(0x0C1A, "Bob")
    | text(0x5D01, "bob@mail.test")
    | text(0x1000, "call 803-555-0142")
)
MAIL: Folder = (
    properties(32)
    | text(0x007D, TRANSPORT)
    | text(0x0037, "Your order")
    | text(0x1000, "Thank you\r\n--old\r\n")
    | binary(0x1013, b"<html><p>Thank you</p></html>")
    | {"__attach_version1.0_#00000000": ATTACHMENT}
    | {"__attach_version1.0_#00000001": {"__substg1.0_3701000D": INNER}}
)


def message(root: Folder) -> Message:
    return parsed(message_from_msg(compound_file(root)))


def test_transport_headers_bodies_and_attachments_come_through() -> None:
    found = message(MAIL)
    assert [name for name, _ in found.headers] == ["Received", "From", "To", "Subject", "MIME-Version", "Content-Type"]
    assert found.header("Received").endswith("; 1 Jan 2024 10:00:00 +0000")
    told = [(one.content_type, one.name, one.containers) for one in found.parts]
    assert told == [
        ("text/plain", "", ("mixed", "alternative")),
        ("text/html", "", ("mixed", "alternative")),
        ("application/pdf", "Rechnung €.pdf", ("mixed",)),
        ("message/rfc822", "", ("mixed",)),
    ]
    assert found.parts[0].text == "Thank you\r\n--old\r\n"
    assert found.parts[2].data == b"%PDF-1.7\n--x\r\n"


def test_a_mail_attached_in_outlook_is_a_mail_inside() -> None:
    inner = parsed(message(MAIL).parts[3].data)
    assert (inner.header("Subject"), inner.header("From")) == ("Inner", '"Bob" <bob@mail.test>')
    assert inner.parts[0].text.strip() == "call 803-555-0142"


def test_without_transport_headers_the_properties_tell() -> None:
    sent = int((datetime(2024, 3, 5, 18, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    to: Folder = properties(8, (0x0C15, 1)) | text(0x3001, "Ann\nBcc: x@mail.test") | text(0x39FE, "ann@acme.example")
    root = (
        properties(32, (0x0039, sent))
        | text(0x0042, 'Bob "B" Doe')
        | text(0x0065, "/o=acme/cn=bob")
        | text(0x5D02, "bob@acme.example")
        | text(0x0037, "Hello\nX-Injected: y")
        | text(0x1000, "hi")
        | {"__recip_version1.0_#00000000": to}
    )
    found = message(root)
    assert [one.written for one in found.mailboxes("From")] == ['Bob "B" Doe <bob@acme.example>']
    assert [one.address for one in found.mailboxes("To")] == ["ann@acme.example"]
    assert (found.header("Subject"), found.header("X-Injected"), found.header("Bcc")) == ("Hello X-Injected: y", "", "")
    assert found.header("Date") == "Tue, 05 Mar 2024 18:00:00 +0000"


def test_a_body_in_the_senders_code_page_is_decoded() -> None:
    root = properties(32, (0x3FDE, 1251)) | binary(0x1013, "<p>Заказ отменён".encode("cp1251")) | text(0x0037, "x")
    assert message(root).parts[-1].text.strip() == "<p>Заказ отменён"


RTF = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag19 <html>}{\*\htmltag64 <p>}"
    rb"\htmlrtf {\htmlrtf0 F\'fcr dich: \u8364?5 "
    rb"{\*\htmltag84 <a href=https://mail.test>}here{\*\htmltag92 </a>}\htmlrtf }\htmlrtf0 }"
)


def test_html_that_outlook_wrapped_in_rtf_comes_out_again() -> None:
    packed = struct.pack("<II4sI", len(RTF) + 12, len(RTF), b"MELA", 0) + RTF
    found = message(properties(32) | text(0x0037, "x") | binary(0x1009, packed)).parts
    assert [one.content_type for one in found] == ["text/html"]
    assert found[0].text.strip() == "<html><p>Für dich: €5 <a href=https://mail.test>here</a>"


def test_plain_rtf_becomes_text() -> None:
    rtf = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator x;}Dear \b Ann\b0 ,\par call 803-555-0142 \{now\}}"
    assert html_or_text(rtf) == ("Dear Ann,\ncall 803-555-0142 {now}", False)


def test_compressed_rtf_is_decompressed() -> None:
    """The example of MS-OXRTFCP 4.1.1."""
    data = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompressed(data) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_file_that_lists_one_stream_over_and_over_is_read_within_bounds() -> None:
    attachments: Folder = {f"__attach_version1.0_#{n:08X}": binary(0x3701, b"y" * 500_000) for n in range(150)}
    data = compound_file(properties(32) | text(0x0037, "x") | attachments)
    assert len(data) < 1_000_000
    assert len(message_from_msg(data)) < 21_000_000


def nested(depth: int) -> Folder:
    folder = INNER
    for _ in range(depth):
        folder = (
            properties(24) | text(0x0037, "outer") | {"__attach_version1.0_#00000000": {"__substg1.0_3701000D": folder}}
        )
    return folder


@pytest.mark.parametrize("depth", [9, 60])
def test_mails_in_mails_end_somewhere(depth: int) -> None:
    found = parsed(message_from_msg(compound_file(nested(depth))), 5)
    assert ("803-555-0142" in "".join(one.text for one in found.parts)) == (depth < 10)


def test_what_is_no_msg_is_told_in_a_sentence() -> None:
    whole = compound_file(MAIL)
    for data in (b"", b"hello", whole[:512], whole[:1600], whole[:44] + b"\xff\xff\xff\x7f" + whole[48:]):
        with pytest.raises(MsgUnreadable, match=r"damaged.*\.$"):
            message_from_msg(data)


def test_a_msg_is_known_by_its_content() -> None:
    assert input_kind(compound_file(MAIL), "mail.doc") is InputKind.MSG


WHOLE = compound_file(MAIL)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_no_damage_raises_anything_else(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    with suppress(MsgUnreadable):
        parsed(message_from_msg(bytes(data)))


@given(st.binary(max_size=300))
def test_no_rich_text_raises(data: bytes) -> None:
    html_or_text(data)
    decompressed(struct.pack("<II4sI", 0, 5000, b"LZFu", 0) + data)


@pytest.mark.parametrize("piece", [b"{", b"\\u8364?", b"\\'e9", b"{\\*\\htmltag x}", b"\\htmlrtf "])
def test_hostile_rich_text_takes_time_in_proportion_to_its_size(piece: bytes) -> None:
    grows_linearly(html_or_text, lambda n: b"{\\rtf1\\fromhtml1 " + piece * n, n=500, largest=20_000)
