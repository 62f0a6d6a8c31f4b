"""Joy makes careless as fear does. The prize costs "only" an address, a card number or a fee.

You cannot win where you never played. Honest raffles are known to those who took part.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "prize-promised")


SIGNAL = Signal(
    id="prize-promised",
    title="It says that you have won",
    says="It says that you have won or were chosen for a gift.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="prizes",
    fires_on={
        "winner": (
            "From: Loyalty Desk <winner@loyal-desk.example>\nSubject: Congratulations\n\n"
            "Congratulations! You have been selected as the lucky winner. Claim your prize "
            "today.\n"
        ),
        "lottery": (
            "From: Lottery Board <board@lotto-intl.example>\nSubject: Award\n\n"
            "Your email address has won the sum of $850,000. Contact the claims agent to claim "
            "your reward.\n"
        ),
        "in German": (
            "From: Gewinn <info@gewinn-team.example>\nSubject: Glückwunsch\n\n"
            "Herzlichen Glückwunsch! Sie haben gewonnen. Holen Sie sich jetzt Ihren Preis.\n"
        ),
    },
    quiet_on={
        "a team won": (
            "From: Chess Club <club@chess.example>\nSubject: We won\n\n"
            "Our team won on Saturday, five to three. Well done everybody!\n"
        ),
        "a book prize": (
            "From: Daily News <news@daily.example>\nSubject: Books\n\n"
            "The prize for the best novel went to a teacher from the north.\n"
        ),
    },
)
