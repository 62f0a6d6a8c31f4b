"""Somebody who has read along in a thread registers nearly the firm's address, and goes on as the partner
or the boss.

Some even misspell their own name. Honest look-alikes: firms with several endings or numbers in their
names, which are not near-copies here.
"""

import re
from collections.abc import Iterator

from bot.mail.organisation import organisation
from bot.signals._lookalike import likeness, misspells
from bot.signals._sender import addresses, shortened
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight

MOST_IDS = 4000  # characters
_ID_DOMAIN = re.compile(r"@([\w.-]{4,253})>")  # RFC 5322, 3.6.4: <left@right>


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not box.domain or case.brands.is_freemail(box.organisation) or case.brands.owner(box.organisation):
        return
    known = _known(case)
    if box.organisation in known:
        return
    if misspells(box.organisation.partition(".")[0], box.name):
        yield Evidence("header:From", box.written, {"known": shortened(box.name)}, Weight.CLUE)
        return
    best = max(((likeness(box.organisation, one, case.brands.shared), one) for one in known), default=(0, ""))
    if best[0]:
        weight = Weight.ALARM if best[0] == 2 else Weight.CLUE
        yield Evidence("header:From", box.written, {"known": best[1]}, weight)


def _known(case: Case) -> set[str]:
    """The organisations of recipients, of the company that asks, and of addresses in text and thread."""
    found = {organisation(one) for one in case.own_domains} | {one.organisation for one in case.email.to[:50]}
    found |= {organisation(domain) for domain in _thread_domains(case)}
    for text in (case.email.quoted, case.email.text):
        found |= {one.organisation for one in addresses(text)}
    return {one for one in found if one and not case.brands.is_freemail(one)}


def _thread_domains(case: Case) -> list[str]:
    """Where the mails that it answers were sent from: a hijacker keeps the real thread and changes the address."""
    ids = f"{case.email.header('In-Reply-To')} {case.email.header('References')}"[:MOST_IDS]
    return [domain for domain in _ID_DOMAIN.findall(ids) if domain.isascii()][-20:]


SIGNAL = Signal(
    id="lookalike-of-known",
    title="An address that is almost one you know",
    says="The sender's address is nearly the same as {known}, but it is not the same.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="lookalike-addresses",
    fires_on={
        "nearly the recipient's firm": (
            "From: The Boss <boss@northw1nd.example>\nTo: ann@northwind.example\nSubject: Hello\n\nHi Ann."
        ),
        "nearly our own": Example(
            "From: Pay Office <pay@nothwind.example>\nSubject: Hello\n\nHi Ann.",
            own_domains=frozenset({"northwind.example"}),
        ),
        "nearly the address of the thread": (
            "From: Ines <ines@portreath-supplles.example>\nTo: ann@northwind.example\n"
            "In-Reply-To: <p1@portreath-supplies.example>\nSubject: RE: order\n\nHi Ann."
        ),
        "its own name misspelt": ("From: Studio Ferrante <post@studio-ferrantte.example>\nSubject: Hello\n\nHi."),
        "the firm and a word": (
            "From: Boss <boss@northwind-group.example>\nTo: ann@northwind.example\nSubject: Hello\n\nHi."
        ),
    },
    quiet_on={
        "the same address as in the thread": (
            "From: Ines <ines@portreath-supplies.example>\nTo: ann@northwind.example\n"
            "References: <p1@portreath-supplies.example> <p2@northwind.example>\nSubject: RE: order\n\nHi Ann."
        ),
        "a colleague": (
            "From: The Boss <boss@northwind.example>\nTo: ann@northwind.example\nSubject: Hello\n\nHi Ann."
        ),
        "its name with an umlaut": (
            "From: M\xfcller Bau <post@muellerbau.example>\nTo: ann@northwind.example\nSubject: Hi\n\nHi."
        ),
        "another firm": ("From: Ben <ben@southgate.example>\nTo: ann@northwind.example\nSubject: Hello\n\nHi Ann."),
        "the firm in another country": (
            "From: Ben <ben@northwind.test>\nTo: ann@northwind.example\nSubject: Hello\n\nHi Ann."
        ),
    },
)
