"""A form in the mail itself needs no false website: what people type goes straight to the scammer.

News sheets used to bring a box for searching, and surveys bring a row of buttons. Nobody asks for a password there.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.library.lists import Lists, one_of
from bot.mail.address import host_of
from bot.mail.email import Form
from bot.mail.organisation import organisation
from bot.signals._links import bulk_mail
from bot.signals._sender import one_owner, shortened
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3
MOST_FIELDS = 200
_TYPED = frozenset({"text", "password", "email", "tel", "number", "textarea", "file", "date", "", "url"})
# Names that tell only as a whole, or written in one of several ways; the others are in lists.toml.
_SECRET = r"pass(?:w(?:or)?d|code|phrase|wort)?$|^pin$|card.?n(?:o|um)|cc_?number|credit.?card|security.?code"
_SEARCH = r"^q[tu]?$|^p$|email1?$"


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for form in case.email.forms:
        weight = _weight(case, form) if form.where == "body" and count < MOST else None
        if weight:
            count += 1
            yield Evidence("body", shortened(_quote(form)), {}, weight)


def _weight(case: Case, form: Form) -> Weight | None:
    """How much the form tells; None for one to search, to choose or to subscribe."""
    fields = [field.partition(":")[::2] for field in form.fields[:MOST_FIELDS]]
    secret, search = _fields(case.brands.shared)
    typed = [(kind, name.lower()) for kind, name in fields if kind in _TYPED]
    if any(kind == "password" or secret.search(name) for kind, name in typed):
        return Weight.ALARM
    if not form.action or "search" in form.action.lower() or all(search.search(name) for _, name in typed):
        return None
    return Weight.HINT if _goes_home(case, form) or bulk_mail(case) else Weight.CLUE


@lru_cache(maxsize=4)
def _fields(lists: Lists) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the names of fields are like that ask for a secret, and of those to search."""
    return (
        re.compile(f"{_SECRET}|{one_of(lists.mail_form_secrets)}"),
        re.compile(f"{_SEARCH}|{one_of(lists.mail_form_searches)}"),
    )


def _goes_home(case: Case, form: Form) -> bool:
    host, box = host_of(form.action), case.email.sender
    return bool(host and box and one_owner(case.brands, organisation(host), box.organisation))


def _quote(form: Form) -> str:
    """Where the form sends what is typed; else the field that asks for it."""
    return form.action.strip() or next((one for one in form.fields if one.startswith("password:")), form.fields[0])


SIGNAL = Signal(
    id="form-in-mail",
    title="A form to fill in, inside the mail",
    says="It has a form inside, so that you type your answers straight into the mail.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="never-type-secrets-into-mail",
    fires_on={
        "a password": (
            "From: IT <it@bright-hill.example>\nSubject: Mailbox\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>Keep your mailbox.</p><form action="https://keep-mail.test/p.php"><input type="text" name="user">'
            '<input type="password" name="pw"><input type="submit"></form>'
        ),
        "a card": (
            "From: Shop <x@bright-hill.example>\nSubject: Refund\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>Your refund.</p><form action="https://keep-mail.test/r"><input name="cardnumber">'
            '<input name="cvv"></form>'
        ),
        "a name and address": (
            "From: Prize <x@bright-hill.example>\nSubject: Prize\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>Your prize.</p><form action="https://keep-mail.test/w"><input name="fullname">'
            '<input name="street"></form>'
        ),
    },
    quiet_on={
        "a box for searching": (
            "From: News <news@corner-paper.example>\nSubject: News\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>News.</p><form action="https://corner-paper.example/s"><input type="text" name="q"></form>'
        ),
        "how was your stay": (
            "From: Inn <stay@old-inn.example>\nSubject: Your stay\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>How was it?</p><form action="https://old-inn.example/s"><input type="radio" name="score" value="9">9'
            '<input type="submit" value="Send"></form>'
        ),
        "no form": "From: Inn <stay@old-inn.example>\nSubject: Your stay\n\nPlease fill in the form at the desk.\n",
    },
)
