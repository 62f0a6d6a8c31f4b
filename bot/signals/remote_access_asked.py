"""Once a stranger sees the screen, they see the bank and the mailbox too, and can act while you watch.

Your own IT may do this, in a call that you started, with a tool that is there already. The mere name of such a tool
counts where the mail also frightens, promises money or wants to be called, whatever its language.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.library.lists import Lists, one_of
from bot.library.quotes import quote
from bot.mail.email import passages
from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_PRESSURE = (
    "call-to-cancel", "call-asked", "security-scare", "account-threat", "refund-promised", "unknown-charge",
    "returns-promised", "install-asked", "recovery-offered", "easy-job-offered",
)  # fmt: skip


def find(case: Case) -> Iterator[Evidence]:
    asked = tuple(best(case, "remote-access-asked"))
    yield from asked
    if not asked and case.expresses(*_PRESSURE):
        yield from _named(case)


def _named(case: Case) -> Iterator[Evidence]:
    """The first place that names a remote tool."""
    names = _tools(case.brands.shared)
    for passage in passages(case.email):
        if found := names.search(passage.text):
            yield Evidence(passage.where, quote(passage.text, found.start(), found.end()))
            return


@lru_cache(maxsize=2)
def _tools(lists: Lists) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{one_of(lists.remote_tools)})(?!\w)")


SIGNAL = Signal(
    id="remote-access-asked",
    title="It wants to see or control your computer",
    says="It wants to see or control your computer, or you to have it ready for a call.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="remote-access",
    fires_on={
        "install it": (
            "From: Service Desk <desk@firm-it.example>\nSubject: Your laptop\n\n"
            "Please download AnyDesk and give us the code. Allow full control when asked.\n"
        ),
        "have it on": (
            "From: Refund Team <team@refund-line.example>\nSubject: Refund\n\n"
            "Please have your computer switched on when you call, and install TeamViewer so that "
            "our technician can help.\n"
        ),
        "named in a language without words": (
            "From: Investeringar <info@rika-nu.test>\nSubject: Garanterad avkastning\n\n"
            "Garanterad avkastning varje månad. Vi hjälper dig att starta med AnyDesk.\n"
        ),
    },
    quiet_on={
        "a newsletter about tools": (
            "From: Admin Weekly <news@admin-weekly.example>\nSubject: Tools\n\n"
            "This week: TeamViewer and RustDesk compared, and a new release of NoMachine.\n"
        ),
        "an update at work": (
            "From: IT <it@firm.example>\nSubject: Maintenance\n\n"
            "On Sunday we update the servers. Mail may be slow for an hour. You need do nothing.\n"
        ),
        "a screen for sale": (
            "From: Bob <bob@mail.example>\nSubject: For sale\n\n"
            "I am selling my old computer screen for 20 EUR. It works well.\n"
        ),
    },
)
