"""The name of the boss is on the web site; a mailbox under that name takes two minutes.

Colleagues do write from home or through services (LinkedIn, shared documents): services that carry
other people's mail are left out, a private mailbox is worth a question.
"""

from collections.abc import Iterator

from bot.library.organisation import Party
from bot.mail.email import Mailbox
from bot.mail.organisation import organisation
from bot.signals._sender import person_names, words
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not box.address or not case.colleagues:
        return
    own = _own(case)
    if box.organisation in own or not (own or case.brands.is_freemail(box.organisation)):
        return  # where nobody told us which address is the company's, only a private mailbox is surely another
    brand = case.brands.owner(box.organisation)
    if brand and brand.relays and brand.owns(box.organisation):
        return
    names = person_names(box.name)
    matching = [one for one in case.colleagues if frozenset(words(one.name)) in names]
    if _is_known_otherwise(case, box, names):
        return
    if matching and all(one.address != box.address for one in matching):
        yield Evidence("header:From", box.written, {"name": matching[0].name})


def _is_known_otherwise(case: Case, box: Mailbox, written: set[frozenset[str]]) -> bool:
    """Whether the company itself named this address as one from which this person writes."""
    people = case.organisation.impersonated
    return any(one.writes_from(box) and frozenset(words(one.name)) in written for one in people)


def _own(case: Case) -> set[str]:
    if case.own_domains:
        return {organisation(one) for one in case.own_domains}
    return {one.organisation for one in case.colleagues if one.domain and not case.brands.is_freemail(one.organisation)}


_ANN = Mailbox("Ann M\u00fcller", "ann.mueller@northwind.example")
_OWN = frozenset({"northwind.example"})
_ANN_NAMED = Mailbox("Ann M\u00fcller", "")  # as a directory without addresses knows her

SIGNAL = Signal(
    id="colleague-from-outside",
    title="A colleague's name, but a stranger's address",
    says="It is signed with your colleague's name, {name}, but it does not come from your company's address.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="verify-another-way",
    fires_on={
        "a free mailbox": Example(
            "From: Ann Muller <office.desk22@gmail.com>\nSubject: Quick one\n\nAre you free?", (_ANN,), _OWN
        ),
        "the other way round": Example(
            'From: "Muller, Ann" <ann@mail.test>\nSubject: Quick one\n\nAre you free?', (_ANN,), _OWN
        ),
        "a directory of names only": Example(
            "From: Ann Muller <office.desk22@gmail.com>\nSubject: Quick one\n\nAre you free?", (_ANN_NAMED,)
        ),
        "with a title": Example(
            "From: Ann Muller (CEO) <ann@mail.test>\nSubject: Quick one\n\nAre you free?", (_ANN,), _OWN
        ),
    },
    quiet_on={
        "the colleague": Example(
            "From: Ann Muller <ann.mueller@northwind.example>\nSubject: Lunch\n\nAre you free?", (_ANN,), _OWN
        ),
        "an address that may be the company's": Example(
            "From: Ann Muller <ann.mueller@northwind.example>\nSubject: Lunch\n\nAre you free?", (_ANN_NAMED,)
        ),
        "somebody else": Example("From: Ann Smith <ann.smith@mail.test>\nSubject: Offer\n\nHello.", (_ANN,), _OWN),
        "only the first name": Example("From: Ann <ann@mail.test>\nSubject: Offer\n\nHello.", (_ANN,), _OWN),
        "a private address that the company knows": Example(
            "From: Ann Muller <ann.at.home@mail.test>\nSubject: Lunch\n\nAre you free?",
            (_ANN,),
            _OWN,
            impersonated=(Party("Ann M\u00fcller", addresses=frozenset({"ann.at.home@mail.test"})),),
        ),
        "through a list": Example(
            ("From: Ann Muller via Choir <choir@lists.test>\nList-Id: <choir.lists.test>\nSubject: Songs\n\nHi"),
            (_ANN,),
            _OWN,
        ),
    },
)
