"""Everybody has a mailbox, so this lie fits everybody: it is full, it expires, mails wait. The button leads
to a false sign-in.

Real servers warn too, without a link to sign in, and your own IT can say in a minute whether it is true.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "mailbox-problem")


SIGNAL = Signal(
    id="mailbox-problem",
    title="It says that something is wrong with your mailbox",
    says="It says that something is wrong with your mailbox or password.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="mailbox-notices",
    fires_on={
        "full": (
            "From: Mail Admin <admin@post-room.example>\nSubject: Quota\n\n"
            "Your mailbox is almost full. You have exceeded your storage quota and may not "
            "receive new messages.\n"
        ),
        "on hold": (
            "From: Mail Server <server@post-room.example>\nSubject: 7 messages\n\n"
            "7 incoming messages have been placed on hold. Your password expires today, please "
            "revalidate your mailbox.\n"
        ),
    },
    quiet_on={
        "a letter box": (
            "From: Bob <bob@mail.example>\nSubject: Letter box\n\n"
            "A bird lives in our letter box, so please knock at the door.\n"
        ),
        "an out of office": (
            "From: Ann <ann@firm.example>\nSubject: Out of office\n\n"
            "I am on holiday until Monday and read your mail then.\n"
        ),
    },
)
