"""A company's own quiz questions: kept as they were written, and drafted from a mail that was judged.

A draft holds nobody: it was made anonymous before anybody sees it. Nothing else of the mail is kept.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.flows.memory import Reason, Told, opened
from bot.library.anonymous import Anonymous, Around, anonymous, anonymous_words
from bot.library.language import languages
from bot.library.library import Library
from bot.library.quizzes import Kind, Question
from bot.library.quizzes.question import LEGIT, SCAM
from bot.library.quizzes.written import WrittenQuestion
from bot.library.tokens import tokens
from bot.library.wording import Limit, official_hosts, too_long, unsuitable, words_in
from bot.mail.email import Email, Mailbox
from bot.mail.phones import REGIONS
from bot.signals.catalogue import signals
from bot.verdict.verdict import State

_FEEDBACK = Limit(45, 25)  # words, and of each sentence
_USUAL_PREMISE = "medium"
_SHORTEST_BRAND = 3  # letters
_READ_FOR_LANGUAGE = 4_000  # characters
_SPOKEN_IN = {
    "en": ("US", "GB", "IE", "AU"), "de": ("DE", "AT", "CH"), "sv": ("SE",), "da": ("DK",), "nb": ("NO",),
    "ja": ("JP",),
}  # fmt: skip
_LOOKS_WRONG = {  # what a signal teaches: the cue of the Phish Scale that was seen
    "check-the-sender": "sender", "check-who-you-answer": "sender", "lookalike-addresses": "domain",
    "look-where-links-go": "link", "files-and-programs": "attachment", "files-that-run": "attachment",
    "check-the-greeting": "generic-greeting", "threats": "threat", "extortion": "threat", "take-your-time": "urgency",
    "boss-and-colleague": "poses-as", "authority": "poses-as", "prizes": "too-good", "bargains": "too-good",
    "easy-money": "too-good", "charity": "good-cause", "family-in-need": "good-cause",
    "gift-cards": "sensitive-request",
    "cards-and-bank-details": "sensitive-request", "never-share-codes": "sensitive-request",
    "never-type-secrets-into-mail": "sensitive-request", "identity-papers": "sensitive-request",
    "pay-first-scams": "sensitive-request", "changed-bank-details": "sensitive-request",
    "tricks-with-letters": "spelling", "mailbox-notices": "work-process",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A question to look through, how much of each kind (anonymous.KINDS) was replaced in it, what may be a name."""

    question: WrittenQuestion
    replaced: Mapping[str, int]
    perhaps: tuple[str, ...] = ()


def can_be_question(memory: bytes) -> bool:
    """Whether a mail is kept there that can become a question: of what somebody told or did, no question is made."""
    known = opened(memory)
    told = known.told
    if known.email is None or told is None or known.acts:
        return False
    return told.about == "mail" and told.state != State.SIMULATION


def mark_of(memory: bytes) -> str:
    """Which mail is kept there: 12 hexadecimal digits, "" for none. A talk may have gone on to another one."""
    email = opened(memory).email
    if email is None:
        return ""
    head = [email.sender.written if email.sender else "", email.subject, email.text]
    return hashlib.sha256("\n".join(head).encode("utf-8", "replace")).hexdigest()[:12]


def draft(
    library: Library, questions: Sequence[Question], memory: bytes, around: Around, language: str = "en"
) -> Draft | None:
    """The mail as a question; None where it is not kept. `around`: who may be in it, without the brands."""
    known = opened(memory)
    if known.email is None or known.told is None or not can_be_question(memory):
        return None
    told, said = known.told, library.quiz_words(language)["own"]
    made = _without_people(library, known.email, told, around)
    right = SCAM if told.flagged else "" if told.state == State.CANNOT_TELL else LEGIT
    scams = (told.scam,) if told.scam and right != LEGIT else ()
    question = WrittenQuestion(
        text=said[f"know_{right or SCAM}"], sender=made.sender, subject=made.subject, body=made.body,
        reply_to=made.reply_to, attached=made.attached, right=right, scams=scams,
        idea=_usual_idea(questions, told.scam if right != LEGIT else ""),
        looks_wrong=_looks_wrong(told) if told.flagged else (),
        premise=_USUAL_PREMISE, feedback=_feedback(library, made.told if told.flagged else (), right, said),
    )  # fmt: skip
    return Draft(question, made.replaced, made.perhaps)


def around_of(
    library: Library, people: Sequence[Mailbox], colleagues: Sequence[Mailbox], own: frozenset[str]
) -> Around:
    """Who may be found in a mail of a company with these own domains."""
    names = (name for one in library.brands.all for name in (one.name, *one.strong_aliases))
    brands = frozenset(word for name in names for word in name.casefold().split() if len(word) >= _SHORTEST_BRAND)
    return Around(tuple(people), tuple(colleagues), own, official_hosts(library.root), brands=brands)


def _without_people(library: Library, email: Email, told: Told, around: Around) -> Anonymous:
    sentences = [_sentence(one) for one in told.reasons]
    quotes = [one.quote for one in told.reasons if one.quote]
    around = replace(around, regions=_regions(library, email.text))
    return anonymous(email, around, anonymous_words(library.root), quotes=quotes, told=sentences)


def _regions(library: Library, text: str) -> tuple[str, ...]:
    """Whose phone numbers stand in a text: first those of the countries where its language is spoken."""
    spoken = languages([one.text for one in tokens(text[:_READ_FOR_LANGUAGE])], library.words.stops)
    near = [region for one in spoken for region in _SPOKEN_IN.get(one, (one.upper(),)) if region in REGIONS]
    return tuple(dict.fromkeys((*near, *REGIONS)))


def _sentence(reason: Reason) -> str:
    return "".join(piece.text for piece in reason.says)


def _usual_idea(questions: Sequence[Question], scam: str) -> str:
    """What our own mails to judge teach most often about this kind of scam; without one, about genuine mail."""
    alike = [one for one in questions if one.kind is Kind.JUDGE and (scam in one.scams if scam else one.genuine)]
    counts = Counter(one.idea for one in alike)
    return min(counts, key=lambda one: (-counts[one], one), default="")


def _looks_wrong(told: Told) -> tuple[str, ...]:
    teaches = {one.id: one.teaches for one in signals()}
    return tuple(dict.fromkeys(cue for one in told.signals if (cue := _LOOKS_WRONG.get(teaches.get(one, "")))))


def _feedback(library: Library, reasons: Sequence[str], right: str, said: Mapping[str, str]) -> dict[str, str]:
    """A draft for each answer: whether it was right, then as many of the reasons as fit."""
    if not right:
        return {}
    hosts = official_hosts(library.root)
    fit = [
        one for one in reasons if not [*too_long(one, _FEEDBACK)] and not [*unsuitable(one, hosts, any_host=True)]
    ] or [said[f"because_{right}"]]
    drafts = {}
    for option in (SCAM, LEGIT):
        kept = [said["right" if option == right else "not_quite"]]
        for one in fit:
            if words_in(" ".join([*kept, one])) <= _FEEDBACK.words:
                kept.append(one)
        drafts[option] = " ".join(kept)
    return drafts
