"""An app that was once allowed to read mail needs no password and stays in even when you change it.

Honest apps ask too, on the sign-in page, when you install them yourself. A mail that coaches you to press
Accept is another thing.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "app-permission-asked")


SIGNAL = Signal(
    id="app-permission-asked",
    title="It wants you to let an app into your account",
    says="It wants you to let an app read your mail or files.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="files-and-programs",
    fires_on={
        "press accept": (
            "From: Reader <hello@doc-reader.example>\nSubject: Contract\n\n"
            "Please press Accept on the permissions page to allow the reader to open your mail "
            "and files.\n"
        ),
        "grant access": (
            "From: HR <hr@people-portal.example>\nSubject: Pay slip\n\n"
            "To view it, grant the app access to your mailbox: click Accept when you are asked "
            "for permissions.\n"
        ),
    },
    quiet_on={
        "an app was added": (
            "From: Codeshop <noreply@codeshop.example>\nSubject: A new app\n\n"
            "The app Calendar Sync was connected to your account on Monday. You can remove it in "
            "your settings.\n"
        ),
        "a permission at school": (
            "From: School <office@school.example>\nSubject: Trip\n\n"
            "Please sign the permission slip for the trip to the zoo and bring it by Friday.\n"
        ),
    },
)
