"""A document from a colleague or customer is everyday work, so people click and sign in without a thought.

Honest services send the same sentence all day: a hint only, unless the sender or the link is wrong too.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "document-shared")


SIGNAL = Signal(
    id="document-shared",
    title="It says that a document waits for you",
    says="It says that a document is waiting for you.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="shared-documents",
    fires_on={
        "a file": (
            "From: File Share <share@doc-portal.example>\nSubject: New document\n\n"
            "Ann has shared a document with you. Review and sign the document.\n"
        ),
        "a fax": (
            "From: Fax <fax@fax-desk.example>\nSubject: Fax\n\n"
            "You have received a new fax document. Click to view the document.\n"
        ),
    },
    quiet_on={
        "lunch is shared": (
            "From: Ann <ann@firm.example>\nSubject: Lunch\n\nLet us share two big pizzas on Friday at noon.\n"
        ),
        "a road": ("From: Town Hall <desk@town.example>\nSubject: Mill Street\n\nMill Street is closed on Monday.\n"),
    },
)
