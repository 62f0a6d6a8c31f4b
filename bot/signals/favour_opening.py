"""Three friendly words cost nothing and show who answers. What is wanted comes in the next mail: gift cards
or a transfer.

Colleagues write just so: proved to come from the reader's own firm, it is no sign. From a free mailbox, or with
answers going elsewhere, it is a clue.
"""

from collections.abc import Iterator

from bot.signals._asks import answers_go_elsewhere, best_as, from_free_mail
from bot.signals._inside import from_inside
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box, stranger = case.email.sender, from_free_mail(case) or answers_go_elsewhere(case)
    if box and not stranger and from_inside(case) and case.email.authentication.aligned_pass(box.domain):
        return
    yield from best_as(case, Weight.CLUE if stranger else Weight.HINT, "favour-opening")


_PROVED = (
    "Authentication-Results: mx.firm.example; dmarc=pass header.from=firm.example\n"
    "Received: from out.firm.example (out.firm.example [192.0.2.7]) by mx.firm.example with ESMTPS; "
    "Sun, 1 Nov 2026 10:00:00 +0000\n"
)
_AT_YOUR_DESK = (
    "From: Bob <bob@firm.example>\nTo: ann@firm.example\nSubject: Parcel\n\nAre you at your desk? I need a favor.\n"
)

SIGNAL = Signal(
    id="favour-opening",
    title="It begins with a vague favour",
    says="It begins with a vague favour and asks whether you have time.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="boss-and-colleague",
    fires_on={
        "at your desk": (
            "From: Paul Grant <paul.grant.desk@gmail.com>\nSubject: Hi\n\n"
            "Are you at your desk? I need you to do a quick task for me.\n"
        ),
        "a colleague's address that nothing proves": _AT_YOUR_DESK,
        "available": (
            "From: Dr Ann Cole <office.cole@outlook.com>\nSubject: Quick favor\n\n"
            "Are you available? I need a favor from you today.\n"
        ),
    },
    quiet_on={
        "a clear question": (
            "From: Ann <ann@firm.example>\nSubject: Minutes\n\n"
            "The minutes of Monday are in the folder. Bob has read them.\n"
        ),
        "a colleague": _PROVED + _AT_YOUR_DESK,
        "a colleague whose answers stay inside": (_PROVED + "Reply-To: Bob <bob@firm.example>\n" + _AT_YOUR_DESK),
        "thanks": (
            "From: Bob <bob@firm.example>\nSubject: Thank you\n\nThank you for your help with the chairs yesterday!\n"
        ),
    },
)
