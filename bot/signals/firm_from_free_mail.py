"""A help desk, a pay office or a "Security Team" has a mailbox at its own firm; a scammer takes a free one.

Clubs, trades and small shops do write from free mailboxes, under a name of their own: those weigh little.
"""

from collections.abc import Iterator

from bot.signals._sender import ROBOTS, brand_from_free_mail, other_words, role_words, words
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not box.name or not case.brands.is_freemail(box.organisation) or box.local in ROBOTS:
        return
    if brand_from_free_mail(case):
        return  # that says it better
    roles, legal = role_words(case), case.brands.shared.legal_forms
    if not roles and legal.isdisjoint(words(box.name)):
        return
    own_name = [word for word in other_words(case, box.name, ()) if word not in legal]
    weight = Weight.HINT if own_name or not roles else Weight.CLUE
    yield Evidence("header:From", box.written, {}, weight)


SIGNAL = Signal(
    id="firm-from-free-mail",
    title="An office that writes from a free mailbox",
    says="It claims to be an office or a firm, but it was sent from a free mailbox that anybody can open.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "a help desk": "From: IT Help Desk <itdesk.2201@gmail.com>\nSubject: Mailbox\n\nHello.",
        "customer service": "From: Customer Service <cs.office11@outlook.com>\nSubject: Your case\n\nHello.",
    },
    quiet_on={
        "a person": "From: Dr Ann Miller <ann.miller@gmail.com>\nSubject: Lunch\n\nAre you free on Friday?",
        "a help desk at its own firm": "From: IT Help Desk <it@firm.example>\nSubject: Mailbox\n\nHello.",
        "an address alone": "From: ann.miller@gmail.com\nSubject: Lunch\n\nHello.",
    },
)
