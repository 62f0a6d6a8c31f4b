"""On the phone there is no address to look at, and a friendly voice leads from one step to the next.

Nearly every firm names its number, so this looks only at senders with a free mailbox or with somebody
else's name, and at strangers who threaten an account and order you to call. It is an order where the hurry or
the threat stands in the sentence with the number: "questions? call us" below a threat is none.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.signals._asks import best, from_free_mail, phone
from bot.signals._inside import from_anybody
from bot.signals._sender import is_list_mail
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_MOST = 5  # places that are compared


def find(case: Case) -> Iterator[Evidence]:
    if not phone(case):
        return
    ordered = tuple(_ordered(case)) if from_anybody(case) and not is_list_mail(case.email) else ()
    if ordered:
        yield replace(ordered[0], weight=Weight.CLUE)
    elif spoken_for(case) or (from_free_mail(case) and not is_list_mail(case.email)):
        yield from (one for one in best(case, "call-asked", most=1) if one.where != "quoted")


def _ordered(case: Case) -> Iterator[Evidence]:
    """Where a mail that threatens an account says to call, with the hurry or the threat in the same sentence.

    Nothing where the call is to stop something: call-to-cancel counts that.
    """
    if not case.expresses("account-threat") or case.expresses("call-to-cancel"):
        return
    pressing = [one for concept in ("account-threat", "deadline") for one in case.said.get(concept, ())]
    for one in best(case, "call-asked", most=_MOST):
        if one.where != "quoted" and any(said.where == one.where and said.words in one.quote for said in pressing):
            yield one


SIGNAL = Signal(
    id="call-asked",
    title="A stranger wants you to call",
    says="It wants you to call a number, but the sender is a stranger.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.HINT,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "from a free mailbox": (
            "From: Billing Desk <billing.desk.881@gmail.com>\nSubject: Your bill\n\n"
            "For any questions please call our support team at +1 (888) 555-0173.\n"
        ),
        "with a borrowed name": (
            "From: PayPal Service <x@garden-shop.example>\nSubject: Your payment\n\n"
            "If you have any questions, contact us at +1 (888) 555-0119. Our helpline is open "
            "now.\n"
        ),
        "a threat to the account, from anybody": (
            "From: Service <care@account-desk.test>\nSubject: Your account\n\n"
            "Call 803-555-0142 now, or your account is closed.\n"
        ),
        "in German": (
            "From: Service <info@kunden-dienst.test>\nSubject: Ihr Konto\n\n"
            "Rufen Sie sofort 030 23125 014 an, sonst wird Ihr Konto gesperrt.\n"
        ),
    },
    quiet_on={
        "the firm itself": (
            "From: Surgery <desk@surgery.example>\nSubject: Your appointment\n\n"
            "If you have any questions, please call us at 020 7946 0123.\n"
        ),
        "a surgery's reminder": (
            "From: Surgery <desk@surgery.example>\nSubject: Reminder\n\n"
            "Your appointment is today. If you cannot come, please call us now on 020 7946 0123.\n"
        ),
        "the bank itself": (
            "From: Barclays <alerts@barclays.co.uk>\nSubject: Your card\n\n"
            "Your card has been blocked. Call us now on 020 7946 0146.\n"
        ),
        "a host that offers help": (
            "From: Hill Hosting <billing@hillhosting.example>\nSubject: Invoice 7\n\n"
            "Your account will be suspended if the invoice stays unpaid. If you have any questions, call us on "
            "020 7946 0123.\n"
        ),
        "a friend signs": (
            "From: Ann Miller <ann.miller@gmail.com>\nSubject: Friday\n\n"
            "The cake is ready, see you at eight!\n\nAnn\n020 7946 0123\n"
        ),
    },
)
