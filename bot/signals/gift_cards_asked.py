"""The code of a gift card is cash that nobody can trace or take back, so a false boss, friend or office asks
for it.

Shops praise gift cards, and friends give them. Nobody honest wants them bought in a hurry, with the codes
sent by mail.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "gift-cards-asked")


SIGNAL = Signal(
    id="gift-cards-asked",
    title="It wants gift cards",
    says="It asks you to buy gift cards or to send their codes. Nobody honest wants to be paid that way.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="gift-cards",
    fires_on={
        "the boss": (
            "From: H. Bligh <h.bligh.office01@gmail.com>\nSubject: Task\n\n"
            "I need you to buy some Apple gift cards for clients, 5 of $100. Scratch the back "
            "and send me a picture of the codes.\n"
        ),
        "paying a fine": (
            "From: Officer Hale <hale@case-desk.example>\nSubject: Your case\n\n"
            "You can pay by Steam card or Google Play gift card. Email me the codes today.\n"
        ),
        "in German": (
            "From: Paul Grant <paul.grant.chef@gmail.com>\nSubject: Aufgabe\n\n"
            "Bitte kaufen Sie fünf Geschenkkarten zu je 100 Euro und schicken Sie mir die Codes "
            "per E-Mail.\n"
        ),
    },
    quiet_on={
        "the shop sends one": (
            "From: Bakery <shop@bakery.example>\nSubject: Your gift card\n\n"
            "Here is the gift card from Ann, worth 20 EUR. Show it at the counter. Enjoy!\n"
        ),
        "thanks for one": (
            "From: Bob <bob@mail.example>\nSubject: Thank you\n\n"
            "Thank you for the lovely gift card, I spent it on a book about birds.\n"
        ),
    },
)
