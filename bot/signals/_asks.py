"""What the signals about words share: which of the things said to show, and who says them."""

from collections.abc import Iterator
from dataclasses import replace

from bot.mail.email import Phone
from bot.signals._sender import one_owner
from bot.signals.signal import Case, Evidence, Weight

# Where words tell most: what the mail says itself, then what it carries along.
_PLACES = ("body", "subject", "attachment", "comment", "quoted")

_COMPOUND = 12  # letters: German and Swedish say a whole phrase in a word


def best(case: Case, *concepts: str, most: int = 2) -> Iterator[Evidence]:
    """The most telling places where the mail says one of these things: its own text, then long words."""
    shown: set[str] = set()
    for one in sorted(case.says(*concepts), key=lambda one: (_place(one.where), -len(one.facts["words"]))):
        if one.quote not in shown and len(shown) < most and _says_something(one.facts["words"]):
            shown.add(one.quote)
            yield one


def _says_something(words: str) -> bool:
    """Whether it is more than one word: a short word alone asks nobody for anything."""
    word = words.strip()
    return " " in word or not word.isascii() or (word.isalpha() and len(word) >= _COMPOUND)


def best_as(case: Case, weight: Weight, *concepts: str) -> Iterator[Evidence]:
    """The same, counting otherwise than the signal usually does."""
    for one in best(case, *concepts):
        yield replace(one, weight=weight)


def _place(where: str) -> int:
    kind = where.partition(":")[0]
    return _PLACES.index(kind) if kind in _PLACES else len(_PLACES)


def phone(case: Case) -> Phone | None:
    """The first phone number that the mail shows."""
    return next(iter(case.email.phones), None)


def from_free_mail(case: Case) -> bool:
    """Whether the sender's mailbox is one that anybody can open."""
    box = case.email.sender
    return box is not None and case.brands.is_freemail(box.organisation)


def answers_go_elsewhere(case: Case) -> bool:
    """Whether an answer would go to another organisation than the sender's."""
    box = case.email.sender
    return box is not None and any(
        other.domain and not one_owner(case.brands, other.organisation, box.organisation)
        for other in case.email.reply_to[:5]
    )


def from_the_brand_itself(case: Case) -> bool:
    """Whether the sender's address is a brand's own, where no stranger can speak."""
    box = case.email.sender
    if box is None or case.brands.is_freemail(box.organisation):
        return False
    owner = case.brands.owner(box.organisation)
    return owner is not None and owner.owns(box.organisation) and not owner.relays
