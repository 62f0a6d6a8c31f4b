"""A mail in a firm's name has one purpose for its links: to bring people to the scammer's website, not to the firm's.

Reporters, shops and partners write about firms and link to their own pages; but they say who they are. Newsletters
count clicks at services that belong to nobody in the mail.
"""

from collections.abc import Iterator

from bot.library.brands import Brand, Claim
from bot.mail.email import Link
from bot.signals._links import brand_of, by_mail_service, evidence, from_sender, is_official, only_named, web_links
from bot.signals._stranger import mentions, spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST_PLACES = 2  # organisations; a mail with links to many places is about more than the brand


def find(case: Case) -> Iterator[Evidence]:
    links = _links(case)
    if not links or any(by_mail_service(case, link) for link in links):
        return
    for claim in spoken_for(case):
        if _is_claimed(case, claim, links) and _all_elsewhere(case, claim.brand, links):
            yield evidence(links[0], brand=claim.brand.name, goes_to=links[0].organisation)
            return


def _links(case: Case) -> tuple[Link, ...]:
    """The links in the text, without websites that it only names; or those, when there is nothing else."""
    found = tuple(link for link in web_links(case) if link.where == "body")
    return tuple(link for link in found if not only_named(link)) or found


def _is_claimed(case: Case, claim: Claim, links: tuple[Link, ...]) -> bool:
    """Whether the mail is in the brand's name, and the brand's own addresses are known."""
    own_program = claim.brand.id in case.brands.shared.self_hosted
    if not claim.brand.domains or (own_program and all(from_sender(case, link) for link in links)):
        return False
    if all(only_named(link) for link in links):
        return claim.where == "name"
    return claim.where in ("name", "subject") or mentions(case, claim) >= 2


def _all_elsewhere(case: Case, brand: Brand, links: tuple[Link, ...]) -> bool:
    """Whether all links lead to one or two organisations that are neither this brand nor another."""
    places = {link.organisation for link in links}
    if len(places) > MOST_PLACES or any(brand_of(case, place) or is_official(case, place) for place in places):
        return False
    # A country's address that the catalogue may not know (`ikea.example` for Ikea) is no proof.
    labels = {domain.partition(".")[0] for domain in (*brand.domains, *brand.open_domains)}
    return not any(case.brands.owner(place) is brand or place.partition(".")[0] in labels for place in places)


SIGNAL = Signal(
    id="links-elsewhere",
    title="It names a firm, but no link goes there",
    says="It speaks for {brand}, but its links go to {goes_to} and none goes to {brand}.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "a plan to renew": (
            "From: Netflix <care@bright-hill.example>\nSubject: Your plan\n\n"
            "Please renew your plan: https://renew-plan.garden-shed.example/a\n"
        ),
        "in the subject": (
            "From: Desk <x7@bright-hill.example>\nSubject: PayPal: new sign-in\n\n"
            "Please verify your account with PayPal: https://keep-safe.test/a\n"
        ),
    },
    quiet_on={
        "the firm itself": (
            "From: Netflix <info@mailer.netflix.com>\nSubject: New this week\n\nSee https://www.netflix.com/new\n"
        ),
        "a blog's own program": (
            "From: WordPress <wordpress@film-club.example>\nSubject: [Film Club] New comment\n\n"
            "A new comment waits: https://film-club.example/wp-admin/comment.php?c=7\n"
        ),
        "through a service that counts clicks": (
            "From: Netflix <news@letters.example>\nSubject: Netflix news\n\nSee https://u7.ct.sendgrid.net/ls/click?upn=a1\n"
        ),
        "somebody who writes about it": (
            "From: Film Club <hello@film-club.example>\nSubject: Films on Netflix\n\n"
            "Film Club has seen what is new on Netflix: https://film-club.example/tips\n"
        ),
    },
)
