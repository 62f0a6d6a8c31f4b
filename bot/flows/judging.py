"""A mail judged within a conversation: the verdict, what is remembered of it, and the colleague it speaks for."""

from collections.abc import Iterator

from bot.flows.campaign import campaign
from bot.flows.check import Asker, Checked
from bot.flows.memory import Piece, Reason, Told
from bot.flows.shapes import Judged
from bot.library.library import Library
from bot.library.replies import Untrusted
from bot.mail.email import Email, Mailbox, Source
from bot.verdict.explain import checked_things, not_checked, reason, top_reasons
from bot.verdict.verdict import State, Verdict

MOST_REASONS = 12
_GRAVEST = (State.KNOWN_GENUINE, State.NO_WARNING_SIGNS, State.CANNOT_TELL, State.SIMULATION, State.SUSPICIOUS,
            State.LIKELY_SCAM)  # fmt: skip


def gravity(one: Checked) -> tuple[int, float]:
    """By this, the worst of several mails is the greatest."""
    return _GRAVEST.index(one.verdict.state), one.verdict.score


def record(one: Checked) -> Judged:
    """What is kept about the check: no word of the mail, but for its campaign, of which the store keeps a hash."""
    verdict = one.verdict
    scam = verdict.scam.id if verdict.scam else ""
    return Judged(verdict.state.value, verdict.score, scam, _signals(verdict), _campaign(one), one.ms)


def remembered(one: Checked, library: Library, asker: Asker) -> Told:
    """What the conversation needs to answer "why?", "how sure?" and "I clicked"."""
    verdict, words = one.verdict, library.replies.words(asker.language)
    return Told(
        state=verdict.state.value, score=verdict.score, scam=verdict.scam.id if verdict.scam else "",
        signals=_signals(verdict), campaign=_campaign(one), reasons=tuple(_reasons(verdict)),
        checked=checked_things(verdict, words),
        not_checked=tuple(_piece(said) for said in not_checked(one.email, verdict.not_checked, words["not_checked"])),
        missing=verdict.missing, check_first=verdict.check_first, sender_known=vouched_for(one.email),
        colleague=colleague_named(one, asker), offered=tuple(button.id for button in one.reply.buttons),
        brands=tuple(dict.fromkeys(claim.brand.id for claim in one.case.claims))[:5],
    )  # fmt: skip


def vouched_for(email: Email) -> bool:
    """Whether the receiver's own server says that the mail comes from where it says."""
    known = email.sender is not None and email.source is Source.RAW and not email.forwarded
    return bool(known and email.sender and email.authentication.aligned_pass(email.sender.domain))


def colleague_named(one: Checked, asker: Asker) -> Mailbox | None:
    """The colleague in whose name the mail is written, unless the receiver's server vouches for it."""
    sender = one.email.sender
    if sender is None or not asker.colleagues or one.verdict.state is State.SIMULATION:
        return None
    if not vouched_for(one.email) and sender.address:
        same = next((box for box in asker.colleagues if box.address and box.address == sender.address), None)
        if same:
            return same
    names = (
        found.evidence.facts["name"] for found in one.verdict.findings if found.signal.id == "colleague-from-outside"
    )
    named = next(names, None)
    return next((box for box in asker.colleagues if box.name == named), None) if named else None


def _campaign(one: Checked) -> str:
    """By what the mail is known again; nothing for our own practice mail, of which no word is to leave."""
    return "" if one.verdict.state is State.SIMULATION else campaign(one.email)


def _signals(verdict: Verdict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.signal.id for finding in verdict.findings))


def _reasons(verdict: Verdict) -> Iterator[Reason]:
    for finding in top_reasons(verdict, MOST_REASONS):
        shown = reason(finding)
        yield Reason(tuple(_piece(said) for said in shown["says"] if said), str(shown["quote"]))


def _piece(said: str) -> Piece:
    return Piece(str(said), isinstance(said, Untrusted))
