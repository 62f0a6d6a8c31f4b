"""Questions about the answer: why, how sure, what now, and what somebody thinks of it."""

from dataclasses import replace
from typing import Any

from bot.flows.act import acted, further_acts
from bot.flows.memory import Piece, Reason, Told
from bot.flows.say import aside, buttons, feedback_reply
from bot.flows.shapes import Turned
from bot.flows.talk import Talk
from bot.library.replies import Untrusted
from bot.reply.reply import Reply

_LOSSES = frozenset({"paid", "transfer", "card", "gift", "crypto"})
_ON_DEVICE = frozenset({"opened", "remote"})
_VERY_SURE = 0.95
_ASKING_WHAT_WAS_DONE = ("victim", "worried", "what-now", "only-read")


def why(talk: Talk) -> Turned:
    """Every reason, with its quote."""
    told = talk.memory.told
    if told is None:
        return talk.ends(aside(talk.library, talk.language, "nothing-yet"), talk.memory.asking("mail"))
    values = _about(talk, told) | {
        "flagged": told.flagged,
        "scam": talk.library.scams.get(told.scam),
        "reasons": [_reason(one) for one in told.reasons],
    }
    return _answered(talk, "why", values)


def how_sure(talk: Talk) -> Turned:
    """What the answer rests on, in words."""
    told = talk.memory.told
    if told is None:
        return talk.ends(aside(talk.library, talk.language, "nothing-yet"), talk.memory.asking("mail"))
    values = _about(talk, told) | {"strong": told.score >= _VERY_SURE, "sender_known": told.sender_known}
    return _answered(talk, "sure", values)


def what_now(talk: Talk) -> Turned:
    """What to do next; for somebody who acted, the steps for that."""
    return acted(talk, ()) if talk.memory.acts else short_answer(talk, "what-now")


def short_answer(talk: Talk, what: str) -> Turned:
    """One of the short replies of aside.md.j2, for the mail we talk about."""
    told = talk.memory.told
    scam = talk.library.scams.get(told.scam) if told else None
    values = {"state": talk.state, "scam": scam, "missing": told.missing if told else (), "acts": talk.memory.acts,
              "lost": _LOSSES & {*talk.memory.acts}, "device": _ON_DEVICE & {*talk.memory.acts}}  # fmt: skip
    memory = talk.memory if told else talk.memory.asking("mail")
    reply = aside(talk.library, talk.language, what, **values)
    if what in _ASKING_WHAT_WAS_DONE and (what == "victim" or talk.flagged):
        reply = replace(reply, buttons=buttons(talk.library, talk.language, *further_acts(talk)[:4]))
    elif what == "privacy":
        reply = replace(reply, buttons=buttons(talk.library, talk.language, what))
    return talk.ends(reply, memory)


def feedback(talk: Talk, what: str) -> Turned:
    """ "This helped", "I think this is wrong": thanked for, and written down once."""
    again = talk.memory.has_said(what)
    reply = feedback_reply(talk.library, talk.language, what, again=again, flagged=talk.flagged)
    return talk.ends(reply, talk.memory.saying(what), feedback="" if again else what)


def _answered(talk: Talk, name: str, values: dict[str, Any]) -> Turned:
    blocks = talk.library.replies.reply(name, talk.language, values).blocks
    labels = (*further_acts(talk)[:2], "helped", "wrong") if talk.flagged else ("wrong",)
    return talk.ends(Reply(blocks, buttons(talk.library, talk.language, *labels)))


def _about(talk: Talk, told: Told) -> dict[str, Any]:
    missing = talk.library.replies.words(talk.language)["missing"]
    return {
        "state": told.state,
        "about": told.about,
        "missing": missing[
            "story"
            if told.about == "story"
            else next((one for one in ("sender", "text", "rest") if one in told.missing), "text")
        ],
        "checked": told.checked,
        "not_checked": [_words(one) for one in told.not_checked],
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {"says": [_words(piece) for piece in one.says], "quote": Untrusted(one.quote) if one.quote else ""}


def _words(piece: Piece) -> str:
    return Untrusted(piece.text) if piece.untrusted else piece.text
