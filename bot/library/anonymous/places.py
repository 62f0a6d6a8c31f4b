"""Postal addresses, as far as they can be told from other words: a street with its number, a town with its code."""

import re
from functools import cache

from bot.library.anonymous.replacing import PLACES, Replacing
from bot.library.anonymous.words import AnonymousWords, either

_NAME = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_TITLED = r"[^\W\d_a-zß-ÿ][^\W\d_A-Z]+(?:['’-][^\W\d_]+)*"
_SAINT = r"(?:(?:Bad|Sankt|St\.|San|Santa|Los|Las|New) )?"
# Behind a street: ", 8001 Zürich" and ", Leeds"
_THERE = (
    rf"(?P<town>(?P<lead>,? )\d{{4,5}} {_SAINT}{_TITLED}(?![\w-])"
    rf"|(?P<comma>, ){_TITLED}(?: {_TITLED})?(?=[.\n]|$|,(?! [A-Z]{{2}})))?"
)
_CODES = (
    r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\w-])",  # SW1A 1AA
    rf"(?<![\w-])\d{{4}} ?[A-Z]{{2}} {_NAME}(?![\w-])",  # 1015 CJ Amsterdam
    # 111 43 Stockholm, 00-950 Warszawa, A-1010 Wien
    rf"(?<![\w-])(?:(?:(?<=, )|(?<=^))\d{{3}} \d{{2}}|\d{{2}}-\d{{3}}|[A-Z]{{1,2}}-\d{{4}}) {_TITLED}(?![\w:-])",
)


def without_places(text: str, said: AnonymousWords, replacing: Replacing) -> str:
    """The text with each street and each town's code replaced."""
    text = _streets(said).sub(lambda found: _street(found, said, replacing), text)
    return _towns(said).sub(lambda found: replacing.mark(PLACES, found[0], said.town), text)


def _street(found: re.Match[str], said: AnonymousWords, replacing: Replacing) -> str:
    street = found[0].removesuffix(found["town"] or "")
    town = replacing.mark(PLACES, found["town"], said.town) if found["town"] else ""
    return replacing.mark(PLACES, street, said.street) + (found["lead"] or found["comma"] or "") + town


@cache
def _towns(said: AnonymousWords) -> re.Pattern[str]:
    states, coins = (either(map(str.upper, one)) for one in (said.states, said.coins))
    town = rf"(?:(?<=\s)|^){_TITLED}(?: {_TITLED}){{0,2}},?"
    state = rf"(?:{states}) \d{{4,5}}(?:-\d{{4}})?(?![\w-])"
    no_sum = rf"(?!\d{{2}}000 |\d{{5}} (?i:{coins})(?!\w))"
    forms = (
        *_CODES,
        rf"{town} {state}",  # Salem, OR 97301
        rf"{town[:-1]} (?:{states})(?=[.,;\n]|$)",  # Salem, OR
        rf"(?<![\w-]){state}",  # OR 97301
        rf"(?<![\w./-])(?:[A-Z]{{1,2}}-)?{no_sum}\d{{5}} {_SAINT}{_TITLED}(?: am {_TITLED})?(?![\w-])",  # 69115 Bonn
    )
    return re.compile("|".join(forms))


@cache
def _streets(said: AnonymousWords) -> re.Pattern[str]:
    after, glued, before = map(either, (said.streets_after, said.streets_glued, said.streets_before))
    articles = r"(?:(?:de|du|des|la|le|les|del|della|dei|da|do|d['’]|l['’])[ ]?){0,2}"
    number = r"\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?"
    short = r"\d{1,4}[A-Za-z]?(?:[-/]\d{1,4})?"
    below = r"(?<!\w)(?:Am|Im|An der|Auf der|Auf dem|In der|Zum|Zur|Unter den|Hinter der|Vor der)"
    capital = r"[^\W\d_a-zß-ÿ][\w'’.-]{0,30}"
    forms = (
        rf"(?<![\w-]){number},? (?:{capital} ){{1,3}}(?i:{after})(?![\w-])(?:\.(?=,))?",  # 12 Old Mill Lane
        # Am Alten Weg 12
        rf"(?<![\w'’.-]){capital}(?:[ -]{capital}){{0,2}}(?<=\w)(?i:[ -]?(?:{glued}))\.? {number}(?![\w-])",
        rf"(?<![\w-])(?i:{glued}) {number}(?![\w-])",
        rf"(?<![\w-])(?i:{before})\.? {articles}{capital}(?: {capital}){{0,2}},? {short}(?![\w-])",  # Calle Mayor 12
        rf"{number}(?: bis| ter)?,? (?i:{before}) {articles}{capital}(?: {capital}){{0,2}}",  # 12 rue de la Paix
        rf"{below} {capital} {short}(?=,? \d{{5}} |\n|$)",  # Am Anger 3, 12345 ...
        rf"(?i:p\.? ?o\.? ?box|postfach|boîte postale|apartado) {number}(?![\w-])",
    )
    return re.compile(f"(?:{'|'.join(forms)}){_THERE}")
