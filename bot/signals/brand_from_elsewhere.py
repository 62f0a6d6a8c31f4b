"""The name in From is free text; only the address after it belongs to somebody.

Firms do send through others (DocuSign, LinkedIn, mailing lists) or from an address that we do not know,
so a name with other words beside it is only a hint. A brand's bare name over a stranger's address has hardly any
honest reason, and in disguised letters ("AMAZ0N") none.
"""

from collections.abc import Collection, Iterator

from bot.library.brands import Claim
from bot.mail.email import Mailbox
from bot.signals._lookalike import lookalike_of
from bot.signals._sender import is_a_person, name_claims, other_words, owned, speaks_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    claims = name_claims(case)
    if not box or not box.domain or not claims or not _is_foreign(case, box, claims):
        return
    rest = other_words(case, box.name, claims)
    for claim in claims:
        if not claim.disguised and _has_an_honest_reading(case, box, claim, claims, rest):
            continue
        mild = len(rest) > 1 or _from_own_house(case, box)
        weight = Weight.HINT if mild and not claim.disguised else Weight.ALARM
        yield Evidence("header:From", box.written, {"brand": claim.brand.name}, weight)
        return


def _has_an_honest_reading(
    case: Case, box: Mailbox, claim: Claim, claims: tuple[Claim, ...], rest: Collection[str]
) -> bool:
    """An everyday word, a person of that name, the same firm in another country."""
    only_a_word = bool(claim.brand.everyday and rest and not speaks_for(case, claim, box.name))
    return only_a_word or is_a_person(case, box, claims) or _same_name_abroad(claim, box)


def _is_foreign(case: Case, box: Mailbox, claims: tuple[Claim, ...]) -> bool:
    """Whether the address is neither the brand's, nor a free mailbox, nor an imitation."""
    if case.brands.is_freemail(box.organisation) or lookalike_of(box.domain, case.brands):
        return False
    if any(box.organisation in (*claim.brand.domains, *claim.brand.open_domains) for claim in claims):
        return False
    return not owned(case, box, (claim.brand for claim in claims))


def _same_name_abroad(claim: Claim, box: Mailbox) -> bool:
    """`ikea.example` for Ikea: a country's address that the catalogue may not know."""
    label, _, ending = box.organisation.partition(".")
    return len(ending.rpartition(".")[2]) == 2 and any(label == one.partition(".")[0] for one in claim.brand.domains)


def _from_own_house(case: Case, box: Mailbox) -> bool:
    """Exchange speaks as "Microsoft Outlook" from the company's own address."""
    to_its_own = any(one.organisation == box.organisation for one in case.email.to)
    return to_its_own and case.email.authentication.failure() is None


SIGNAL = Signal(
    id="brand-from-elsewhere",
    title="A well-known name, but a stranger's address",
    says="It says it is {brand}, but the address belongs to somebody else.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "a hacked shop": ("From: Netflix <info@garden-shop.example>\nSubject: Your plan\n\nPlease update your plan."),
        "letters in disguise": "From: AMAZ0N <mail@bright.example>\nSubject: Your order\n\nThank you.",
        "somebody who speaks for it": ("From: Katie from Ledger <device@uni.example>\nSubject: Your device\n\nHello."),
        "with a role": "From: PayPal Support <x@cloud.test>\nSubject: Notice\n\nHello.",
    },
    quiet_on={
        "the firm itself": "From: Netflix <info@mailer.netflix.com>\nSubject: New this week\n\nHello.",
        "through a signing service": ("From: PayPal via DocuSign <dse@docusign.net>\nSubject: Please sign\n\nHello."),
        "a person called like a brand": ("From: Anna Lidl <anna.lidl@school.example>\nSubject: Homework\n\nHello."),
        "a word that is also a name": "From: Chase Miller <chase@farm.example>\nSubject: Apples\n\nHello.",
    },
)
