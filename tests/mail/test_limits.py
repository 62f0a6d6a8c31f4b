"""Reading a mail only in part: what is left out is named, and no lure gets lost by being wrapped or padded."""

import itertools
from email.message import EmailMessage

import pytest

from bot.mail.email import TOO_HEAVY, Email, Unread, passages
from bot.mail.limits import WHOLE, Limits, briefly
from bot.mail.read import read
from tests.growth import grows_linearly
from tests.mail.attachments import made

LURE = "To cancel the order call 803-555-0142 now."
HEADERS = b"From: Ann <ann@acme.example>\nSubject: A message\nMIME-Version: 1.0\n"
PADDING = "Soup at noon, and then a walk along the river. "


def mail(*parts: bytes) -> bytes:
    """A mail of these parts, each with its own headers."""
    cut = b"".join(b"--B\n" + part + b"\n" for part in parts)
    return HEADERS + b"Content-Type: multipart/mixed; boundary=B\n\n" + cut + b"--B--\n"


def text(words: str, kind: str = "plain") -> bytes:
    return f"Content-Type: text/{kind}\n\n{words}".encode()


def with_files(**files: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = "Ann <ann@acme.example>"
    message.set_content(LURE)
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return message.as_bytes()


def words(email: Email) -> str:
    return "\n".join(one.text for one in passages(email))


def late_after(questions: int) -> Limits:
    """Time runs out after it was asked for so often."""
    asked = itertools.count(1)
    return Limits(late=lambda: next(asked) > questions)


def test_a_small_mail_is_read_briefly_as_it_is_read_whole() -> None:
    data = mail(text(LURE), text(f"<p>{PADDING}</p>", "html"), text("A note", "calendar"))
    assert read(data, "a.eml", limits=briefly()) == read(data, "a.eml", limits=WHOLE)


def test_a_brief_reading_names_every_file_and_opens_none_that_others_code_reads() -> None:
    data = with_files(
        a_pdf=made.pdf(made.lines("A secret")), b_png=made.qr("https://evil.test/"), c_zip=made.zipped({"d.txt": "x"})
    )
    email = read(data, "a.eml", limits=briefly())
    assert LURE in email.text and email.sender
    assert [(one.name, one.real) for one in email.attachments] == [
        ("a.pdf", "pdf"),
        ("b.png", "image"),
        ("c.zip", "zip"),
    ]
    assert not any(one.text or one.codes or one.names for one in email.attachments)
    assert email.unread == tuple(Unread("attachment", name, TOO_HEAVY) for name in ("a.pdf", "b.png", "c.zip"))


def test_a_file_of_plain_words_is_read_to_some_length() -> None:
    email = read(with_files(a_txt=(LURE + PADDING * 10_000).encode()), "a.eml", limits=briefly())
    assert email.attachments[0].text.startswith(LURE) and len(email.attachments[0].text) <= 60_000
    assert email.unread == (Unread("attachment", "a.txt", TOO_HEAVY),)


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_padding_pushes_no_lure_out_of_a_brief_reading(kind: str) -> None:
    for data in (f"{LURE}\n{PADDING * 100_000}", f"{PADDING * 100_000}\n{LURE}"):
        email = read(mail(text(data, kind)), "a.eml", limits=briefly())
        assert LURE in email.text and len(email.text) < 80_000
        assert email.unread == (Unread("text", "", TOO_HEAVY),)


def test_pasted_text_and_slacks_copy_are_cut_likewise() -> None:
    pasted = f"{PADDING * 20_000}\n{LURE}".encode()
    email = read(pasted, limits=briefly())
    assert LURE in email.text and len(email.text) < 80_000
    assert {one.why for one in email.unread} == {TOO_HEAVY}


def test_a_mail_passed_on_as_a_file_is_opened_in_a_brief_reading() -> None:
    inner = b"Content-Type: message/rfc822\n\n" + HEADERS + b"\n" + LURE.encode()
    for _ in range(3):
        inner = b"Content-Type: message/rfc822\n\n" + mail(inner).replace(b"=B", b"=BB").replace(b"--B", b"--BB")
    assert LURE in words(read(mail(inner), "a.eml", limits=briefly()))


def test_of_many_mails_in_one_a_brief_reading_opens_some_and_names_the_others() -> None:
    inner = b"Content-Type: message/rfc822\n\n" + HEADERS + b"\n" + LURE.encode()
    email = read(mail(text(PADDING * 20), *[inner] * 20), "a.eml", limits=briefly())
    assert len(email.attachments) == 20
    assert [one.part for one in email.unread] == ["nested mail"]
    assert LURE in words(email)


def test_once_it_is_late_files_stay_closed_and_the_words_are_still_read() -> None:
    data = with_files(a_pdf=made.pdf(made.lines("A secret")), b_txt=b"Another one")
    email = read(data, "a.eml", limits=Limits(late=lambda: True))
    assert LURE in email.text
    assert [one.text for one in email.attachments] == ["", ""]
    assert email.unread == (Unread("attachment", "a.pdf", TOO_HEAVY), Unread("attachment", "b.txt", TOO_HEAVY))


def test_a_reader_that_is_at_work_when_it_gets_late_stops_and_keeps_what_it_has() -> None:
    pages = made.pdf(made.lines(*(f"Line {number}" for number in range(20_000))))
    whole = read(with_files(a_pdf=pages), "a.eml").attachments[0].text
    for questions in (4, 12, 40):
        email = read(with_files(a_pdf=pages), "a.eml", limits=late_after(questions))
        [file] = email.attachments
        assert len(file.text) < len(whole)
        assert Unread("attachment", "a.pdf", TOO_HEAVY) in email.unread
    assert file.text, "by then it had read something"


def test_nobody_who_is_never_late_is_told_of_it() -> None:
    email = read(with_files(a_pdf=made.pdf(made.lines("A secret"))), "a.eml", limits=late_after(1_000_000))
    assert "A secret" in email.attachments[0].text
    assert not email.unread


PARTS = {
    "texts": text(PADDING * 20),
    "pages": text(f"<p>{PADDING}</p>" * 20, "html"),
    "mails": b"Content-Type: message/rfc822\n\n" + HEADERS + b"\n" + PADDING.encode() * 20,
    "files": b"Content-Type: text/html; name=a.html\nContent-Disposition: attachment\n\n<p>Soup",
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.thorough
def test_a_brief_reading_grows_with_its_input_at_most(part: bytes) -> None:
    grows_linearly(
        lambda data: read(data, "a.eml", limits=briefly()), lambda n: mail(*[part] * n), n=100, largest=20_000
    )
