"""A mail is read however broken it is, and what lies too deep or is too much is still given out as text."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.charset import decoded, known_charset
from bot.mail.mime import DEEPEST, MOST_PARTS, Message, parsed
from bot.mail.transfer import from_base64, transferred
from tests.growth import grows_linearly

HEAD = b"From: Ann <ann@acme.example>\nSubject: Order\nMIME-Version: 1.0\n"
LURE = "call 803-555-0142 to cancel"


def texts(message: Message) -> str:
    return "\n".join(part.text for part in message.parts if part.content_type.startswith("text/"))


def test_the_tree_is_told_by_paths_and_containers() -> None:
    message = parsed(
        HEAD
        + b'Content-Type: multipart/mixed; boundary="out"\n\npreamble\n--out\n'
        + b"Content-Type: multipart/alternative; boundary=in\n\n--in\nContent-Type: text/plain\n\nplain\n"
        + b"--in\nContent-Type: text/html; charset=utf-8\n\n<p>rich</p>\n--in--\n\n--out\n"
        + b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\n\n%PDF\n--out--\nepilogue'
    )
    told = [(one.content_type, one.path, one.containers, one.name, one.data) for one in message.parts]
    assert told == [
        ("text/plain", (0, 0), ("mixed", "alternative"), "", b"plain"),
        ("text/html", (0, 1), ("mixed", "alternative"), "", b"<p>rich</p>"),
        ("application/pdf", (1,), ("mixed",), "a.pdf", b"%PDF"),
    ]
    assert (message.defects, message.unread, message.header("subject")) == ((), (), "Order")


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"\n" + LURE.encode(),
        (HEAD + b"\n" + LURE.encode()).replace(b"\n", b"\r\n"),
        (HEAD + b"\n" + LURE.encode()).replace(b"\n", b"\r"),
        (HEAD + b"\n" + LURE.encode()).replace(b"\n", b"\r\r\n"),
        b"\xef\xbb\xbf" + HEAD + b"\n" + LURE.encode(),
        (HEAD + b"\n").decode().encode("utf-16") + LURE.encode("utf-16-le"),
        b"\n\n \n" + HEAD + b"\n" + LURE.encode(),
        b"From ann@acme.example Mon Jan  1 10:00:00 2024\n" + HEAD + b"\n" + LURE.encode(),
        HEAD + b"no colon here\nX-Mailer: y\n\n" + LURE.encode(),
        HEAD + LURE.encode(),
    ],
    ids="plain crlf cr crcrlf bom utf16 blank mbox junk no-blank-line".split(),
)
def test_a_mail_survives_what_gateways_and_exports_do_to_lines(data: bytes) -> None:
    message = parsed(data)
    assert message.header("Subject") == "Order"
    assert texts(message).strip() == LURE
    assert message.mailboxes("From")[0].address == "ann@acme.example"


@pytest.mark.parametrize(
    "kind",
    [
        b"multipart/mixed",
        b"multipart/mixed; boundary=wrong",
        b'multipart/mixed; boundary="x"; boundary="y"',
        b"multipart/mixed; boundary=x",
    ],
)
def test_a_boundary_that_is_missing_wrong_or_never_closed_hides_nothing(kind: bytes) -> None:
    encoded = base64.b64encode(LURE.encode())
    body = b"--x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + encoded
    message = parsed(HEAD + b"Content-Type: " + kind + b"\n\n" + body + b"\n--x\n\nmore")
    assert LURE in texts(message)
    assert "more" in texts(message)


def test_raw_8_bit_headers_are_read_as_utf8_or_windows_1252() -> None:
    assert parsed("Subject: Zahlung fällig\n\n".encode()).header("Subject") == "Zahlung fällig"
    assert parsed("Subject: Zahlung fällig\n\n".encode("latin-1")).header("Subject") == "Zahlung fällig"


def test_a_mail_inside_is_one_part_with_its_raw_bytes() -> None:
    inner = HEAD + b'Content-Type: multipart/mixed; boundary="i"\n\n--i\n\nhi\n--i--'
    outer = HEAD + b'Content-Type: multipart/mixed; boundary="o"\n\n--o\nContent-Type: message/rfc822\n\n'
    message = parsed(outer + inner + b"\n--o--\n")
    assert [(one.content_type, one.data) for one in message.parts] == [("message/rfc822", inner)]
    assert texts(parsed(inner, 1)) == "hi"


def nested_multiparts(depth: int) -> bytes:
    levels = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    encoded = base64.b64encode(LURE.encode()).decode()
    leaf = f"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{encoded}\n"
    return HEAD + ("".join(levels) + leaf).encode()


def nested_mails(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * depth + b"Subject: deep\n\n" + LURE.encode()


def encoded_mails(depth: int) -> bytes:
    mail = b"Subject: deep\n\n" + LURE.encode()
    for _ in range(depth):
        mail = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(mail)
    return mail


def opened(data: bytes) -> tuple[str, set[str]]:
    """All texts of a mail and of the mails in it, opened as a caller does, and what was left unread."""
    found, why, inside = "", set[str](), 0
    while True:
        message = parsed(data, inside)
        found += texts(message)
        why |= {one.why for one in message.unread}
        mails = [one.data for one in message.parts if one.content_type == "message/rfc822"]
        if not mails:
            return found, why
        data, inside = mails[0], inside + 1


@pytest.mark.parametrize("make", [nested_multiparts, nested_mails, encoded_mails])
@pytest.mark.parametrize("depth", [2 * DEEPEST + 1, 12])
def test_no_lure_escapes_by_being_wrapped_and_the_depth_is_told(make: Callable[[int], bytes], depth: int) -> None:
    found, why = opened(make(depth))
    assert (LURE in found, "too deep" in why) == (True, True)


@pytest.mark.parametrize("make", [nested_multiparts, nested_mails])
def test_a_mail_nested_a_hundred_deep_is_still_judged(make: Callable[[int], bytes]) -> None:
    found, why = opened(make(100))
    assert (LURE in found, "too deep" in why) == (True, True)


def test_the_last_of_many_parts_is_read_and_files_past_the_limit_are_named() -> None:
    filler = b"--b\nContent-Type: text/plain\n\nx\n" * (MOST_PARTS + 1000)
    hidden = base64.b64encode(LURE.encode())
    lure = b"--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + hidden + b"\n"
    file = b'--b\nContent-Type: application/zip; name="a.zip"\n\nPK\n'
    message = parsed(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + filler + lure + file + b"--b--")
    assert LURE in texts(message)
    assert len(message.parts) <= MOST_PARTS + 2
    assert {(one.part, one.name, one.why) for one in message.unread} == {
        ("text", "", "too many"),
        ("attachment", "a.zip", "too many"),
    }


def test_padding_beyond_the_limit_cannot_push_a_lure_out() -> None:
    message = parsed(HEAD + b"\n" + b"padding " * 1_400_000 + LURE.encode())
    assert LURE in texts(message)
    assert "too large" in {one.why for one in message.unread}


def test_a_header_bomb_hides_no_subject() -> None:
    message = parsed(b"X-Pad: y\n" * 20_000 + HEAD + b"\n" + LURE.encode())
    assert (message.header("Subject"), texts(message)) == ("Order", LURE)
    assert "too many" in {one.why for one in message.unread}


@pytest.mark.parametrize(
    "line, name",
    [
        ('attachment; filename="a b.pdf"', "a b.pdf"),
        ("attachment; filename=a b.pdf; size=3", "a b.pdf"),
        ("attachment; filename*=utf-8''Rechnung%20%E2%82%AC.pdf", "Rechnung €.pdf"),
        ("attachment; filename*0=\"Rech\"; filename*1*=%6Eung.pdf; filename*2=''", "Rechnung.pdf''"),
        ('attachment; filename="=?utf-8?B?UmVjaG51bmcg4oKsLnBkZg==?="', "Rechnung €.pdf"),
        ("attachment; filename==?iso-8859-1?Q?f=FCr.pdf?=", "für.pdf"),
        ('attachment; filename="never closed.pdf', "never closed.pdf"),
        ('attachment; filename="quo\\"ted.pdf"', 'quo"ted.pdf'),
        ("attachment; filename*=nonsense", "nonsense"),
    ],
)
def test_file_names_are_read_in_every_form(line: str, name: str) -> None:
    part = parsed(HEAD + f"Content-Disposition: {line}\n\nx".encode()).parts[0]
    assert (part.name, part.disposition) == (name, "attachment")


@pytest.mark.parametrize(
    "data, encoding, wanted",
    [
        (b"aGVsbG8gd29ybGQ=", "base64", b"hello world"),
        (b"aGVsbG8gd29ybGQ", "BASE64 ", b"hello world"),
        (b"aGVs\x00bG8g*d29ybGQ=", "base64", b"hello world"),
        (b"aGVsbG8=IHdvcmxk", "base64", b"hello world"),
        (b"aGVsbG8gd29ybGQ=\n-- \nA list footer", "base64", b"hello world\n-- \nA list footer"),
        (b"hello=20w=6Frld=ZZ=", "quoted-printable", b"hello world=ZZ"),
        (b"begin 644 x\n+:&5L;&\\@=V]R;&0\n`\nend\n", "x-uuencode", b"hello world"),
        (b"hello", "no-such-encoding", b"hello"),
    ],
)
def test_damaged_transfer_encodings_are_repaired_as_clients_do(data: bytes, encoding: str, wanted: bytes) -> None:
    assert transferred(data, encoding)[0] == wanted


@pytest.mark.parametrize(
    "data, charset, content_type, wanted",
    [
        ("€ für dich".encode(), "utf-8", "text/plain", "€ für dich"),
        ("€ für dich".encode("cp1252"), "iso-8859-1", "text/plain", "€ für dich"),
        ("für dich".encode(), "us-ascii", "text/plain", "für dich"),
        ("für dich und ß".encode("cp1252"), "utf-8", "text/plain", "für dich und ß"),
        ("ご注文".encode("iso-2022-jp"), "iso-2022-jp", "text/plain", "ご注文"),
        ("ご注文".encode("iso-2022-jp"), None, "text/plain", "ご注文"),
        ("订单确认".encode("gb18030"), "gb2312", "text/plain", "订单确认"),
        ("주문".encode("cp949"), "ks_c_5601-1987", "text/plain", "주문"),
        ('<meta charset="cp1251">Заказ'.encode("cp1251"), None, "text/html", '<meta charset="cp1251">Заказ'),
        ("Zamówienie".encode("utf-16"), None, "text/plain", "Zamówienie"),
        ("für".encode("cp1252"), "no-such-charset", "text/plain", "für"),
        (b"a\0b", "utf-8", "text/plain", "ab"),
        ("für".encode("utf-7"), "utf-7", "text/plain", "für"),
    ],
)
def test_text_is_decoded_whatever_it_declares(data: bytes, charset: str | None, content_type: str, wanted: str) -> None:
    assert decoded(data, charset, content_type) == wanted


@pytest.mark.parametrize("name", ["hex", "zip", "idna", "punycode", "unicode_escape", "rot13", "", "\0", "x" * 999])
def test_codecs_that_are_no_charsets_are_refused(name: str) -> None:
    assert known_charset(name) is None


def test_undeclared_html_is_taken_for_html() -> None:
    assert parsed(b"Subject: x\n\n<html><body>hi").parts[0].content_type == "text/html"
    assert parsed(b"Subject: x\nContent-Type: text/plain\n\n<html>").parts[0].content_type == "text/plain"


@given(st.binary(max_size=2000))
def test_no_bytes_raise(data: bytes) -> None:
    parsed(data)
    from_base64(data)


PIECES = st.sampled_from(
    [
        *(
            HEAD,
            b"\n",
            b"\n\n",
            b"--b\n",
            b"--b--\n",
            b"--c\n",
            b"--\n",
            b"\r",
            b"\xff",
            b"From x\n",
            b" ",
            b"text ",
            b"QUJD\n",
        ),
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: multipart/alternative; boundary=c\n",
        b"Content-Type: multipart/digest\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Transfer-Encoding: base64\n",
    ]
)


@given(st.lists(PIECES, max_size=40), st.integers(0, 2 * DEEPEST))
def test_no_arrangement_of_the_pieces_of_mails_raises(pieces: list[bytes], inside: int) -> None:
    message = parsed(b"".join(pieces), inside)
    assert all(one.text is not None for one in message.parts)


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "multiparts in multiparts": nested_multiparts,
    "mails in mails": nested_mails,
    "parts": lambda n: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * n,
    "multiparts without a boundary": lambda n: HEAD + b"Content-Type: multipart/mixed\n\n--q\n" * n,
    "boundaries that never come": lambda n: (
        HEAD + b"Content-Type: multipart/mixed; boundary=o\n\n" + b"--o\nContent-Type: multipart/mixed\n\n--q\n" * n
    ),
    "headers": lambda n: b"X: y\n" * n + HEAD,
    "broken headers": lambda n: HEAD + b"junk line\nFrom: x@y.example\n" * n,
    "one long line": lambda n: HEAD + b"\n" + b"x" * (50 * n),
    "folds": lambda n: HEAD + b"Subject: a" + b"\n a" * n,
    "base64 with padding everywhere": lambda n: HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"A=A=" * n,
    "a digest": lambda n: HEAD + b"Content-Type: multipart/digest; boundary=b\n\n" + b"--b\n\nSubject: x\n\nhi\n" * n,
    "blank lines": lambda n: b"\n \r" * n,
    "broken text": lambda n: HEAD + b"\n" + b"\xff\xe9\x1b$" * n,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_mails_take_time_in_proportion_to_their_size(make: Callable[[int], bytes]) -> None:
    grows_linearly(lambda data: [one.text for one in parsed(data, DEEPEST).parts], make, n=200, largest=30_000)
