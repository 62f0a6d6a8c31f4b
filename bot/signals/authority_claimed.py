"""People obey offices and do not like to doubt them. High offices do not write to strangers about money.

Lawyers and public bodies do write mails; then the address is theirs, and a call to the office confirms it.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "authority-claimed")


SIGNAL = Signal(
    id="authority-claimed",
    title="It speaks in the name of an authority",
    says="It speaks in the name of a court, the police or another high office.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="authority",
    fires_on={
        "the bureau": (
            "From: Agent Cole <agent.cole@mail.test>\nSubject: FBI\n\n"
            "I am writing on behalf of the Federal Bureau of Investigation and the United "
            "Nations about your fund.\n"
        ),
        "a barrister": (
            "From: Barrister Cole <cole@lawroom.example>\nSubject: Good day\n\n"
            "I am Barrister James Cole, attorney to the late Mr Hill, and I write on behalf of "
            "the bank manager.\n"
        ),
    },
    quiet_on={
        "a bank of a river": (
            "From: Chess Club <club@chess.example>\nSubject: Picnic\n\n"
            "We meet at the river bank on Sunday. Bring a blanket.\n"
        ),
        "a court to play on": (
            "From: Tennis Club <club@tennis.example>\nSubject: Court 2\n\nCourt 2 is wet. Please play on court 1.\n"
        ),
    },
)
