"""The fear of losing the mailbox, the card or the profile makes people sign in where they are told to.

Honest services do suspend accounts, mostly after unpaid bills, and then the same notice waits when you sign
in yourself.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "account-threat")


SIGNAL = Signal(
    id="account-threat",
    title="It threatens to close or lock something of yours",
    says="It threatens to close, lock or limit something that is yours.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="threats",
    fires_on={
        "suspended": (
            "From: Service <care@cards-online.example>\nSubject: Notice\n\n"
            "Your account has been suspended. It will be permanently closed if you do nothing.\n"
        ),
        "a profile": (
            "From: Page Help <help@page-appeal.example>\nSubject: Violation\n\n"
            "Your page will be permanently disabled within 24 hours because of a complaint.\n"
        ),
        "in German": (
            "From: Service <info@kunden-dienst.example>\nSubject: Warnung\n\n"
            "Ihr Konto wurde gesperrt. Ihr Zugang wird endgültig geschlossen.\n"
        ),
    },
    quiet_on={
        "a shop closes": (
            "From: Bakery <shop@bakery.example>\nSubject: August\n\n"
            "Our shop will be closed in August. We see each other in September!\n"
        ),
        "an account is opened": (
            "From: Codeshop <noreply@codeshop.example>\nSubject: Welcome\n\n"
            "Your account is ready. Have fun with your first project.\n"
        ),
    },
)
