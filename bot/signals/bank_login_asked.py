"""With the user name, the PIN and one approved TAN the account can be emptied, so the scammer plays the bank
that "checks" them.

Banks write about online banking all the time. They never ask you to tell, type or sign anything for them
from a mail.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "bank-login-asked")


SIGNAL = Signal(
    id="bank-login-asked",
    title="It asks for your bank log-in",
    says="It asks for your bank log-in, PIN or approval. Your bank never asks for these by mail.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="cards-and-bank-details",
    fires_on={
        "name and PIN": (
            "From: Harbour Bank Security <mail@hb-check.example>\nSubject: Security check\n\n"
            "Please enter your online banking username, PIN and a TAN to confirm that the "
            "account is yours.\n"
        ),
        "sign for us": (
            "From: Support <care@bank-service.example>\nSubject: Unusual payment\n\n"
            "To stop the payment, log in to your online banking with your user ID and PIN and "
            "approve the request in your banking app.\n"
        ),
    },
    quiet_on={
        "a bank notice": (
            "From: Harbour Bank <service@harbourbank.example>\nSubject: Opening hours\n\n"
            "Our branches close at noon on Friday. Online banking works as always.\n"
        ),
        "a warning": (
            "From: Harbour Bank <service@harbourbank.example>\nSubject: Beware of fraud\n\n"
            "We will never ask you for your PIN or TAN. Never share your PIN with anyone, not "
            "even with us.\n"
        ),
    },
)
