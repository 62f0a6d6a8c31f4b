"""What stands after the first slash can be anything: `evil.example/www.paypal.com/signin` is evil.example.

Pages about a firm have its name in their address too, so the mail must speak of the firm, and the page must not be
the sender's own.
"""

import re
from collections.abc import Iterator

from bot.library.brands import Brand
from bot.mail.email import Link
from bot.mail.encoded_urls import percent_decoded
from bot.mail.organisation import organisation
from bot.signals._links import MOST, evidence, is_foreign, path_of, web_links
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST_PIECES = 40
SHORT = 4
_SPLIT = re.compile(r"[^a-z0-9]+")


def find(case: Case) -> Iterator[Evidence]:
    spoken = {claim.brand.id for claim in spoken_for(case)}
    count = 0
    for link in web_links(case) if spoken else ():
        if count < MOST and is_foreign(case, link) and (found := _in_path(case, link, spoken)):
            count += 1
            brand, weight = found
            yield evidence(link, weight, brand=brand.name, goes_to=link.host[:100])


def _in_path(case: Case, link: Link, spoken: set[str]) -> tuple[Brand, Weight] | None:
    """The brand whose whole address (a clue) or name (a hint) is a piece of the path."""
    path = percent_decoded(path_of(link.target)[:2000]).lower()
    for piece in path.split("/")[1:MOST_PIECES]:
        brand = case.brands.owner(organisation(piece)) if "." in piece else None
        if brand and brand.id in spoken:
            return brand, Weight.CLUE
    for word in _SPLIT.split(path)[:MOST_PIECES]:
        brand = case.brands.labels.get(word) if len(word) >= SHORT else None
        if brand and brand.id in spoken and not brand.everyday:
            return brand, Weight.HINT
    return None


SIGNAL = Signal(
    id="brand-in-link-path",
    title="A brand's name at the wrong place of a link",
    says="A link has {brand} in it, but the website itself is {goes_to}.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "a whole address": (
            "From: PayPal <care@bright-hill.example>\nSubject: Your receipt\n\n"
            "Sign in: https://garden-shed.example/www.paypal.com/signin\n"
        ),
        "a folder on a hacked site": (
            "From: Netflix <care@bright-hill.example>\nSubject: Your plan\n\n"
            "Update your Netflix plan: https://garden-shed.example/wp/netflix/login.php\n"
        ),
    },
    quiet_on={
        "a page about the firm": (
            "From: Ann <ann@farm.example>\nSubject: Film\n\nI read this: https://reviews.example/netflix/new-films\nAnn\n"
        ),
        "the firm itself": (
            "From: Netflix <info@netflix.com>\nSubject: Your plan\n\nSee https://www.netflix.com/netflix/plan\n"
        ),
        "the sender's own page": (
            "From: Film Club <hello@film-club.example>\nSubject: Films on Netflix\n\n"
            "Film Club has new tips: https://film-club.example/netflix/tips\n"
        ),
    },
)
