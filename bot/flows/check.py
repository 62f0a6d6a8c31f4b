"""The story of a suspicious mail: read it, look up what is known, see the signs, weigh them, explain."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.library.brands import claims
from bot.library.library import Library
from bot.library.organisation import NO_RULES, Organisation
from bot.mail.email import Email, Mailbox, Passage, Unread, passages
from bot.mail.read import read
from bot.reply.reply import Reply
from bot.signals.catalogue import signals
from bot.signals.signal import Case, Evidence, Signal
from bot.verdict.explain import explain
from bot.verdict.house_rules import by_house_rules, without_mark
from bot.verdict.verdict import State, Verdict
from bot.verdict.weigh import weigh

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known about the company that asks."""

    colleagues: tuple[Mailbox, ...] = ()
    organisation: Organisation = NO_RULES
    language: str = "en"
    region: str = ""  # lower-case ISO country where the person is ("gb"): who helps there


@dataclass(frozen=True, slots=True)
class Checked:
    """A mail, judged."""

    email: Email
    case: Case
    verdict: Verdict
    reply: Reply
    ms: float  # how long it took


NOBODY = Asker()


def check(data: bytes, name: str, library: Library, asker: Asker = NOBODY) -> Checked:
    """Judge what somebody was sent; without a `name` it was pasted. Never raises on anything that a mail can hold."""
    started = time.perf_counter()
    one = checked(
        read(data, name, trusted_servers=asker.organisation.trusted_servers), library, asker, original=bool(name)
    )
    return replace(one, ms=(time.perf_counter() - started) * 1000)


def checked(email: Email, library: Library, asker: Asker = NOBODY, *, original: bool = False) -> Checked:
    """Judge a mail that was read before, or that a person told more about.

    `original`: it came as a file. Pasted text can look just like one, and no company rule may trust it.
    """
    started = time.perf_counter()
    judged = [judge(suspect, library, asker, original=original) for suspect in suspects(email)]
    suspect, case, verdict = max(judged, key=lambda one: (_rank(one[2].state), one[0] is email, one[2].score))
    reply = explain(suspect, verdict, library.replies, asker.language, asker.organisation.security_words)
    return Checked(suspect, case, verdict, reply, (time.perf_counter() - started) * 1000)


def _rank(state: State) -> int:
    """Which of a mail and the one around it the answer is about: an exercise, else what is flagged."""
    return 2 if state is State.SIMULATION else int(state.flagged)


def suspects(email: Email) -> Iterator[Email]:
    """The mail to judge, and the one around it where that comes from outside.

    The suspect is the mail inside a forward, not the colleague who sent it on. But a stranger can dress his own
    lure as a forward, so a stranger's wrapping is judged too.
    """
    yield email
    outer = email.wrapper
    if outer and outer.sender and not _from_the_house(outer):
        yield outer


def _from_the_house(outer: Email) -> bool:
    assert outer.sender is not None
    return any(box.organisation == outer.sender.organisation for box in outer.to)


def judge(
    email: Email, library: Library, asker: Asker = NOBODY, *, original: bool = False
) -> tuple[Email, Case, Verdict]:
    """The verdict on one mail: what its signs say, and then what the company's own rules say."""
    case = case_for(email, library, colleagues=asker.colleagues, organisation=asker.organisation)
    found, failed = findings(case)
    shown = without_mark(found, asker.organisation.exercise_mark)
    verdict = weigh(case, shown, library.scams, (*email.unread, *failed))
    return email, case, by_house_rules(case, verdict, original=original)


def case_for(
    email: Email,
    library: Library,
    *,
    colleagues: Sequence[Mailbox] = (),
    organisation: Organisation = NO_RULES,
) -> Case:
    """The mail with what our own data says about its words and names."""
    read_passages = [*passages(email)]
    if email.comment and email.wrapper is None:
        read_passages.append(Passage("comment", email.comment))
    reading = library.words.read(read_passages, email.phones)
    said = library.words.said(reading)
    if email.sender and email.sender.name:
        said |= library.words.said_in_name(email.sender.name, reading.languages)
    if hidden := _hidden(email):
        said |= library.words.said_hidden(hidden, reading.languages)
    return Case(
        email=email,
        said=said,
        brands=library.brands,
        claims=claims(library.brands, email.sender, reading.rows),
        language=reading.language,
        languages=reading.languages,
        colleagues=tuple(colleagues),
        organisation=organisation,
    )


def _hidden(email: Email) -> str:
    return "\n\n".join(text for text in (email.hidden_text, *(one.hidden_text for one in email.attachments)) if text)


def findings(
    case: Case, catalogue: Sequence[Signal] | None = None
) -> tuple[list[tuple[Signal, Evidence]], tuple[Unread, ...]]:
    """What every signal sees in the case; a signal that fails is named, and costs nobody the answer."""
    found: list[tuple[Signal, Evidence]] = []
    failed: list[Unread] = []
    for signal in signals() if catalogue is None else catalogue:
        try:
            found += [(signal, evidence) for evidence in signal.find(case)]
        except Exception:  # the mail's author chooses the input: see DESIGN 2, "Signals"
            log.exception("signal %s failed", signal.id)
            failed.append(Unread("signal", signal.id, "it failed"))
    return found, tuple(failed)
