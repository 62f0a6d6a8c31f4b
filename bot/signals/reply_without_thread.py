"""A subject that begins with "Re:" makes a stranger's mail look like an answer to something you wrote.

A true answer names the mail it answers, in lines that mail programs add unseen, or quotes it. Old mail programs
and some help desks do neither, so it is a hint.
"""

from collections.abc import Iterator

from bot.mail.email import Email, Source
from bot.mail.subject_prefix import prefix
from bot.signals._sender import is_list_mail
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight

_THREAD = ("In-Reply-To", "References", "X-Forwarded-Message-Id", "Resent-From", "Auto-Submitted")
_FIRST_INDEX = 32  # characters of a Thread-Index that begins a thread; every answer adds to it


def find(case: Case) -> Iterator[Evidence]:
    email = case.email
    if email.source is not Source.RAW or email.forwarded or not email.headers or is_list_mail(email):
        return
    if prefix(email.subject).kind and not _has_a_thread(email):
        yield Evidence("subject", email.subject.strip()[:180])


def _has_a_thread(email: Email) -> bool:
    """Whether the mail names or quotes an older one, or brings it along."""
    if email.quoted or any(email.header(name) for name in _THREAD):
        return True
    if len(email.header("Thread-Index")) > _FIRST_INDEX or any(one.real in ("eml", "msg") for one in email.attachments):
        return True
    return any(line.lstrip()[:1] in (">", "|") for line in email.text[:100_000].splitlines())


_HEAD = "From: Ann <ann@mail.test>\nMessage-ID: <1@mail.test>\n"

SIGNAL = Signal(
    id="reply-without-thread",
    title="An answer to nothing",
    says="It looks like an answer or a forward, but there is no earlier message.",
    why=__doc__,
    family=Family.FORM,
    weight=Weight.HINT,
    find=find,
    teaches="made-up-answers",
    see=("RFC 5322, 3.6.4",),
    fires_on={
        "an answer": f"{_HEAD}Subject: Re: Invoice 4471\n\nPlease pay it today.",
        "in German": f"{_HEAD}Subject: AW: Rechnung\n\nBitte heute bezahlen.",
    },
    quiet_on={
        "a true answer": "From: Ann <ann@firm.example>\nSubject: Re: Lunch\nIn-Reply-To: <1@firm.example>\n\nYes.",
        "with what it answers": f"{_HEAD}Subject: Re: Lunch\n\nYes.\n\n> Lunch at noon?",
        "no answer": "From: Ann <ann@firm.example>\nSubject: Report\n\nHere it is.",
        "pasted": Example("Subject: Re: Lunch\n\nYes, at noon, as we said. See you there.", name="pasted.txt"),
    },
)
