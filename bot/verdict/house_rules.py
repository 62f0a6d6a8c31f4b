"""What the company's own rules say about a judged mail: a sender that its security people know, or their exercise.

Both rest on what a sender cannot write: the proof of the receiver's own server, or a secret.

**Known senders.** Only in an uploaded original, by its one author, with a result that the receiver wrote and that
agrees with From; a pasted text, Slack's copy and a mail inside a forward never qualify. A known firm's mailbox can be
stolen, so trust outweighs small signs that add up, and nothing more: a convicting rule, `likely_scam`, any single
alarm, and a suspicious mail that wants money, bank details, a code or access to the computer stay what they are.
What it cannot see: a stranger can write a whole .eml file, the receiver's lines included, and attach it. Naming the
receiver's servers (`trusted_servers`) does not help there; judging the mail that brought the file does.

**The exercise.** The mark is a secret between the security team and its exercise program. Who learns it (every
receiver can, in "show original"; a stolen mailbox can) could have a real scam called an exercise, for as long as
the mark is in use. So it should change with each exercise, and `exercise_senders` makes it count only in original
mails that the receiver's server proved to come from there: then copying it gains nothing. Nothing that leaves here
about an exercise holds a word of the mail, so no answer, log or JSON can give the mark away.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from bot.library.organisation import Organisation, names
from bot.mail.email import Email, Source
from bot.mail.headers import mailboxes
from bot.signals.signal import Case, Evidence, Signal, Weight
from bot.verdict.verdict import Finding, State, Verdict

# What a stolen mailbox is used for.
_WANTED_BY_THIEVES = frozenset({"money", "bank details", "a code", "remote access"})
# Lines that people see and answers repeat: a mark there would be no secret.
_SHOWN = frozenset({"from", "to", "cc", "bcc", "subject", "date", "reply-to", "sender"})
_MOST_LOOKED_AT = 60_000  # characters of headers, and of links: a mail of 10 MB could try millions of guesses at once
_LONGEST_LINK = 2_000  # characters of one
_HIDDEN = "…"
_TELLING = 4  # characters: a shorter beginning of the mark gives nothing away


def by_house_rules(case: Case, verdict: Verdict, *, original: bool) -> Verdict:
    """The verdict with the company's rules applied; the same verdict where none of them speaks.

    `original`: the mail came as a file. What was pasted can look like one, and anybody can edit it.
    """
    if is_exercise(case.email, case.organisation, original=original):
        return Verdict(State.SIMULATION, 0.0)
    if not _is_known_sender(case, original=original) or not _may_be_genuine(verdict):
        return verdict
    lowered = 1 / (1 + math.exp(-(_log_odds(verdict.score) + Weight.REASSURING.value)))
    return replace(verdict, state=State.KNOWN_GENUINE, score=lowered, scam=None, missing=())


def is_exercise(email: Email, rules: Organisation, *, original: bool) -> bool:
    """Whether this is the company's own phishing exercise."""
    mark = rules.exercise_mark.strip()
    if not mark or not _holds(email, mark):
        return False
    if not rules.exercise_senders:
        return True
    return original and _is_proved(email) and bool(email.sender and names(rules.exercise_senders, email.sender))


def without_mark(found: Iterable[tuple[Signal, Evidence]], mark: str) -> Iterator[tuple[Signal, Evidence]]:
    """The evidence with the mark cut out of its words: where the mark alone proves nothing, the mail is judged."""
    secret = mark.strip()
    for signal, one in found:
        if secret:
            facts = {name: _unmarked(fact, secret) for name, fact in one.facts.items()}
            one = replace(one, quote=_unmarked(one.quote, secret), facts=facts)
        yield signal, one


def _unmarked(text: str, mark: str) -> str:
    """The text without the mark, nor the beginning of one that a shortened quote ends with."""
    text = _written(mark).sub(_HIDDEN, text)
    ends = (
        size for size in range(len(mark) - 1, _TELLING - 1, -1) if text[-size:].casefold() == mark[:size].casefold()
    )
    size = next(ends, 0)
    return text[:-size] + _HIDDEN if size else text


@lru_cache(maxsize=16)
def _written(mark: str) -> re.Pattern[str]:
    """The mark, in whatever case, and as a link may hold it: its signs in per cents."""
    letters = (one if one.isalnum() else f"(?:{re.escape(one)}|{_in_per_cents(one)})" for one in mark)
    return re.compile("".join(letters), re.IGNORECASE)


def _in_per_cents(letter: str) -> str:
    return "".join(f"%{octet:02X}" for octet in letter.encode("utf-8", "replace"))


def _holds(email: Email, mark: str) -> bool:
    """Whether the mark stands in a header that nobody reads, or in the address of a link. Linear in the mail."""
    headers = (value for name, value in email.headers if name.lower() not in _SHOWN)
    links = (*email.links, *(link for one in email.attachments for link in one.links))
    addresses = (one[:_LONGEST_LINK] for link in links for one in (link.written, link.target))
    return _stands_in(headers, mark) or _stands_in(addresses, mark)


def _stands_in(texts: Iterable[str], mark: str) -> bool:
    """Whether the mark stands in one of them, near enough to the beginning of all."""
    left = _MOST_LOOKED_AT
    for text in texts:
        if mark in text[:left]:
            return True
        left -= len(text)
        if left <= 0:
            break
    return False


def _is_known_sender(case: Case, *, original: bool) -> bool:
    box, trusted = case.email.sender, case.organisation.trusted_senders
    if not original or not trusted or box is None or not _is_proved(case.email):
        return False
    everybodys = case.brands.is_freemail(box.organisation)  # a rule for all of gmail.com would trust every scammer
    return names([one for one in trusted if "@" in one] if everybodys else trusted, box)


def _is_proved(email: Email) -> bool:
    """Whether the receiver's own server says that the one author of this original is who From says."""
    box, known = email.sender, email.authentication
    if email.source is not Source.RAW or email.forwarded or box is None or not box.domain:
        return False
    if known.aligned_pass(box.domain) is None or known.failure() or known.forged:
        return False
    authors = [value for name, value in email.headers if name.lower() == "from"]
    return len(authors) == 1 and {one.address for one in mailboxes(authors[0]) if one.address} == {box.address}


def _may_be_genuine(verdict: Verdict) -> bool:
    if verdict.rule or verdict.state is State.LIKELY_SCAM:
        return False
    if verdict.state is not State.SUSPICIOUS:
        return set(verdict.missing) <= {"text"}  # a mail that was read in part may hold the lure in the rest
    return not any(map(_is_alarm, verdict.findings)) and not _WANTED_BY_THIEVES & set(verdict.check_first)


def _is_alarm(finding: Finding) -> bool:
    return (finding.evidence.weight or finding.signal.weight) is Weight.ALARM


def _log_odds(score: float) -> float:
    return math.log(score / (1 - score))
