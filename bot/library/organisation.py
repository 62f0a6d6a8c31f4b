"""What a company says about itself: its domains, whom it deals with, who is imitated, and how it practises."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from bot.mail.email import Mailbox
from bot.mail.organisation import organisation

SHORTEST_MARK = 8  # characters: what is shorter can be guessed


@dataclass(frozen=True, slots=True)
class Party:
    """A supplier, or a person whose name scammers like to borrow."""

    name: str
    domains: frozenset[str] = frozenset()  # organisations (eTLD+1) that a supplier really writes from
    addresses: frozenset[str] = frozenset()  # lower-case addresses that a person really writes from

    def writes_from(self, box: Mailbox) -> bool:
        """Whether this is one of their own addresses. The address alone proves nothing: anybody can write it."""
        return names(self.addresses, box) or names(self.domains, box)


@dataclass(frozen=True, slots=True)
class Organisation:
    """The rules of the company that asks. See docs/settings.md, [organisation]."""

    own_domains: frozenset[str] = frozenset()  # organisations (eTLD+1)
    trusted_servers: tuple[str, ...] = ()  # whose Authentication-Results are believed
    trusted_senders: frozenset[str] = frozenset()  # lower-case addresses and domains; only where authenticated
    suppliers: tuple[Party, ...] = ()
    impersonated: tuple[Party, ...] = ()
    exercise_mark: str = field(default="", repr=False)  # a secret text in a header or link of our phishing exercise
    exercise_senders: frozenset[str] = frozenset()  # where given, the mark counts in their authenticated mails only
    security_channel: str = ""  # the platform's id of the security team's channel
    security_words: str = ""  # one or two sentences of theirs, shown under every mail that is flagged


NO_RULES = Organisation()


def names(listed: Collection[str], box: Mailbox) -> bool:
    """Whether a list of addresses and domains names the mailbox; a domain stands for its whole organisation.

    Where many firms share a domain (x.github.io), each is an organisation of its own, as everywhere here.
    """
    if not box.domain:
        return False
    if box.address in listed:
        return True
    return any("@" not in one and organisation(one) == box.organisation for one in listed if one.strip(" ."))


def merged(everybodys: Organisation, own: Organisation) -> Organisation:
    """The rules of a company where whoever runs the bot set some for everybody: lists add up, of the rest its own win.

    A mark and its senders belong together: with a mark of its own, only its own senders may carry it.
    """
    both = everybodys.exercise_senders | own.exercise_senders
    return replace(
        own,
        own_domains=everybodys.own_domains | own.own_domains,
        trusted_servers=tuple(dict.fromkeys((*everybodys.trusted_servers, *own.trusted_servers))),
        trusted_senders=everybodys.trusted_senders | own.trusted_senders,
        suppliers=_together(everybodys.suppliers, own.suppliers),
        impersonated=_together(everybodys.impersonated, own.impersonated),
        exercise_mark=own.exercise_mark or everybodys.exercise_mark,
        exercise_senders=own.exercise_senders if own.exercise_mark else both,
        security_channel=own.security_channel or everybodys.security_channel,
        security_words=own.security_words or everybodys.security_words,
    )


def _together(*lists: Collection[Party]) -> tuple[Party, ...]:
    """Each party once, by its name, with all its domains and addresses."""
    known: dict[str, Party] = {}
    for one in (party for parties in lists for party in parties):
        name = one.name.casefold()
        same = known.get(name, one)
        known[name] = replace(same, domains=same.domains | one.domains, addresses=same.addresses | one.addresses)
    return tuple(known.values())
