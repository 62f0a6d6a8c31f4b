"""Promised profit makes people pay in; the numbers on the screen are invented and nothing can be taken out.

Honest banks and brokers have to say that you may lose money, and they do.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "returns-promised")


SIGNAL = Signal(
    id="returns-promised",
    title="It promises certain profit",
    says="It promises high or certain profit. Nobody can promise that.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="easy-money",
    fires_on={
        "guaranteed": (
            "From: Trading Desk <vip@signals.example>\nSubject: Join\n\n"
            "Guaranteed returns of 30% a month with no risk. Double your money with our trading "
            "robot.\n"
        ),
        "passive": (
            "From: Coach <hello@money-flow.example>\nSubject: Freedom\n\n"
            "Earn passive income every day: a risk-free investment with a 97% win rate.\n"
        ),
    },
    quiet_on={
        "the bank's advice": (
            "From: Harbour Bank <news@harbourbank.example>\nSubject: Shares\n\n"
            "Shares go up and down. You may get back less than you paid in.\n"
        ),
        "a return": (
            "From: Shoe Shop <shop@shoes.example>\nSubject: Your return\n\n"
            "Your return has come. The money will be on your card on Friday.\n"
        ),
    },
)
