"""The spoofed Amazon order is likely_scam in every disguise and language, the genuine one is not flagged: the law."""

import base64
from collections.abc import Callable

import pytest

from bot.flows.check import check
from bot.library.library import Library
from bot.verdict.verdict import State
from tests.mail.attachments.made import lines as pdf_lines
from tests.mail.attachments.made import pdf
from tests.orders import ORDERS, Order, genuine_mail, scam_lines

LIBRARY = Library.load()
FROM = '"Amazon Orders" <amz.orders.dept@gmail.com>'


def mail(body: str, *, subject: str, kind: str = "text/plain", sender: str = FROM) -> str:
    return (
        "Authentication-Results: mx.reader.example; spf=pass smtp.mailfrom=gmail.com; dmarc=pass header.from=gmail.com\n"
        "Received: from mail-wm1.google.com (203.0.113.9) by mx.reader.example with ESMTPS; Mon, 02 Nov 2026 08:00:00 +0000\n"
        f"From: {sender}\nTo: Ann Reader <ann@reader.example>\nSubject: {subject}\n"
        f"Date: Mon, 02 Nov 2026 08:00:00 +0000\nMIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\n{body}"
    )


def plain(order: Order) -> str:
    return mail("\n\n".join(scam_lines(order)), subject=order.subject)


def html_with_real_links(order: Order) -> str:
    link = f'<a href="https://www.{order.shop}/gp/css/order-history">{order.view}</a>'
    body = "".join(f"<p>{line}</p>" for line in scam_lines(order))
    return mail(f"<html><body>{link}{body}{link}</body></html>", subject=order.subject, kind="text/html")


def _with_file(order: Order, kind: str, name: str, data: bytes) -> str:
    return mail(
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{order.greeting}\n\n--b\nContent-Type: {kind}\n"
        f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n'
        f"{base64.encodebytes(data).decode()}\n--b--\n",
        subject=order.subject,
        kind='multipart/mixed; boundary="b"',
    )


def in_a_calendar_invitation(order: Order) -> str:
    text = "\\n".join(line.replace(",", "\\,") for line in scam_lines(order))
    ics = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261103T080000Z\r\n"
        f"ORGANIZER;CN=Amazon Orders:mailto:amz.orders.dept@gmail.com\r\nSUMMARY:{order.subject}\r\nDESCRIPTION:{text}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return _with_file(order, "text/calendar; charset=utf-8; method=REQUEST", "invite.ics", ics.encode())


def with_wide_digits(order: Order) -> str:
    wide = order.phone.translate({ord("0") + i: 0xFF10 + i for i in range(10)})
    return mail("\n\n".join(scam_lines(order, wide)), subject=order.subject)


def with_bold_digits(order: Order) -> str:
    bold = order.phone.translate({ord("0") + i: 0x1D7CE + i for i in range(10)})
    return mail("\n\n".join(scam_lines(order, bold)), subject=order.subject)


def with_digits_spaced_out(order: Order) -> str:
    return mail(
        "\n\n".join(scam_lines(order, " ".join(ch for ch in order.phone if ch.isdigit()))), subject=order.subject
    )


def with_lookalike_letters(order: Order) -> str:
    swap = str.maketrans({"a": "а", "o": "о", "e": "е", "c": "с"})  # the point: Cyrillic letters
    text = (
        "\n\n".join(scam_lines(order))
        if order.language == "ja"
        else "\n\n".join(line.translate(swap) if i != 2 else line for i, line in enumerate(scam_lines(order)))
    )
    return mail(text, subject=order.subject, sender='"Аmаzоn Orders" <amz.orders.dept@gmail.com>')  # as above


def with_split_words(order: Order) -> str:
    text = "\n\n".join("\u200b".join(line) if order.phone not in line else line for line in scam_lines(order))
    return mail(text, subject=order.subject)


def forwarded_by_a_colleague(order: Order) -> str:
    banner, sender, date, to, subject = order.forward
    inner = "\n\n".join(scam_lines(order))
    body = (
        f"Ann?\n\n{banner}\n{sender}: Amazon Orders <amz.orders.dept@gmail.com>\n{date}: 2 Nov 2026 07:00\n"
        f"{to}: Jonas Weber <jonas@reader.example>\n{subject}: {order.subject}\n\n{inner}"
    )
    return mail(body, subject=f"Fwd: {order.subject}", sender="Jonas Weber <jonas@reader.example>")


DISGUISES: tuple[Callable[[Order], str], ...] = (
    plain, html_with_real_links, in_a_calendar_invitation, with_wide_digits, with_bold_digits, with_digits_spaced_out,
    with_lookalike_letters, with_split_words, forwarded_by_a_colleague,
)  # fmt: skip


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: disguise.__name__)
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.language)
def test_the_spoofed_order_is_a_likely_scam(order: Order, disguise: Callable[[Order], str]) -> None:
    checked = check(disguise(order).encode(), "order.eml", LIBRARY)
    assert checked.verdict.state is State.LIKELY_SCAM, [one.signal.id for one in checked.verdict.findings]


LATIN_1 = [order for order in ORDERS if order.language not in ("pl", "ja")]  # what the little PDF writer can write


@pytest.mark.parametrize("order", LATIN_1, ids=lambda order: order.language)
def test_the_spoofed_order_in_a_pdf_is_a_likely_scam(order: Order) -> None:
    lines = [line.encode("cp1252", "replace").decode("cp1252") for line in scam_lines(order)]
    checked = check(
        _with_file(
            order,
            "application/pdf",
            "order.pdf",
            pdf(pdf_lines(*(line.replace("(", "\\(").replace(")", "\\)") for line in lines))),
        ).encode(),
        "order.eml",
        LIBRARY,
    )
    assert checked.verdict.state is State.LIKELY_SCAM, [one.signal.id for one in checked.verdict.findings]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.language)
def test_the_genuine_order_has_no_warning_signs(order: Order) -> None:
    checked = check(genuine_mail(order).encode(), "order.eml", LIBRARY)
    assert checked.verdict.state is State.NO_WARNING_SIGNS, [one.signal.id for one in checked.verdict.findings]
