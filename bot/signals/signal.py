"""What a signal is: one thing that can be seen in a mail, with its reason and its own examples.

A signal is a file in this folder with a docstring (why a scammer does this), a pure `find`, and one
`SIGNAL` value. See `reply_to_elsewhere.py` for the model.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from bot.library.brands import Brands, Claim
from bot.library.organisation import NO_RULES, Organisation, Party
from bot.library.words import Said
from bot.mail.email import Email, Mailbox


class Weight(Enum):
    """How much a sign counts until weights are fitted, in log-odds. One clue alone convicts nobody."""

    REASSURING = -2.0
    HINT = 0.5
    CLUE = 1.2
    ALARM = 2.4


class Family(Enum):
    """What a sign is about: the order in which the documentation lists them."""

    SENDER = "who sent it"
    WANTS = "what it wants"
    PUSHES = "how it pushes"
    LINKS = "links"
    ATTACHMENTS = "attachments"
    FORM = "form"
    REASSURING = "reassuring"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that can be pointed at: where it stands, the exact words, and facts for the sentence."""

    where: str  # "header:From", "subject", "body", "hidden", "link", "attachment:NAME", "quoted"
    quote: str
    facts: Mapping[str, str] = field(default_factory=dict)
    weight: Weight | None = None  # where this finding counts otherwise than its signal usually does


@dataclass(frozen=True, slots=True)
class Case:
    """A mail and what was looked up about it. Signals see nothing else."""

    email: Email
    said: Mapping[str, tuple[Said, ...]]  # what the text says, by concept of words.toml
    brands: Brands
    claims: tuple[Claim, ...] = ()  # which brands the mail says it comes from or speaks for
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    colleagues: tuple[Mailbox, ...] = ()
    organisation: Organisation = NO_RULES  # the rules of the company that asks

    @property
    def own_domains(self) -> frozenset[str]:
        """The organisations (eTLD+1) of the company that asks."""
        return self.organisation.own_domains

    def says(self, *concepts: str) -> Iterator[Evidence]:
        """The places where the mail says one of these things, each with its words as `words`."""
        for concept in concepts:
            for said in self.said.get(concept, ()):
                yield Evidence(said.where, said.quote, {"words": said.words})

    def expresses(self, *concepts: str) -> bool:
        """Whether the mail says at least one of these things."""
        return any(self.said.get(concept) for concept in concepts)


@dataclass(frozen=True, slots=True)
class Example:
    """A mail that a signal must, or must not, fire on, when a plain string does not tell enough."""

    mail: str | bytes
    colleagues: tuple[Mailbox, ...] = ()
    own_domains: frozenset[str] = frozenset()
    name: str = ""  # a file name, where the kind of input matters
    suppliers: tuple[Party, ...] = ()
    impersonated: tuple[Party, ...] = ()

    @property
    def organisation(self) -> Organisation:
        """The company's rules, as far as the example needs any."""
        return Organisation(own_domains=self.own_domains, suppliers=self.suppliers, impersonated=self.impersonated)


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign. `fires_on` and `quiet_on` are its tests and its documentation."""

    id: str  # the file's name, with hyphens
    title: str  # in plain words, as a heading
    says: str  # a sentence for the person, with {facts}; the quote follows it
    why: str
    family: Family
    weight: Weight
    find: Callable[[Case], Iterator[Evidence]]
    teaches: str  # the topic of the tip that goes with it
    fires_on: Mapping[str, str | bytes | Example]
    quiet_on: Mapping[str, str | bytes | Example]
    see: tuple[str, ...] = ()
