"""A transfer is gone once it has left, so a false director, supplier or solicitor asks for one, today.

Bills and rents are paid by transfer every day. What tells is a sudden order in a mail, outside the usual
way.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "transfer-asked")


SIGNAL = Signal(
    id="transfer-asked",
    title="It asks for a bank transfer",
    says="It asks you to send money by bank transfer.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="changed-bank-details",
    fires_on={
        "the director": (
            "From: Paul Grant <paul.grant.ceo@gmail.com>\nSubject: Payment\n\n"
            "I need you to process an urgent wire transfer for me today. Can you handle a "
            "payment of 18,400 EUR now?\n"
        ),
        "the account below": (
            "From: Accounts <ar@hartwel.example>\nSubject: Open balance\n\n"
            "Please transfer the open balance of $6,204.75 to the account below today and send "
            "me the slip.\n"
        ),
    },
    quiet_on={
        "salary has come": (
            "From: Payroll <payroll@firm.example>\nSubject: Your payslip\n\n"
            "Your salary for June was paid on the 28th. Your payslip is in the staff portal.\n"
        ),
        "a bus transfer": (
            "From: Hotel <desk@hotel.example>\nSubject: Your stay\n\n"
            "We have booked the airport transfer for you. The driver will wait at the gate.\n"
        ),
    },
)
