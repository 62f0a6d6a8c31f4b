"""A mail in an employee's name to the pay office, just before pay day, sends the next salary to a thief.

Employees do change banks, but they do it in the staff portal, or answer gladly when the pay office calls
them back. From an address inside the firm it counts less.
"""

from collections.abc import Iterator

from bot.signals._inside import worse_from_anybody
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from worse_from_anybody(case, "payroll-changed")


SIGNAL = Signal(
    id="payroll-changed",
    title="It wants a salary paid to another account",
    says="It asks to have a salary paid into a different bank account.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="changed-bank-details",
    fires_on={
        "before pay day": (
            "From: Maria Castle <maria.castle.home@gmail.com>\nSubject: Direct deposit\n\n"
            "I would like to change my direct deposit information before the next payroll. What "
            "do you need from me?\n"
        ),
        "a new account": (
            "From: Tom Reed <tom.reed@mail.test>\nSubject: Salary\n\n"
            "I have a new bank, please update my payroll details so that my salary goes to my "
            "new account.\n"
        ),
    },
    quiet_on={
        "the portal confirms it": (
            "From: Pay Portal <noreply@payportal.example>\nSubject: Done\n\n"
            "Your payslip for June is ready in the portal.\n"
        ),
        "the date moves": (
            "From: Payroll <payroll@firm.example>\nSubject: Pay day\n\n"
            "Because of the holiday salaries are paid on the 28th this month.\n"
        ),
    },
)
