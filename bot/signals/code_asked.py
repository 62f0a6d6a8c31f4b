"""The code in a text message is the second key to an account. A scammer who has the password only needs you
to read it out.

Honest services send codes, and ask you to type them where you started yourself, never to send them to a
person.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "code-asked")


SIGNAL = Signal(
    id="code-asked",
    title="It asks you to pass on a code",
    says=("It asks you to pass on a code that was sent to you. That code opens your account for somebody else."),
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="never-share-codes",
    fires_on={
        "a friend in need": (
            "From: Sandra Hill <sandra.hill.office@outlook.com>\nSubject: Quick one\n\n"
            "I am locked out. You will get a text with a 6 digit code, can you send me the code "
            "straight back here?\n"
        ),
        "the seller": (
            "From: Mike <mike77@gmail.com>\nSubject: The bike\n\n"
            "To know that you are real I sent you a verification code. Please send me the code "
            "you received by SMS.\n"
        ),
    },
    quiet_on={
        "a code that you asked for": (
            "From: Codeshop <noreply@codeshop.example>\nSubject: Your code\n\n"
            "Your sign-in code is 448210. It works for ten minutes. Do not share this code with "
            "anyone.\n"
        ),
        "a code for the door": (
            "From: Ann <ann@firm.example>\nSubject: Friday\n\n"
            "The door of the office has a new lock, so please bring your badge on Friday.\n"
        ),
    },
)
