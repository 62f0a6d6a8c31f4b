"""A form on a survey site is free, looks tidy, and sends whatever people type to whoever made it.

Schools, clubs and firms ask their questions there every day. None of them asks for a password or a card there.
"""

from collections.abc import Iterator

from bot.mail.email import Link
from bot.signals._links import MOST, evidence, listed_suffix, of_one_house, path_of, web_links
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SECRETS = (
    "sign-in-asked", "password-asked", "card-asked", "bank-login-asked", "code-asked", "papers-asked",
    "seed-phrase-asked", "personal-details-asked", "account-threat", "mailbox-problem",
)  # fmt: skip


def find(case: Case) -> Iterator[Evidence]:
    builders = case.brands.shared.form_builders
    count = 0
    for link in web_links(case):
        name = form_site(link, builders)
        if name and count < MOST and not of_one_house(case, link):
            count += 1
            yield evidence(link, None if case.expresses(*_SECRETS) else Weight.HINT, goes_to=name)


def form_site(link: Link, builders: tuple[str, ...]) -> str:
    """The site on which the form is made, or ""; some are sites only below a path."""
    if name := listed_suffix(link.host, builders):
        return name
    first = path_of(link.target).split("/", 2)[1:2]
    return listed_suffix(f"{link.host}/{first[0]}", builders) if first else ""


SIGNAL = Signal(
    id="form-builder-link",
    title="A form on a site where anybody can make one",
    says="A link goes to a form on {goes_to}. Anybody can make one there and read what you type.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "a mailbox to keep": (
            "From: IT Desk <x@bright-hill.example>\nSubject: Mailbox\n\n"
            "Your mailbox is almost full. Please verify your account: https://forms.office.com/r/a1b2c3\n"
        ),
        "a form of an office program": (
            "From: Staff <x@bright-hill.example>\nSubject: Form\n\nFill this in: https://docs.google.com/forms/d/e/1a/viewform\n"
        ),
    },
    quiet_on={
        "a text, not a form": (
            "From: Ann <ann@farm.example>\nSubject: Notes\n\nSee https://docs.google.com/document/d/1a/edit\n"
        ),
        "the sender's own form": (
            "From: Ann <ann@farm.example>\nSubject: Visit\n\nTell us here: https://forms.farm.example/visit\n"
        ),
    },
)
