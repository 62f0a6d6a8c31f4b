"""What stands after the first slash can be anything: `evil.example/www.paypal.com/signin` is evil.example.

Pages about a firm have its name in their address too, so the mail must speak of the firm, and the page must not be
the sender's own.
"""

from collections.abc import Iterator

from bot.library.brands import Brand
from bot.mail.email import Link
from bot.mail.encoded_urls import percent_decoded
from bot.mail.organisation import organisation
from bot.signals._links import MOST, evidence, is_foreign, path_of, web_links
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST_PIECES = 20
SHORT = 4


def find(case: Case) -> Iterator[Evidence]:
    spoken = {claim.brand.id for claim in spoken_for(case)}
    count = 0
    for link in web_links(case) if spoken else ():
        brand = _in_path(case, link) if is_foreign(case, link) else None
        if brand and brand.id in spoken and count < MOST:
            count += 1
            yield evidence(link, brand=brand.name, goes_to=link.host[:100])


def _in_path(case: Case, link: Link) -> Brand | None:
    """The brand whose address or name is a whole piece of the path."""
    for piece in percent_decoded(path_of(link.target)[:2000]).lower().split("/")[1:MOST_PIECES]:
        if "." in piece and (brand := case.brands.owner(organisation(piece))):
            return brand
        if len(piece) >= SHORT and (brand := case.brands.labels.get(piece)) and not brand.everyday:
            return brand
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
