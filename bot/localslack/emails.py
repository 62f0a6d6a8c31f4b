"""A mail that arrives at a channel's address becomes a file object: four headers and a text are all that is left.

The fields are those of captured payloads (the project's notes on Slack, "The email file object").
"""

import html
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Mime
from email.utils import getaddresses
from typing import Any, TypeAlias

from bot.localslack.core import Core
from bot.localslack.happenings.sharing import addresses, kept, share
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File
from bot.localslack.world.messages import Message
from bot.localslack.world.users import SLACKBOT, User
from bot.localslack.world.workspace import Workspace

_MOST_PREVIEW = 10_000
_SLACKBOT = User(SLACKBOT, "", "slackbot", "Slackbot")

Mail: TypeAlias = "Mime[str, str]"


def arrive(core: Core, team: Workspace, channel: Channel, raw: bytes) -> Message:
    """A mail arrives at the channel's address."""
    file, bot_id = email_file(core, team, channel, raw)
    body: dict[str, Any] = {"subtype": "file_share", "user": SLACKBOT, "bot_id": bot_id, "text": ""}
    body |= {"upload": False, "display_as_bot": True}
    return share(core, team, channel, [file], body, {})


def email_file(core: Core, team: Workspace, channel: Channel, raw: bytes) -> tuple[File, str]:
    """The file, and the id of the bot that brings mails into this channel."""
    mail = message_from_bytes(raw)
    subject = _words(mail.get("Subject")) or ""
    text, markup = _bodies(mail)
    page = markup or f"<pre>{html.escape(text)}</pre>"
    file = kept(core, team, _SLACKBOT, subject, page.encode())
    bot_id = "B" + channel.id[1:]
    parts = _attached(mail)
    file.parts = {name: data for name, _, data in parts}
    file.body |= _fixed(subject, len(page.encode()), bot_id)
    file.body |= {key: _boxes(mail, key) for key in ("from", "to", "cc")}
    file.body |= _content(text, page)
    file.body["headers"] = _headers(mail)
    file.body["attachments"] = [_attachment(core, file, *one) for one in parts]
    file.body["original_attachment_count"] = len(parts)
    return file, bot_id


def _fixed(subject: str, size: int, bot_id: str) -> dict[str, Any]:
    return {
        "name": subject,
        "title": subject,
        "subject": subject,
        "mimetype": "text/html",
        "filetype": "email",
        "pretty_type": "Email",
        "mode": "email",
        "editable": True,
        "size": size,
        "display_as_bot": True,
        "username": "Email",
        "sent_to_self": False,
        "bot_id": bot_id,
        "has_rich_preview": False,
        "file_access": "visible",
    }


def _content(text: str, page: str) -> dict[str, Any]:
    return {
        "plain_text": text,
        "preview": page[:_MOST_PREVIEW],
        "preview_plain_text": text[:_MOST_PREVIEW],
        "has_more": len(page) > _MOST_PREVIEW,
    }


def _headers(mail: Mail) -> dict[str, str | None]:
    names = {"date": "Date", "in_reply_to": "In-Reply-To", "reply_to": "Reply-To", "message_id": "Message-ID"}
    return {key: _words(mail.get(name)) for key, name in names.items()}


def _words(value: object) -> str | None:
    """A header's value, decoded; None where it is not there."""
    if value is None:
        return None
    folded = " ".join(str(value).split())
    try:
        return str(make_header(decode_header(folded)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return folded


def _boxes(mail: Mail, header: str) -> list[dict[str, str]]:
    found = getaddresses([str(one) for one in mail.get_all(header, [])])
    return [_box(_words(name) or "", address) for name, address in found if name or address]


def _box(name: str, address: str) -> dict[str, str]:
    """Slack does not tell its own secret address again."""
    original = f"{name} <{address}>" if name else address
    hidden = address.lower().endswith(".slack.com")
    return {"address": "" if hidden else address, "name": name, "original": original}


def _leaves(mail: Mail) -> Iterator[Mail]:
    """The parts that hold something, in order; a mail inside the mail is one of them."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += reversed([one for one in inside if isinstance(one, Mime)])
        else:
            yield part


def _bodies(mail: Mail) -> tuple[str, str]:
    """The first plain text and the first HTML that are no attachments; "" where there is none."""
    found = {"text/plain": "", "text/html": ""}
    for part in _leaves(mail):
        kind = part.get_content_type()
        if kind in found and not found[kind] and not part.get_filename():
            found[kind] = _decoded(part)
    return found["text/plain"], found["text/html"]


def _decoded(part: Mail) -> str:
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8", "replace").replace("\r\n", "\n")
    except LookupError:
        return raw.decode("utf-8", "replace").replace("\r\n", "\n")


def _attached(mail: Mail) -> list[tuple[str, str, bytes]]:
    """Name, type and bytes of each attachment; a mail inside the mail is one, named or not."""
    found: list[tuple[str, str, bytes]] = []
    for part in _leaves(mail):
        kind, name = part.get_content_type(), part.get_filename()
        inside = part.get_payload()
        if kind == "message/rfc822" and isinstance(inside, list):
            data = inside[0].as_bytes() if inside and isinstance(inside[0], Mime) else b""
            found.append((_words(name) or "message.eml", kind, data))
        elif name:
            decoded = part.get_payload(decode=True)
            found.append((_words(name) or name, kind, decoded if isinstance(decoded, bytes) else b""))
    return found


def _attachment(core: Core, file: File, name: str, mimetype: str, data: bytes) -> dict[str, Any]:
    part = File(file.id, file.team_id, name, data, {})
    url = addresses(core, part, "files-email-priv")["url_private"]
    return {"filename": name, "size": len(data), "mimetype": mimetype, "url": url, "metadata": None}
