"""What is no mail and yet a case: a situation that somebody describes, a lone link, number or address."""

import msgspec

from bot.flows.act import done_by
from bot.flows.lone import answer as lone_answer
from bot.flows.lone import lone
from bot.flows.meaning import Meaning, What
from bot.flows.memory import Piece, Reason, Told
from bot.flows.ports import Judged, Turned
from bot.flows.situation import answer as situation_answer
from bot.flows.situation import situation
from bot.flows.talk import Talk
from bot.reply.reply import Block, Kind, Reply

_LONG = 10  # words: a question about the mail we talk of is shorter


def told_story(talk: Talk, found: Meaning) -> Turned | None:
    """The answer where the text is a lone thing or a story; None where it is neither."""
    text = talk.heard.text
    if not (found.what is What.MAIL and found.certain) and (things := lone(text, talk.library)):
        return _remembering(talk, *lone_answer(things, talk.library, talk.asker), acts=())
    if found.what is What.MAIL:
        return None
    story = situation(text, talk.library)
    if story is None or not (found.what is What.UNCLEAR or (story.scam and _is_new(talk, found))):
        return None
    return _remembering(talk, *situation_answer(story, talk.library, talk.asker), acts=done_by(found.acts, story.acted))


def _is_new(talk: Talk, found: Meaning) -> bool:
    """Whether somebody begins a story, rather than speaking of the mail we talk about."""
    return talk.memory.told is None or (found.what is not What.ACT and len(talk.heard.text.split()) >= _LONG)


def _remembering(talk: Talk, reply: Reply, judged: Judged, acts: tuple[str, ...]) -> Turned:
    words = talk.library.replies.words(talk.language)
    told = Told(
        state=judged.state, score=judged.score, scam=judged.scam, signals=judged.signals, campaign=judged.campaign,
        reasons=tuple(_reason(block) for block in reply.blocks if block.kind is Kind.REASON),
        checked=words["checked"]["told"], about="story", offered=tuple(button.id for button in reply.buttons),
    )  # fmt: skip
    memory = msgspec.structs.replace(talk.memory, email=None, told=told, asked="", sender_told=False, acts=acts)
    return talk.ends(reply, memory, (judged,))


def _reason(block: Block) -> Reason:
    return Reason(tuple(Piece(span.text, span.untrusted) for span in block.spans), "")
