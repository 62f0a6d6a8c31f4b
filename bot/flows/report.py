"""Telling the security team about a mail that looks bad: who reports it and what was seen, never the mail itself."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.flows.memory import Piece, opened
from bot.flows.shapes import Turned
from bot.library.library import Library
from bot.library.organisation import Organisation
from bot.library.replies import SOURCE_LANGUAGE, Untrusted
from bot.reply.reply import Button, Reply
from bot.verdict.explain import shortened
from bot.verdict.verdict import State

REPORT = "report"  # the button's id
MOST_REASONS = 5
_LONGEST_NAME = 60


def with_report_button(turned: Turned, rules: Organisation, library: Library, language: str) -> Turned:
    """The turn; where it flags a mail and the security team has a channel, with a button to tell them."""
    if turned.reply is None or not rules.security_channel or not turned.judged:
        return turned
    if not State(turned.judged[0].state).flagged or any(one.state == State.SIMULATION for one in turned.judged):
        return turned
    one = Button(REPORT, library.replies.words(language)["buttons"][REPORT])
    return replace(turned, reply=replace(turned.reply, buttons=(*turned.reply.buttons, one)))


def report(library: Library, memory: bytes, who: str, now: datetime) -> Reply | None:
    """To the security team: who reports it, the verdict, and the words of the mail that it rests on.

    None where there is nothing to report. `who` is quoted like a stranger's words: people choose their names.
    """
    told = opened(memory).told
    if told is None or not told.flagged or told.about != "mail":
        return None
    scam = library.scams.get(told.scam)
    values: dict[str, Any] = {
        "who": Untrusted(shortened(who, _LONGEST_NAME)) if who.strip() else "",
        "when": f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        "verdict": library.replies.words(SOURCE_LANGUAGE)["states"][told.state],
        "scam": scam.name if scam else "",
        "reasons": [
            {"says": [_said(piece) for piece in one.says], "quote": Untrusted(one.quote) if one.quote else ""}
            for one in told.reasons[:MOST_REASONS]
        ],
    }
    return library.replies.reply("report", SOURCE_LANGUAGE, values)


def reported_scam(memory: bytes) -> str:
    """The kind of scam that the report is about; "" where there is none."""
    told = opened(memory).told
    return told.scam or "" if told and told.flagged and told.about == "mail" else ""


def _said(piece: Piece) -> str:
    return Untrusted(piece.text) if piece.untrusted else piece.text
