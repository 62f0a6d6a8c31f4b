"""A mail sent into Slack, held to the captured object: the usual filters of a bot drop exactly this event."""

from typing import Any

import aiohttp

from tests.localslack.conftest import Firm

RAW = b"""\
Received: from mx.shop.example (192.0.2.1) by mail.acme.example
From: "Bob Doe" <bob@acme.example>
To: general-aaaabbbb@acme.slack.com
Cc: Ann <ann@acme.example>, desk@acme.example
Subject: =?utf-8?q?Fwd=3A_Your_order_=E2=82=AC_1=2C249?=
Date: Tue, 05 Mar 2024 18:52:55 +0100
Message-ID: <1@acme.example>
Reply-To: help@shop.example
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset=utf-8

Call 803-555-0142
--c
Content-Type: text/html; charset=utf-8

<p>Call <b>803-555-0142</b></p>
--c--
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="invoice.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--b--
"""

# Written down from the project's notes on Slack ("The email file object (captured payloads)"): every field named
# there, with its type or its value. What the server makes is held against this, not against its own code.
FIXED = {
    "filetype": "email",
    "mode": "email",
    "pretty_type": "Email",
    "mimetype": "text/html",
    "user": "USLACKBOT",
    "username": "Email",
    "display_as_bot": True,
    "editable": True,
}
SUBJECT = "Fwd: Your order € 1,249"
TYPES: dict[str, type | tuple[type, ...]] = {
    "plain_text": str,
    "preview": str,
    "preview_plain_text": str,
    "attachments": list,
    "original_attachment_count": int,
    "has_more": bool,
    "sent_to_self": bool,
    "has_rich_preview": bool,
    "bot_id": str,
    "file_access": str,
    "headers": dict,
    "url_private": str,
    "url_private_download": str,
}


async def arrived(firm: Firm, raw: bytes = RAW) -> dict[str, Any]:
    await firm.team.email_into(firm.general, raw)
    return next(one.payload["event"] for one in firm.slack.deliveries if one.type == "message")


async def test_the_event_is_a_file_share_by_slackbot_without_text(firm: Firm) -> None:
    event = await arrived(firm)
    assert (event["subtype"], event["user"], event["text"]) == ("file_share", "USLACKBOT", "")
    assert event["bot_id"].startswith("B")
    assert len(event["files"]) == 1
    assert "client_msg_id" not in event


async def test_the_file_object_is_the_captured_one(firm: Firm) -> None:
    (file,) = (await arrived(firm))["files"]
    assert {key: file[key] for key in FIXED} == FIXED
    assert (file["name"], file["title"], file["subject"]) == (SUBJECT, SUBJECT, SUBJECT)
    assert {key: isinstance(file[key], kind) for key, kind in TYPES.items()} == dict.fromkeys(TYPES, True)


async def test_people_are_lists_and_slacks_own_address_is_kept_secret(firm: Firm) -> None:
    (file,) = (await arrived(firm))["files"]
    assert file["from"] == [
        {"address": "bob@acme.example", "name": "Bob Doe", "original": "Bob Doe <bob@acme.example>"}
    ]
    assert [one["address"] for one in file["to"]] == [""]
    assert file["cc"] == [
        {"address": "ann@acme.example", "name": "Ann", "original": "Ann <ann@acme.example>"},
        {"address": "desk@acme.example", "name": "", "original": "desk@acme.example"},
    ]


async def test_four_headers_are_left_and_each_may_be_null(firm: Firm) -> None:
    (file,) = (await arrived(firm))["files"]
    assert file["headers"] == {
        "date": "Tue, 05 Mar 2024 18:52:55 +0100",
        "in_reply_to": None,
        "reply_to": "help@shop.example",
        "message_id": "<1@acme.example>",
    }
    assert "192.0.2.1" not in str(file)


async def test_attachments_are_listed_and_can_be_fetched(firm: Firm) -> None:
    (file,) = (await arrived(firm))["files"]
    assert file["original_attachment_count"] == 1
    (attached,) = file["attachments"]
    assert set(attached) == {"filename", "size", "mimetype", "url", "metadata"}
    assert (attached["filename"], attached["size"], attached["mimetype"]) == ("invoice.pdf", 5, "application/pdf")
    headers = {"Authorization": f"Bearer {firm.bot.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.get(attached["url"]) as answer:
            assert await answer.read() == b"%PDF-"
        async with session.get(file["url_private_download"]) as answer:
            assert answer.content_type == "text/html"
            assert "<b>803-555-0142</b>" in await answer.text()


async def test_text_and_preview_hold_the_words(firm: Firm) -> None:
    (file,) = (await arrived(firm))["files"]
    assert file["plain_text"].strip() == "Call 803-555-0142"
    assert "<b>803-555-0142</b>" in file["preview"]
    assert file["has_more"] is False


async def test_a_mail_in_html_alone_has_no_plain_text_and_a_long_one_more_to_show(firm: Firm) -> None:
    raw = b"From: x@y.test\nSubject: s\nContent-Type: text/html\n\n<p>" + b"long " * 5000 + b"</p>"
    (file,) = (await arrived(firm, raw))["files"]
    assert (file["plain_text"], file["preview_plain_text"], file["has_more"]) == ("", "", True)
    assert len(file["preview"]) < file["size"]


async def test_an_empty_mail_is_an_empty_object(firm: Firm) -> None:
    (file,) = (await arrived(firm, b""))["files"]
    assert (file["subject"], file["from"], file["plain_text"]) == ("", [], "")
    assert set(file["headers"].values()) == {None}


async def test_a_mail_inside_a_mail_is_an_attachment_and_not_its_text(firm: Firm) -> None:
    raw = (
        b"From: x@y.test\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: message/rfc822\n\nFrom: z@y.test\nSubject: inner\n\ninner words\n--b--\n"
    )
    (file,) = (await arrived(firm, raw))["files"]
    assert [one["mimetype"] for one in file["attachments"]] == ["message/rfc822"]
    assert file["plain_text"] == ""
