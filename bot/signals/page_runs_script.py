"""Mail programs run no scripts, browsers do. A page sent as a file carries its trick past the mail filter and
builds the false sign-in, or the harmful download, on your own computer.

Reports and saved web pages honestly hold scripts, so a page is a clue. A drawing (SVG) has no need of them.
"""

from collections.abc import Iterator

from bot.mail.email import Attachment
from bot.signals._attached import place, shown_name
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_WEIGHTS = {"svg": Weight.ALARM, "html": Weight.CLUE, "xml": Weight.CLUE, "mhtml": Weight.CLUE, "pdf": Weight.HINT}
MOST = 3


def find(case: Case) -> Iterator[Evidence]:
    running = [one for one in case.email.attachments if one.scripts and one.real in _WEIGHTS]
    for one in sorted(running, key=lambda one: -_WEIGHTS[one.real].value)[:MOST]:
        yield Evidence(place(one), shown_name(one), weight=_weight(one))


def _weight(page: Attachment) -> Weight:
    """More for a page that shows nothing until its script has run: there is no report in it to read."""
    blank = page.real == "html" and not page.text.strip() and not page.forms
    return Weight.ALARM if blank else _WEIGHTS[page.real]


SIGNAL = Signal(
    id="page-runs-script",
    title="A file that acts by itself when you open it",
    says="A file in it starts doing things by itself once you open it.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.CLUE,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1027.006",),
    fires_on={
        "a page that sends you on": with_file(
            "From: Scanner <scan@firm.test>\nSubject: Scan\n\nSee the file.",
            "scan.html",
            '<script>location.href = atob("aHR0cHM6Ly9ldmlsLnRlc3Qv")</script>',
            kind="text/html",
        ),
        "a drawing that does so": with_file(
            "From: Voice <voice@firm.test>\nSubject: New message\n\nListen to it.",
            "message.svg",
            '<svg xmlns="http://www.w3.org/2000/svg"><script>location="https://evil.test/"</script></svg>',
            kind="image/svg+xml",
        ),
    },
    quiet_on={
        "a plain page": with_file(
            "From: Ann <ann@firm.example>\nSubject: Minutes\n\nHere they are.",
            "minutes.html",
            "<h1>Minutes</h1><p>We met at nine.</p>",
            kind="text/html",
        ),
        "a plain drawing": with_file(
            "From: Ann <ann@firm.example>\nSubject: Our logo\n\nHere it is.",
            "logo.svg",
            '<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>',
            kind="image/svg+xml",
        ),
    },
)
