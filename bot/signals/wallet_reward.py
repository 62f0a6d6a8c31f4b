"""The "claim" button asks you to connect the wallet, and one signature later it is empty.

Honest projects do hand out coins now and then; they say so on their own website and never in a hurry by
mail.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "wallet-reward")


SIGNAL = Signal(
    id="wallet-reward",
    title="It offers free coins or wants your wallet checked",
    says="It offers free coins, or says that your wallet must be checked.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="wallet-words",
    fires_on={
        "airdrop": (
            "From: Chain Team <team@chain-drop.example>\nSubject: Airdrop\n\n"
            "Claim your airdrop now: 1,200 tokens are waiting. Connect your wallet to claim the "
            "tokens.\n"
        ),
        "a check": (
            "From: Wallet Team <team@wallet-kyc.example>\nSubject: KYC\n\n"
            "KYC verification is required for your crypto wallet before 1 June. Unverified "
            "wallets will be suspended.\n"
        ),
    },
    quiet_on={
        "a leather wallet": (
            "From: Leather Shop <shop@leather.example>\nSubject: New wallets\n\n"
            "Our new wallets are here, in brown and black.\n"
        ),
        "a token of thanks": (
            "From: Choir <choir@voices.example>\nSubject: Thanks\n\n"
            "As a token of thanks there will be cake after the concert.\n"
        ),
    },
)
