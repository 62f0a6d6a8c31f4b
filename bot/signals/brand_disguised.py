"""A brand writes its own name right. `AMAZ0N`, `PayPaI` with a capital i, or a Russian "о" in Microsoft get past a
filter that knows the name, and past a reader in a hurry.

Some brands have digits in their names (1Password, 7-Eleven), and wide letters are usual in Japanese.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.library.brands import Brand, Claim
from bot.library.quotes import quote
from bot.library.tokens import tokens
from bot.mail.fold import folded, mixes_alphabets
from bot.signals._sender import shortened
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

LOOKED_AT = 60_000
MOST_WORDS = 60
FEWEST_LETTERS = 4
_CAPITAL_I = re.compile(r"\b[A-Za-z]{0,20}[a-z]I[A-Za-z]{0,20}\b")
_SMALL_L = re.compile(r"\bl(?:[A-Z]{2,12}|[b-df-hj-np-tv-xz][a-z]{4,14})\b")
_TURKISH = "\u0130\u0131"  # capitals of i where Turkish is written


def find(case: Case) -> Iterator[Evidence]:
    for claim in case.claims:
        if claim.where != "quoted" and _is_disguised(claim):
            where, text = _passage(case, claim)
            yield _evidence(where, text, claim.quote, claim.brand)
            return
    for where, text in _passages(case):
        for written, brand in _swapped_letters(case, text[:LOOKED_AT]):
            yield _evidence(where, text, written, brand)
            return


def _evidence(where: str, text: str, written: str, brand: Brand) -> Evidence:
    at = text.find(written)
    inside = at >= 0 and where != "header:From"
    sentence = quote(text, at, at + len(written)) if inside else shortened(text if at >= 0 else written)
    return Evidence(where, sentence or written, {"brand": brand.name, "written": " ".join(written.split())[:60]})


def _is_disguised(claim: Claim) -> bool:
    """Whether somebody meant to deceive: most of it letters, and a lookalike among them."""
    written = claim.quote
    if sum(map(str.isalpha, written)) < FEWEST_LETTERS or any(char in _TURKISH for char in written):
        return False
    if claim.disguised:
        return all(any(map(str.isalpha, piece)) for piece in written.split())
    return not written.isascii() and any(_foreign(word, claim.brand) for word in written.split())


def _foreign(word: str, brand: Brand) -> bool:
    """Whether letters of another alphabet, or letters dressed up as mathematics, stand in a name that has none."""
    if word.isascii() or not folded(word).isascii():
        return False
    if any("MATHEMATICAL" in unicodedata.name(char, "") for char in word[:40] if ord(char) > 0x1D3FF):
        return True
    return mixes_alphabets(word) and brand.name.isascii()


def _swapped_letters(case: Case, text: str) -> Iterator[tuple[str, Brand]]:
    """Words in which a capital i stands for a small L, or the other way round, and a brand's name comes out."""
    found = [
        (one[0], one[0].replace("I", "l")) for _, one in zip(range(MOST_WORDS), _CAPITAL_I.finditer(text), strict=False)
    ]
    found += [(one[0], "I" + one[0][1:]) for _, one in zip(range(MOST_WORDS), _SMALL_L.finditer(text), strict=False)]
    for written, meant in found:
        named = next(case.brands.named(tokens(meant), strict=True), None)
        if named and not next(case.brands.named(tokens(written), strict=True), None):
            yield written, named[0]


def _passages(case: Case) -> Iterator[tuple[str, str]]:
    if case.email.sender:
        yield "header:From", case.email.sender.name
    yield "subject", case.email.subject
    yield "body", case.email.text


def _passage(case: Case, claim: Claim) -> tuple[str, str]:
    """(where, text) of the passage in which the claim stands."""
    if claim.where.startswith("attachment:"):
        texts = (one.text for one in case.email.attachments if f"attachment:{one.name}" == claim.where)
        return claim.where, next(texts, "")
    known = {"name": "header:From"}.get(claim.where, claim.where)
    return known, dict(_passages(case)).get(known, case.email.comment)


SIGNAL = Signal(
    id="brand-disguised",
    title="A well-known name, spelt with tricks",
    says='The name "{brand}" is spelt with letters or numbers that only look right: {written}.',
    why=__doc__,
    family=Family.FORM,
    weight=Weight.ALARM,
    find=find,
    teaches="tricks-with-letters",
    see=("Unicode TR39",),
    fires_on={
        "a zero": "From: Help <help@mail.test>\nSubject: Your AMAZ0N order\n\nHello.",
        "a capital i": "From: PayPaI <help@mail.test>\nSubject: Notice\n\nHello.",
        "a Russian letter": "From: Micros\u043eft Account <help@mail.test>\nSubject: Notice\n\nHello.",
        "two zeros": "From: Help <help@mail.test>\nSubject: Notice\n\nYour G00gle account is full.",
    },
    quiet_on={
        "a digit of its own": (
            "From: Ann <ann@firm.example>\nSubject: Tools\n\nWe use 1Password, 7-Eleven is next door, "
            "and 3M makes the tape."
        ),
        "numbers and words": ("From: Ann <ann@firm.example>\nSubject: Lunch\n\nSee you at 7 on Monday, or call at 7."),
        "spelt right": "From: Ann <ann@firm.example>\nSubject: Order\n\nAmazon and PayPal both wrote to me.",
        "Turkish capitals": "From: Ann <ann@firm.example>\nSubject: Film\n\nNETFL\u0130X, \u0130nstagram.",
        "wide letters": (
            "From: Ann <ann@firm.example>\nSubject: \u3054\u6ce8\u6587\n\n"
            "\uff21\uff4d\uff41\uff5a\uff4f\uff4e\u3067\u8cb7\u3044\u307e\u3057\u305f\u3002"
        ),
    },
)
