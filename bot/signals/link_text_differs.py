"""A link's text is free to say anything. Scammers write the bank's address there, and their own behind it.

Newsletters do it as well: the text shows the shop, and the link first goes to a service that counts clicks.
"""

from collections.abc import Iterator

from bot.library.brands import Brand
from bot.mail.email import Link
from bot.mail.plain_links import organisation_of_text
from bot.signals._links import (
    ASKS,
    PUSHES,
    action_links,
    best_first,
    brand_of,
    bulk_mail,
    by_mail_service,
    evidence,
    from_sender,
    is_official,
    of_one_house,
    organisation_written,
)
from bot.signals._sender import one_owner
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

LONGEST_SHOWN = 300
MOST_WORDS = 3  # "www.bank.example - sign in"; in longer texts an address is only mentioned
_CUT_OFF = ("…", "...", "..")


def find(case: Case) -> Iterator[Evidence]:
    yield from best_first(_found(case), Weight.ALARM)


def _found(case: Case) -> Iterator[Evidence]:
    seen: set[tuple[str, str]] = set()
    for link in action_links(case):
        shown = shown_organisation(link)
        if not shown or (shown, link.organisation) in seen or _agree(case, shown, link):
            continue
        seen.add((shown, link.organisation))
        if weight := _weight(case, shown, link):
            yield evidence(link, weight, shown=shown, goes_to=link.organisation)


def shown_organisation(link: Link) -> str:
    """The organisation of the address that is the link's text, or ""."""
    shown = link.shown.strip()
    if "." not in shown or len(shown) > LONGEST_SHOWN or not link.host:
        return ""
    if len(words := shown.split()) > MOST_WORDS:
        shown = words[-1]  # "Please confirm at www.bank.example <https://...>" in a copied mail
    if shown.endswith(_CUT_OFF) and "/" not in shown.partition("://")[2]:
        return ""  # "https://www.amazon.co..." shows no whole address
    return organisation_of_text(shown)


def _agree(case: Case, shown: str, link: Link) -> bool:
    """Whether text and target belong together, or the text is the target as a filter rewrote it."""
    if one_owner(case.brands, shown, link.organisation) or shown == organisation_written(link):
        return True
    owner = case.brands.owner(shown)
    return owner is not None and owner is case.brands.owner(link.organisation)


def _weight(case: Case, shown: str, link: Link) -> Weight | None:
    """How much it tells: a click counter behind the sender's own address is what newsletters have."""
    box = case.email.sender
    brand = brand_of(case, shown)
    own = box is not None and one_owner(case.brands, shown, box.organisation)
    if by_mail_service(case, link):
        return Weight.HINT if brand and not _is_social(case, brand, shown) and not own else None
    if own and not _is_readers(case, shown):
        return Weight.HINT if bulk_mail(case) else Weight.CLUE
    if is_official(case, shown):
        return Weight.ALARM
    if _is_readers(case, shown):
        return _weight_of_readers(case, link)
    if brand is None or _is_social(case, brand, shown) or brand_of(case, link.organisation):
        return Weight.HINT if bulk_mail(case) or from_sender(case, link) else Weight.CLUE
    spoken = any(claim.brand.id == brand.id for claim in spoken_for(case))
    return Weight.ALARM if spoken or not from_sender(case, link) else Weight.HINT


def _weight_of_readers(case: Case, link: Link) -> Weight | None:
    """The reader's own address shown: a lure for colleagues, unless a service writes about the reader's website."""
    if case.expresses(*ASKS, *PUSHES):
        return Weight.ALARM
    return None if from_sender(case, link) or of_one_house(case, link) else Weight.CLUE


def _is_social(case: Case, brand: Brand, shown: str) -> bool:
    """Whether it is a place where many firms have a page or a film, to which newsletters lead with counted clicks."""
    return brand.kind == "social" or shown in case.brands.shared.social_networks


def _is_readers(case: Case, shown: str) -> bool:
    """Whether the text shows the address of the firm that got the mail."""
    orgs = {box.organisation for box in case.email.to[:5] if not case.brands.is_freemail(box.organisation)}
    return shown in orgs or shown in case.own_domains


SIGNAL = Signal(
    id="link-text-differs",
    title="A link that says one address and goes to another",
    says="A link shows {shown}, but really goes to {goes_to}.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.ALARM,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "a shop's address shown": (
            "From: Service <care@bright-hill.example>\nSubject: Your account\nMIME-Version: 1.0\n"
            "Content-Type: text/html\n\n<p>Please sign in: "
            '<a href="https://signin.bright-hill.example/a">https://www.amazon.com/account</a></p>'
        ),
        "in the notation of a copied mail": (
            "From: Service <care@bright-hill.example>\nSubject: Your card\n\n"
            "Please confirm at www.paypal.com <https://pay.garden-shed.example/x> today.\n"
        ),
        "the firm's own address": (
            "From: IT <it@keep-pass.example>\nTo: tom@northwind.example\nSubject: Password\n"
            "MIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>Please verify your account at <a href="https://keep-pass.example/n">portal.northwind.example</a></p>'
        ),
    },
    quiet_on={
        "a newsletter that counts clicks": (
            "From: Shop <news@corner-shop.example>\nList-Unsubscribe: <mailto:out@corner-shop.example>\n"
            "Subject: New tea\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>Visit <a href="https://u1.ct.sendgrid.net/ls/click?upn=abc">www.corner-shop.example</a></p>'
        ),
        "what another firm sells, on the sender's own page": (
            "From: Shop <news@corner-shop.example>\nList-Unsubscribe: <mailto:out@corner-shop.example>\n"
            "Subject: New tea\n\nVisit us: www.corner-shop.example <https://www.corner-shop.example/?from=mail>\n"
        ),
        "who looks after the reader's website": (
            "From: Web Names <care@web-names.example>\nTo: tom@northwind.example\nSubject: Your name\n"
            "MIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>We have renewed <a href="https://my.web-names.example/n/7">northwind.example</a>.</p>'
        ),
        "another address of the same firm": (
            "From: Amazon <order@amazon.de>\nSubject: Your order\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>See <a href="https://www.amazon.com/orders">www.amazon.de</a></p>'
        ),
        "a link that a filter rewrote": (
            "From: Ann <ann@farm.example>\nSubject: Apples\n\nSee "
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fapples.example%2F&data=1 please.\n"
        ),
        "words as the text": (
            "From: Ann <ann@farm.example>\nSubject: Apples\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>See <a href="https://orchard.example/a">our new apples. And pears</a></p>'
        ),
    },
)
