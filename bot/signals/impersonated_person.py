"""Some names are worth borrowing: the owner's, the lawyer's. It looks only for those that the company named.

They write from home, through services and lists too: the addresses that the company named stay quiet, as do its own,
and a namesake who shares no more than a first name.
"""

from collections.abc import Iterator

from bot.library.organisation import Party
from bot.mail.organisation import organisation
from bot.signals import colleague_from_outside
from bot.signals._sender import carries_others_mail, person_names, words
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not box.address or not case.organisation.impersonated:
        return
    if box.organisation in {organisation(one) for one in case.own_domains} or carries_others_mail(case, box):
        return
    written = person_names(box.name)
    matching = [one for one in case.organisation.impersonated if frozenset(words(one.name)) in written]
    if not matching or any(one.writes_from(box) for one in matching) or any(colleague_from_outside.find(case)):
        return  # that a colleague's name stands there says the same, and better
    yield Evidence("header:From", box.written[:200], {"name": matching[0].name})


_RUTH = (Party("Ruth Okafor", addresses=frozenset({"ruth@okafor.test", "ruth.okafor@northwind.example"})),)
_OWN = frozenset({"northwind.example"})
_ASKS = "\nTo: ann@northwind.example\nSubject: Quick one\n\nAre you free?"

SIGNAL = Signal(
    id="impersonated-person",
    title="The name of somebody who is often imitated",
    says="It is signed {name}, a name that scammers like to borrow, but it does not come from an address of theirs.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="verify-another-way",
    fires_on={
        "a free mailbox": Example("From: Ruth Okafor <office.desk22@gmail.com>" + _ASKS, impersonated=_RUTH),
        "the other way round": Example('From: "Okafor, Ruth" <ruth@mail.test>' + _ASKS, impersonated=_RUTH),
        "with a title": Example(
            "From: Ruth Okafor (Owner) <ceo@mail.test>" + _ASKS, own_domains=_OWN, impersonated=_RUTH
        ),
    },
    quiet_on={
        "her private address": Example("From: Ruth Okafor <ruth@okafor.test>" + _ASKS, impersonated=_RUTH),
        "her address at the firm": Example(
            "From: Ruth Okafor <r.okafor@northwind.example>" + _ASKS, own_domains=_OWN, impersonated=_RUTH
        ),
        "only the first name": Example("From: Ruth <ruth@mail.test>" + _ASKS, impersonated=_RUTH),
        "somebody else": Example("From: Ruth Banda <ruth.banda@mail.test>" + _ASKS, impersonated=_RUTH),
        "through a service": Example("From: Ruth Okafor <invitations@linkedin.com>" + _ASKS, impersonated=_RUTH),
        "nobody named": "From: Ruth Okafor <office.desk22@gmail.com>" + _ASKS,
    },
)
