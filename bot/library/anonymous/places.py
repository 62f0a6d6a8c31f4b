"""Postal addresses, as far as they can be told from other words: a street with its number, a town with its code."""

import re
from functools import cache

from bot.library.anonymous.replacing import PLACES, Replacing
from bot.library.anonymous.words import AnonymousWords

_NAME = r"[^\W\d_][^\W\d_'’.-]*[.'’-]?[^\W\d_]*"
_TOWNS = (
    r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\w-])",  # SW1A 1AA
    rf"(?<![\w-])\d{{4}} ?[A-Z]{{2}} {_NAME}(?![\w-])",  # 1015 CJ Amsterdam
    # Salem, OR 97301
    rf"(?:(?<=\s)|^)[A-Z]{_NAME}(?: [A-Z]{_NAME}){{0,2}}, [A-Z]{{2}}(?: \d{{5}}(?:-\d{{4}})?)?(?![\w-])",
    r"(?<![\w-])[A-Z]{2} \d{5}(?:-\d{4})?(?![\w-])",  # OR 97301
    rf"(?<![\w./-])(?:[A-Z]{{1,2}}-)?\d{{5}} [A-ZÄÖÜÉ]{_NAME}(?: am [A-Z]{_NAME})?(?![\w-])",  # 69115 Heidelberg
)


def without_places(text: str, said: AnonymousWords, replacing: Replacing) -> str:
    """The text with each street and each town's code replaced."""
    streets, towns = _streets(said), re.compile("|".join(_TOWNS))
    text = streets.sub(lambda found: replacing.mark(PLACES, found[0], said.street), text)
    return towns.sub(lambda found: replacing.mark(PLACES, found[0], said.town), text)


@cache
def _streets(said: AnonymousWords) -> re.Pattern[str]:
    after, glued, before = ("|".join(sorted(map(re.escape, ones), key=len, reverse=True)) for ones in (
        said.streets_after, said.streets_glued, said.streets_before,
    ))  # fmt: skip
    articles = r"(?:(?:de|du|des|la|le|les|del|della|dei|da|do|d['’]|l['’])[ ]?){0,2}"
    number = r"\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?"
    capital = r"[^\W\d_a-zß-ÿ][\w'’.-]*"
    forms = (
        rf"{number},? (?:{capital} ){{1,3}}(?i:{after})(?![\w-])\.?",  # 12 Old Mill Lane
        rf"{capital}(?:[ -]{capital}){{0,2}}(?<=\w)(?i:[ -]?(?:{glued}))\.? {number}(?![\w-])",  # Am Alten Weg 12
        rf"(?<![\w-])(?i:{glued}) {number}(?![\w-])",
        rf"(?<![\w-])(?i:{before}) {articles}{capital}(?: {capital}){{0,2}},? {number}(?![\w-])",  # Calle de Alcalá 12
        rf"{number},? (?i:{before}) {articles}{capital}(?: {capital}){{0,2}}",  # 12 rue de la Paix
        rf"(?i:p\.? ?o\.? ?box|postfach|boîte postale|apartado) {number}(?![\w-])",
    )
    return re.compile("|".join(forms))
