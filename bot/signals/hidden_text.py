"""Text that nobody can see is written for machines: pages of honest words drown the lure for spam filters, or give
orders to an assistant that sums the mail up.

Newsletters hide things honestly: a preview line, and blocks for small screens that repeat what is shown.
"""

import re
from collections.abc import Iterator

from bot.signals._attached import place
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

LOOKED_AT = 20_000  # characters of hidden text
SHOWN = 60_000  # characters of the text it is compared with
LEAST = 100  # characters of hidden words that are not shown
FEWEST = 10  # words
LONGEST = 180
_WORD = re.compile(r"[^\W\d_]{2,40}")


def find(case: Case) -> Iterator[Evidence]:
    hidden: list[tuple[str, str, Weight | None]] = [("hidden", case.email.hidden_text, None)]
    hidden += [(place(one), one.hidden_text, Weight.HINT) for one in case.email.attachments]
    shown: set[str] | None = None
    for where, text, weight in hidden:
        if len(text) < LEAST:
            continue
        if shown is None:
            shown = set(_WORD.findall(f"{case.email.subject}\n{case.email.text[:SHOWN]}".lower()))
        if _is_told_to_nobody(text[:LOOKED_AT], shown):
            yield Evidence(where, _sample(text[:LOOKED_AT], shown), weight=weight)
            return


def _is_told_to_nobody(text: str, shown: set[str]) -> bool:
    words = _WORD.findall(text.lower())
    new = [word for word in words if word not in shown]
    return len(set(new)) >= FEWEST and sum(len(word) + 1 for word in new) >= LEAST and len(new) * 2 >= len(words)


def _sample(text: str, shown: set[str]) -> str:
    """The beginning of the first hidden line that holds several new words."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    line = next(
        (line for line in lines if len(set(_WORD.findall(line.lower())) - shown) >= 5), " ".join(lines)[: 2 * LONGEST]
    )
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]


_PAGE = "From: Parcel <info@parcel.test>\nSubject: Your parcel\nContent-Type: text/html; charset=utf-8\n\n"

SIGNAL = Signal(
    id="hidden-text",
    title="Text that you cannot see",
    says="It holds words that you cannot see, which are there to fool machines.",
    why=__doc__,
    family=Family.FORM,
    weight=Weight.CLUE,
    find=find,
    teaches="hidden-words",
    see=("MITRE ATT&CK T1027.018",),
    fires_on={
        "not shown": (
            f"{_PAGE}<p>Your parcel waits in our store. Please pay the small fee of two pounds before "
            "Friday and open the form below.</p>"
            '<div style="display:none">Thanks Martha, the choir practice moved to Thursday and the recipe for plum '
            "cake is on page four of the letter. Bring the blue folder, the engineer will come.</div>"
        ),
        "white on white": (
            f"{_PAGE}<p>Your parcel waits in our store. Please pay the small fee of two pounds before "
            "Friday and open the form below.</p>"
            '<p style="color:#fff">telephone garden wet busy new clothes parent adjective gather treated bee pressure '
            "travel also needs easily higher took memory weather</p>"
        ),
    },
    quiet_on={
        "a preview line": (
            f'{_PAGE}<div style="display:none">The best walks of this autumn, three recipes with pumpkin, and a '
            "letter from the mayor about the new bridge over the river</div><h1>Our "
            "letter</h1><p>Dear readers, here "
            "is what happened in our town this month.</p>"
        ),
        "again for small screens": (
            f"{_PAGE}<p>Dear readers, the choir sings on Thursday in the old church by the river, tickets cost ten "
            'pounds.</p><p>See you there.</p><div style="display:none">Dear readers, the choir sings on Thursday '
            "in the old church, by the river, and tickets cost ten pounds</div>"
        ),
        "nothing hidden": f"{_PAGE}<p>Dear readers, the choir sings on Thursday.</p>",
    },
)
