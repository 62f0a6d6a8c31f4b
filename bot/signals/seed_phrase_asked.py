"""The twelve or twenty-four words are the wallet. No update, check or merge needs them; only a thief does.

Honest wallets write about these words to say one thing: never give them to anybody.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "seed-phrase-asked")


SIGNAL = Signal(
    id="seed-phrase-asked",
    title="It asks for the secret words of a wallet",
    says=("It asks for the secret words or the key of your wallet. Whoever has them can take everything in it."),
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="wallet-words",
    fires_on={
        "a check": (
            "From: Wallet Team <team@wallet-kyc.example>\nSubject: Verify your wallet\n\n"
            "Please enter your 12-word recovery phrase to verify your wallet before Friday.\n"
        ),
        "a merge": (
            "From: Support <support@chain-merge.example>\nSubject: Upgrade\n\n"
            "Connect your wallet and enter your secret recovery phrase to restore your tokens.\n"
        ),
    },
    quiet_on={
        "the advice": (
            "From: Coin Shop <news@coinshop.example>\nSubject: Stay safe\n\n"
            "We will never ask for your recovery phrase. Never share your secret recovery phrase "
            "with anyone.\n"
        ),
        "a lost purse": (
            "From: Ann <ann@mail.example>\nSubject: My wallet\n\n"
            "I left my wallet in your car, could you bring it on Monday? Thanks!\n"
        ),
    },
)
