"""A bank or shop that has your money knows your name; who writes to a million people says "Dear customer".

Honest newsletters and town halls greet everybody at once, so it tells something only where a stranger
speaks for a brand or wants something from you.
"""

from collections.abc import Iterator

from bot.signals._asks import best, from_the_brand_itself
from bot.signals._sender import is_list_mail
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_WANTED = (
    "sign-in-asked", "password-asked", "card-asked", "bank-login-asked", "code-asked", "papers-asked",
    "personal-details-asked", "seed-phrase-asked", "small-fee-asked", "advance-fee-asked", "call-to-cancel",
    "account-threat", "data-loss-threat", "security-scare", "mailbox-problem", "prize-promised",
    "refund-promised", "fortune-offered", "parcel-held", "payment-failed", "unknown-charge", "toll-or-fine",
    "loan-offered",
)  # fmt: skip


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if from_the_brand_itself(case) or is_list_mail(case.email) or (box and box.organisation in case.own_domains):
        return
    greetings = (one for one in best(case, "generic-greeting", most=3) if one.where in ("body", "subject"))
    greeting = next((one for one in greetings if "@" not in one.facts["words"]), None)
    if greeting and (case.expresses(*_WANTED) or spoken_for(case)):
        yield Evidence(greeting.where, greeting.quote)


SIGNAL = Signal(
    id="generic-greeting",
    title="It does not know your name",
    says="It wants something from you, but does not know your name.",
    why=__doc__,
    family=Family.FORM,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-greeting",
    fires_on={
        "a threat": (
            "From: Help <help@mail.test>\nSubject: Notice\n\nDear customer,\n\nYour account has been "
            "suspended. Please verify "
            "your account to avoid closure."
        ),
        "a parcel": (
            "From: Parcel <info@parcel.test>\nSubject: Notice\n\nDear valued customer,\n\nYour "
            "parcel could not be delivered. "
            "Please pay a small delivery fee."
        ),
    },
    quiet_on={
        "a letter to readers": (
            "From: News <news@town.example>\nSubject: Our town\n\nDear customer,\n\nThe choir sings on Thursday."
        ),
        "a name": (
            "From: Help <help@mail.test>\nSubject: Notice\n\nDear Ann Miller,\n\nYour account has "
            "been suspended. Please verify "
            "your account to avoid closure."
        ),
    },
)
