"""Coins cross every border in minutes and no bank can call them back, which is why blackmailers and false
brokers want them.

Honest mails speak about Bitcoin as news or as your own account's business; they do not name an address to
pay into.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "crypto-asked")


SIGNAL = Signal(
    id="crypto-asked",
    title="It asks for payment in digital coins",
    says="It asks you to pay in digital coins such as Bitcoin. Such a payment cannot be taken back.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="easy-money",
    fires_on={
        "the blackmailer": (
            "From: You <x@blue.example>\nSubject: I know\n\n"
            "Send $1,950 in Bitcoin to this wallet address: "
            "bc1qexampleexampleexampleexample00000. You have 48 hours.\n"
        ),
        "the broker": (
            "From: Trading Desk <vip@signals.example>\nSubject: Start now\n\n"
            "To activate the account, deposit 250 USDT to the wallet below and your manager will "
            "begin.\n"
        ),
    },
    quiet_on={
        "a newspaper": (
            "From: Daily News <news@daily.example>\nSubject: Markets today\n\n"
            "Bitcoin rose by three percent on Monday while shares fell a little.\n"
        ),
        "a lesson": (
            "From: School <office@school.example>\nSubject: Course\n\n"
            "In the evening course we explain what a blockchain is, with tea and biscuits.\n"
        ),
    },
)
