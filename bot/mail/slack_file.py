"""An email sent into Slack arrives as a file object with four headers and a text; this is its border.

Past here it is typed. Slack leaves fields out or sets them to null, and a pasted object can hold anything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.mail.email import Mailbox
from bot.mail.headers import mailboxes, words_decoded

_MOST = 200
_LONGEST_TEXT = 5_000_000
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class SlackMail:
    """What Slack tells of a mail. `from_` is who sent it into Slack: often a colleague who forwarded it."""

    from_: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    subject: str = ""
    date: str = ""  # as the mail has it, else (ISO 8601) when Slack took it in
    message_id: str = ""
    in_reply_to: str = ""
    plain_text: str = ""
    html: str = ""  # the preview: HTML, often cut short
    attachments: tuple[str, ...] = ()  # names only; their bytes are behind Slack's login
    cut_short: bool = False  # Slack says that the preview is not all

    @property
    def sender(self) -> Mailbox | None:
        return self.from_[0] if self.from_ else None


def slack_mail(data: bytes) -> SlackMail:
    """The mail in JSON that holds Slack's email file object; an empty one when there is none."""
    return fields_from_slack(slack_object(data) or {})


def slack_object(data: bytes) -> dict[str, object] | None:
    """The JSON object in these bytes, or None when there is none."""
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    if isinstance(found, list):
        found = next((one for one in found if isinstance(one, dict)), None)
    return found if isinstance(found, dict) else None


def fields_from_slack(obj: Mapping[str, object]) -> SlackMail:
    """The mail in Slack's email file object, or in a message, event or `{"file": ...}` that holds one.

    Shapes: facts/slack.md, "The email file object". Missing keys, nulls and wrong types give empty fields.
    """
    mail = _file_object(obj, 0) or obj
    headers = _mapping(mail.get("headers"))
    named = mail.get("attachments")
    return SlackMail(
        from_=_people(mail.get("from")),
        to=_people(mail.get("to")),
        cc=_people(mail.get("cc")),
        reply_to=_people(headers.get("reply_to")),
        subject=_first_text(mail, "subject", "title", "name"),
        date=_moment(headers.get("date"), mail),
        message_id=_text(headers.get("message_id")),
        in_reply_to=_text(headers.get("in_reply_to")),
        plain_text=_first_text(mail, "plain_text", "preview_plain_text"),
        html=_first_text(mail, "preview", "simplified_html"),
        attachments=_names(named if isinstance(named, list) else []),
        cut_short=mail.get("has_more") is True,
    )


def _file_object(obj: Mapping[str, object], depth: int) -> Mapping[str, object] | None:
    """The first email file inside; a message, an event and a share inside Slack wrap it differently."""
    if _is_email(obj):
        return obj
    if depth >= _DEEPEST:
        return None
    for key in ("file", "files", "event", "message", "attachments", "messages"):
        value = obj.get(key)
        for one in value[:_MOST] if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                found = _file_object(one, depth + 1)
                if found is not None:
                    return found
    return None


def _is_email(obj: Mapping[str, object]) -> bool:
    if obj.get("filetype") == "email" or obj.get("mode") == "email":
        return True
    return "plain_text" in obj and ("from" in obj or "headers" in obj)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value[:_LONGEST_TEXT].replace("\0", "") if isinstance(value, str) else ""


def _first_text(obj: Mapping[str, object], *keys: str) -> str:
    return next((text for text in (_text(obj.get(key)) for key in keys) if text.strip()), "")


def _people(value: object) -> tuple[Mailbox, ...]:
    """Slack's list of {"address", "name", "original"}; a header value as text is understood too."""
    found: list[Mailbox] = []
    for one in value[:_MOST] if isinstance(value, list) else [value]:
        if isinstance(one, str):
            found += mailboxes(one)
        elif isinstance(one, Mapping):
            found += _person(one)
    return tuple(found[:_MOST])


def _person(one: Mapping[str, object]) -> tuple[Mailbox, ...]:
    address, name, original = (_text(one.get(key)).strip() for key in ("address", "name", "original"))
    if "@" not in address:
        boxes = mailboxes(original) or mailboxes(address)
        return boxes or ((Mailbox(name, ""),) if name else ())
    read = mailboxes(f"<{address}>")
    shown = words_decoded(name) or next((box.name for box in mailboxes(original)), "")
    return (Mailbox("" if shown == address else shown, read[0].address if read else ""),)


def _moment(value: object, mail: Mapping[str, object]) -> str:
    """The mail's own date, else when Slack took it in (seconds since 1970)."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    taken = value if isinstance(value, int | float) else mail.get("timestamp", mail.get("created"))
    if isinstance(taken, bool) or not isinstance(taken, int | float):
        return ""
    try:
        return datetime.fromtimestamp(taken, UTC).isoformat()
    except (OverflowError, OSError, ValueError):
        return ""


def _names(found: list[object]) -> tuple[str, ...]:
    names = (_first_text(one, "filename", "name", "title") for one in found[:_MOST] if isinstance(one, Mapping))
    return tuple(name for name in names if name)
