"""What is no mail and yet a case: a situation that somebody describes, a lone link, number or address."""

from dataclasses import replace

import msgspec

from bot.flows.act import done_by
from bot.flows.lone import answer as lone_answer
from bot.flows.lone import lone
from bot.flows.meaning import Meaning, What, asking
from bot.flows.memory import Piece, Reason, Told
from bot.flows.several import handed_over
from bot.flows.shapes import Judged, Turned
from bot.flows.situation import Situation, situation
from bot.flows.situation import answer as situation_answer
from bot.flows.talk import Talk
from bot.reply.reply import Block, Kind, Reply
from bot.verdict.explain import team_words
from bot.verdict.verdict import State

# How a lone thing came, by the names of reporting.toml: a link or a web address could have come in anything.
_BY_THING = {"link": ("mail", "text"), "domain": ("mail", "text"), "phone": ("text", "call"), "address": ("mail",)}


def told_story(talk: Talk, found: Meaning) -> Turned | None:
    """The answer where the text is a lone thing or a story; None where it is neither."""
    text = talk.heard.text
    if not (found.what is What.MAIL and found.certain) and (things := lone(text, talk.library)):
        if _holds_mark(talk, text):
            return handed_over(talk, (), text)
        return _remembering(talk, *lone_answer(things, talk.library, talk.asker), acts=(), via=_BY_THING[things.kind])
    if found.what is What.MAIL:
        return None
    story = situation(text, talk.library)
    if story is None or not _is_told(talk, found, story):
        return None
    reply, judged = situation_answer(story, talk.library, talk.asker)
    return _remembering(talk, reply, judged, acts=done_by(found.acts, story.acts), via=story.via)


def _holds_mark(talk: Talk, text: str) -> bool:
    """Whether a lone link may be that of the company's own practice mail: it is judged as a mail then, not quoted."""
    mark = talk.asker.organisation.exercise_mark.strip()
    return bool(mark) and mark in text


def _is_told(talk: Talk, found: Meaning, story: Situation) -> bool:
    """Whether somebody tells something new, rather than asking, or speaking of what we talk about already."""
    if talk.memory.told is None:
        if found.what is What.UNCLEAR:
            return bool(story.scam or story.acts) or story.who or story.way
        return story.scam is not None and (found.what is not What.ASK or story.who or story.way)
    narrated = asking(talk.library.root).heard(talk.heard.text).says("tells", "narrated")
    if found.what is What.ACT or not (narrated or (story.framed and found.what is What.UNCLEAR)):
        return False
    return (story.who or story.way) if story.scam else narrated and found.what is What.UNCLEAR and story.who


def _remembering(talk: Talk, reply: Reply, judged: Judged, acts: tuple[str, ...], via: tuple[str, ...]) -> Turned:
    words = talk.library.replies.words(talk.language)
    told = Told(
        state=judged.state, score=judged.score, scam=judged.scam, signals=judged.signals, campaign=judged.campaign,
        reasons=tuple(_reason(block) for block in reply.blocks if block.kind is Kind.REASON),
        checked=words["checked"]["told"], about="story", offered=tuple(button.id for button in reply.buttons), via=via,
    )  # fmt: skip
    if State(judged.state).flagged:
        below = team_words(talk.asker.organisation.security_words, talk.library.replies, talk.language)
        reply = replace(reply, blocks=(*reply.blocks, *below))
    memory = msgspec.structs.replace(talk.memory, email=None, told=told, asked="", sender_told=False, acts=acts)
    return talk.ends(reply, memory, (judged,))


def _reason(block: Block) -> Reason:
    return Reason(tuple(Piece(span.text, span.untrusted) for span in block.spans), "")
