"""Nobody leaves a mail about their own salary unread, so false sign-in pages and files are dressed as one.

The real office writes the same. What tells is the address, and whether the staff portal says it as well.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "hr-notice")


SIGNAL = Signal(
    id="hr-notice",
    title="It is about your pay or a rule at work",
    says="It speaks of your pay, a bonus or a rule at work, so that you look.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="boss-and-colleague",
    fires_on={
        "a rise": (
            "From: HR <hr@pay-review.example>\nSubject: Salary\n\n"
            "Your salary adjustment letter is ready. Please review and sign the attached salary "
            "review document.\n"
        ),
        "a handbook": (
            "From: HR Updates <hr@handbook-review.example>\nSubject: Policy\n\n"
            "All employees must acknowledge the updated employee handbook by close of business "
            "today.\n"
        ),
    },
    quiet_on={
        "a farewell": (
            "From: Ann <ann@firm.example>\nSubject: Farewell\n\n"
            "Bob leaves us on Friday. Cake at three in the kitchen!\n"
        ),
        "a dinner": (
            "From: Restaurant <table@dinner.example>\nSubject: Your table\n\nYour table for two is ready at eight.\n"
        ),
    },
)
