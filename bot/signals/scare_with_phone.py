"""A locked screen, a virus, a break-in: the fright is there so that you call the number beside it.

Banks print their number below a calm notice too, from their own address. So a known brand's own mail, and a number
that stands far from the fright, do not count; nor do threats with the law, for honest courts name a number too.
"""

from collections.abc import Iterator

from bot.library.quotes import quote
from bot.library.words import Said
from bot.mail.email import Phone, passages
from bot.signals._inside import from_anybody
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_FRIGHTS = ("security-scare", "data-loss-threat")
_BESIDE = 400  # characters between the fright and the number
_MOST = 30  # frights and numbers that are compared


def find(case: Case) -> Iterator[Evidence]:
    if not case.email.phones or not from_anybody(case):
        return
    frights = [said for concept in _FRIGHTS for said in case.said.get(concept, ())][:_MOST]
    for phone in case.email.phones[:_MOST]:
        if any(_stands_beside(said, phone) for said in frights):
            text = next((one.text for one in passages(case.email) if one.where == phone.where), "")
            yield Evidence(phone.where, quote(text, phone.start, phone.end) if text else phone.quote)
            return


def _stands_beside(said: Said, phone: Phone) -> bool:
    return said.where == phone.where and abs(said.start - phone.start) <= _BESIDE


SIGNAL = Signal(
    id="scare-with-phone",
    title="A fright, and a number to call",
    says="It frightens you and puts a phone number beside it. Whoever answers may want your screen or your money.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "a locked screen": (
            "Your computer has been infected with a virus and your data is being stolen. Windows Support: "
            "+1-844-555-0179\n"
        ),
        "a stolen account": (
            "From: Alerts <note@safe-desk.example>\nSubject: Alert\n\nWe noticed suspicious activity on your "
            "account. Officer Reed: (202) 555-0131\n"
        ),
        "in German": (
            "From: Schutz <info@pc-schutz.example>\nSubject: Warnung\n\nIhr Computer ist mit einem Virus infiziert. "
            "Notruf: 030 23125 144\n"
        ),
    },
    quiet_on={
        "the brand itself": (
            "From: Barclays <alerts@barclays.co.uk>\nSubject: Sign-in\n\nWe noticed suspicious activity on your "
            "account. Our number: 020 7946 0146\n"
        ),
        "a colleague warns": (
            "From: IT <it@firm.example>\nTo: ann@firm.example\nSubject: Virus\n\nIf your computer has been infected "
            "with a virus, call us: 030 23125 144\n"
        ),
        "a court": (
            "From: Court <jury@county-court.example>\nSubject: Jury service\n\nFailure to respond may result in a "
            "fine or legal action. Questions? Call (202) 555-0131 between 8 and 4.\n"
        ),
        "a number and no fright": (
            "From: Garage <post@garage.example>\nSubject: Tyres\n\nYour tyres are here. Call us: 030 23125 144\n"
        ),
    },
)
