"""A quote from a scam must not work: no live link, no control codes, no text that runs backwards."""

import re
import unicodedata

_SCHEME = re.compile(r"(h)tt(ps?)(?=:)", re.IGNORECASE)
_OTHER_SCHEME = re.compile(
    r"(javascript|data|vbscript|file|ftp|tel|sms|mailto|slack|ms-[a-z]{1,20}|search-ms)(:)", re.IGNORECASE
)
_DOT_IN_NAME = re.compile(r"(?<=[\w-])\.(?=[^\W\d]|\d{1,20}[a-z-])", re.IGNORECASE)
_IP = re.compile(r"\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b")
_WIDE_DOTS = str.maketrans({"．": ".", "。": "。", "｡": ".", "․": "."})


def defanged(text: str) -> str:
    """The text with addresses that cannot be followed ("hxxps://evil[.]example") and nothing invisible in it.

    Line breaks become spaces. Sentences keep their full stops: only a dot inside a name is bracketed.
    """
    shown = printable(text).translate(_WIDE_DOTS)
    shown = _SCHEME.sub(lambda found: ("H" if found[1] == "H" else "h") + "xx" + found[2], shown)
    shown = _OTHER_SCHEME.sub(r"\1[:]", shown)
    shown = _IP.sub(r"\1[.]\2[.]\3[.]\4", shown)
    return _DOT_IN_NAME.sub("[.]", shown)


def printable(text: str) -> str:
    """The text on one line, without control codes and marks that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\t\r\n" or category in ("Zl", "Zp"):
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(char)
    return "".join(kept)
