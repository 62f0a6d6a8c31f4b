"""A Russian "а" among Latin letters looks right to you and is another word to a filter. Honest words keep to one
alphabet.

Signs such as "µm" or "kΩ", a Russian ending behind a Latin abbreviation, and a slip of the keyboard in a
Russian or Greek mail are honest.
"""

import re
from collections.abc import Iterator

from bot.library.quotes import quote
from bot.mail.fold import folded
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

LOOKED_AT = 250_000
MOST_WORDS = 400
SHORTEST = 4
_LATIN = r"a-zA-Z\u00c0-\u024f"
_FOREIGN = r"\u0370-\u03ff\u0400-\u04ff\u0531-\u0587"
_BORDER = re.compile(rf"[{_LATIN}](?=[{_FOREIGN}])|[{_FOREIGN}](?=[{_LATIN}])")
_BEFORE = re.compile(rf"[{_LATIN}{_FOREIGN}\d]{{0,40}}$")
_AFTER = re.compile(rf"[{_LATIN}{_FOREIGN}\d]{{0,40}}")
_RUNS = re.compile(rf"[{_LATIN}]+|[{_FOREIGN}]+")
_FOREIGN_WORD = re.compile(rf"(?<![{_LATIN}{_FOREIGN}])[{_FOREIGN}]{{4,}}(?![{_LATIN}])")
_GREEK_SIGNS = frozenset("αβγδεζηθικλμνξπρστφχψω")  # honest in science: "TNFα", "NFκB", "αhelix"
_NATIVE = 12  # words all in the other alphabet: then it is the mail's own


def find(case: Case) -> Iterator[Evidence]:
    name = case.email.sender.name if case.email.sender else ""
    found: list[tuple[str, str, int, int]] = []
    for where, text in (("header:From", name), ("subject", case.email.subject), ("body", case.email.text[:LOOKED_AT])):
        found += [(where, text, start, end) for start, end in _disguised(text)]
    if not found or (_is_native(case.email.text[:LOOKED_AT]) and len(found) < 3):
        return
    where, text, start, end = found[0]
    yield Evidence(where, quote(text, start, end) or text[start:end], {"word": text[start:end]})


def _disguised(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that read as Latin ones and hold letters of another alphabet."""
    if text.isascii():
        return
    last = 0
    for _, border in zip(range(MOST_WORDS), _BORDER.finditer(text), strict=False):
        if border.start() < last:
            continue
        before = _BEFORE.search(text[max(0, border.start() - 40) : border.start()])
        after = _AFTER.match(text, border.end())
        start, last = border.start() - len(before[0] if before else ""), after.end() if after else border.end()
        if _reads_as_latin(text[start:last]):
            yield start, last


def _reads_as_latin(word: str) -> bool:
    if sum(map(str.isalpha, word)) < SHORTEST or not folded(word).isascii():
        return False
    if _is_science(word):
        return False
    runs = _RUNS.findall(word)
    # "SMSка": an abbreviation and an ending.
    return not (len(runs) == 2 and runs[0].isupper() and runs[0].isascii() and runs[1].islower() and len(runs[1]) > 1)


def _is_science(word: str) -> bool:
    """Whether Greek signs stand only before, behind or among capitals, as in names of genes and particles."""
    latin = [char for char in word if char not in _GREEK_SIGNS]
    inside = word.strip("".join(_GREEK_SIGNS))
    return len(latin) < len(word) and (len(inside) == len(latin) or not any(map(str.islower, latin)))


def _is_native(text: str) -> bool:
    return sum(1 for _ in zip(range(_NATIVE), _FOREIGN_WORD.finditer(text), strict=False)) >= _NATIVE


SIGNAL = Signal(
    id="mixed-alphabets",
    title="Words with foreign letters in disguise",
    says='Letters of another alphabet stand in words such as "{word}", where they only look right.',
    why=__doc__,
    family=Family.FORM,
    weight=Weight.ALARM,
    find=find,
    teaches="tricks-with-letters",
    see=("Unicode TR39",),
    fires_on={
        "Russian letters": ("From: Help <help@mail.test>\nSubject: Notice\n\nPl\u0435as\u0435 updat\u0435 your card."),
        "in the name": "From: Netfli\u0445 <help@mail.test>\nSubject: Notice\n\nHello.",
        "Greek letters": "From: Help <help@mail.test>\nSubject: Your \u0391ccount\n\nHello.",
    },
    quiet_on={
        "units": (
            "From: Ann <ann@firm.example>\nSubject: Parts\n\nThe layer is 20 \u03bcm, 5 \u03bcmol, the "
            "resistor 10 k\u03a9, \u0394time 3 ms."
        ),
        "an abbreviation in Russian": (
            "From: Ann <ann@firm.example>\nSubject: \u041f\u0440\u0438\u0432\u0435\u0442\n\n"
            "\u041f\u0440\u0438\u0448\u043b\u0438 SMS\u043a\u0443 \u0438\u043b\u0438 "
            "e-mail-\u043f\u0438\u0441\u044c\u043c\u043e."
        ),
        "names of genes": (
            "From: Ann <ann@firm.example>\nSubject: Genes\n\nTNF\u03b1, NF\u03baB, HIF1\u03b1, PPAR\u03b3."
        ),
        "a hyphen": (
            "From: Ann <ann@firm.example>\nSubject: Cells\n\nThe \u03b1-helix and \u03b2-sheet of TGF-\u03b2."
        ),
        "two languages": (
            "From: Ann <ann@firm.example>\nSubject: Hello\n\nHello, "
            "\u043f\u0440\u0438\u0432\u0435\u0442, \u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1!"
        ),
    },
)
