"""Anybody can put up a page in a minute on a free site, under a name that filters trust, and leave it behind a day
later. So scammers build their sign-in pages there.

Friends and firms share files and pages there too: without an ask, a threat or a borrowed name it counts little.
Forms on such a site are told by `form-builder-link`, so that one link is one sign.
"""

from collections.abc import Iterator

from bot.mail.email import Link
from bot.signals._links import ASKS, PUSHES, best_first, evidence, listed_suffix, of_one_house, only_named, web_links
from bot.signals._sender import is_list_mail
from bot.signals._stranger import spoken_for
from bot.signals.form_builder_link import form_site
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST_LOOKED_AT = 20


def find(case: Case) -> Iterator[Evidence]:
    places = case.brands.shared.free_hosting
    found = [link for link in web_links(case) if listed_suffix(link.host, places) and not _is_honest(case, link)]
    if not found:
        return
    asks = case.expresses(*ASKS, *PUSHES) or bool(spoken_for(case))
    weighed = [(link, listed_suffix(link.host, places)) for link in found[:MOST_LOOKED_AT]]
    yield from best_first((_finding(case, link, place, asks) for link, place in weighed), Weight.CLUE)


def _is_honest(case: Case, link: Link) -> bool:
    is_a_form = bool(form_site(link, case.brands.shared.form_builders))
    return is_a_form or only_named(link) or of_one_house(case, link)


def _finding(case: Case, link: Link, place: str, asks: bool) -> Evidence:
    light = is_list_mail(case.email) or not (asks or place in case.brands.shared.bare_hosting)
    return evidence(link, Weight.HINT if light else None, goes_to=place)


SIGNAL = Signal(
    id="free-hosting-link",
    title="A link to a free site that anybody can use",
    says="A link goes to a page on {goes_to}, where anybody can put up a page for free.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "a sign-in page": (
            "From: Mailbox <x@bright-hill.example>\nSubject: Mailbox\n\n"
            "Your mailbox will be closed. Please verify your account to keep it: https://mail-a81.web.app/in\n"
        ),
        "a brand's name on it": (
            "From: Netflix <x@bright-hill.example>\nSubject: Your plan\n\n"
            "Update your plan here: https://storage.googleapis.com/plan-77/a.html\n"
        ),
        "a friend's files": "From: Ann <ann@farm.example>\nSubject: Photos\n\nPhotos: https://ann-photos.netlify.app/\nAnn\n",
    },
    quiet_on={
        "the firm's own place there": (
            "From: Tom <tom@northwind.example>\nSubject: Plan\n\nSee https://northwind.sharepoint.com/sites/plan/a.docx\n"
        ),
        "a form, which another sign tells": (
            "From: School <office@school.example>\nSubject: Fair\n\nYou could win! https://docs.google.com/forms/d/e/1a/viewform\n"
        ),
        "its own website": "From: Ann <ann@farm.example>\nSubject: Apples\n\nSee https://farm.example/apples\n",
        "the service itself": (
            "From: Dropbox <no-reply@dropbox.com>\nSubject: Ann shared a file\n\nSee https://www.dropbox.com/s/a1/apples.pdf\n"
        ),
    },
)
