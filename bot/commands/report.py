"""The JSON that `check --json` prints, schema 1: fields may be added, never renamed."""

from pathlib import Path
from typing import Any

import msgspec

from bot.commands.inputs import InputError
from bot.flows.check import Checked
from bot.mail.email import Mailbox, Unread
from bot.reply.plain import plain
from bot.verdict.explain import sentence
from bot.verdict.verdict import Finding

SCHEMA = 1


def as_json(path: str, checked: Checked) -> str:
    """One mail's verdict as one line of JSON."""
    return msgspec.json.encode(as_dict(path, checked)).decode()


def error_json(path: Path, error: InputError) -> str:
    """The line for an input that cannot be read."""
    return msgspec.json.encode({"schema": SCHEMA, "path": _text(str(path)), "error": str(error)}).decode()


def as_dict(path: str, checked: Checked) -> dict[str, Any]:
    """The object of schema 1."""
    email, verdict = checked.email, checked.verdict
    return {
        "schema": SCHEMA,
        "path": _text(path),
        "state": verdict.state.value,
        "score": round(verdict.score, 4),
        "unwanted": verdict.unwanted,
        "scam_type": verdict.scam.id if verdict.scam else None,
        "rule": verdict.rule or None,
        "check_first": list(verdict.check_first),
        "email": {
            "from": _mailbox(email.sender),
            "subject": _text(email.subject),
            "date": email.date.isoformat() if email.date else None,
            "forwarded": email.forwarded,
            "forwarded_by": _mailbox(email.forwarded_by),
            "source": email.source.value,
            "language": checked.case.language,
        },
        "evidence": [_evidence(finding) for finding in verdict.findings],
        "checked": list(verdict.checked),
        "not_checked": [_unread(one) for one in verdict.not_checked],
        "reply": plain(checked.reply),
        "ms": round(checked.ms, 2),
    }


def _mailbox(box: Mailbox | None) -> dict[str, str] | None:
    return {"name": _text(box.name), "address": _text(box.address)} if box else None


def _evidence(finding: Finding) -> dict[str, Any]:
    return {
        "signal": finding.signal.id,
        "title": finding.signal.title,
        "says": _text(sentence(finding)),
        "quote": _text(finding.evidence.quote),
        "where": _text(finding.evidence.where),
        "weight": round(finding.weight, 3),
    }


def _unread(one: Unread) -> str:
    return _text(": ".join(part for part in (one.part, one.name, one.why) if part))


def _text(text: str) -> str:
    """JSON has no room for half a surrogate pair, which broken file names and mails do have."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
