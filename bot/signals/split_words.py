"""Marks that take no room on the screen, put between the letters of "pass-word", hide the word from filters and from
nobody else.

Honest mail has soft hyphens in long words, marks that join letters in Persian or Hindi or parts of an emoji,
and filler behind a newsletter's preview line. None of these breaks up several short words.
"""

import re
from collections.abc import Iterator

from bot.library.quotes import quote
from bot.mail.fold import INVISIBLE, folded, has_invisible_inside
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

LOOKED_AT = 250_000
MOST_WORDS = 400
_LETTER = r"a-zA-Z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"
_BETWEEN = re.compile(rf"[{_LETTER}][{INVISIBLE}]+(?=[{_LETTER}])")
_BEFORE = re.compile(r"[^\s<>]{0,60}$")
_AFTER = re.compile(r"[^\s<>]{0,60}")
_IN_ADDRESS = re.compile(r"[@/\\]|\w\.\w")
_LONG_WORD = 10  # letters from which a word may honestly be hyphenated


def find(case: Case) -> Iterator[Evidence]:
    name = case.email.sender.name if case.email.sender else ""
    found = [
        (where, text, start, end)
        for where, text in (("body", case.email.text), ("subject", case.email.subject), ("header:From", name))
        for start, end in _split_words(text[:LOOKED_AT])
    ]
    words = {folded(text[start:end]) for _, text, start, end in found}
    branded = any(has_invisible_inside(claim.quote) for claim in case.claims if not claim.where.startswith("quoted"))
    if len(words) >= 2 or (found and branded):
        where, text, start, end = found[0]
        yield Evidence(where, quote(text, start, end) or text[start:end], {"word": folded(text[start:end])[:40]})


def _split_words(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that hold an invisible mark between two letters."""
    if text.isascii():
        return
    last = 0
    for _, mark in zip(range(MOST_WORDS), _BETWEEN.finditer(text), strict=False):
        if mark.start() < last:
            continue
        before, after = _BEFORE.search(text[max(0, mark.start() - 60) : mark.start()]), _AFTER.match(text, mark.end())
        start = mark.start() - len(before[0] if before else "")
        last = after.end() if after else mark.end()
        word = text[start:last]
        if not _IN_ADDRESS.search(word) and not _is_hyphenated(word):
            yield start, last


def _is_hyphenated(word: str) -> bool:
    """Whether only soft hyphens stand in it, and it is long enough to need them."""
    marks = {char for char in word if re.match(f"[{INVISIBLE}]", char)}
    return marks <= {"\u00ad"} and sum(map(str.isalpha, word)) >= _LONG_WORD


_HEAD = "From: Help <help@mail.test>\nMessage-ID: <1@mail.test>\n"

SIGNAL = Signal(
    id="split-words",
    title="Words with invisible marks inside",
    says='Words in it, such as "{word}", are broken up by marks you cannot see.',
    why=__doc__,
    family=Family.FORM,
    weight=Weight.CLUE,
    find=find,
    teaches="tricks-with-letters",
    see=("Unicode TR36",),
    fires_on={
        "in the text": f"{_HEAD}Subject: Notice\n\nYour acc\u200count is lim\u200cited. Sign in.",
        "a brand": f"{_HEAD}Subject: Notice\n\nDear Pay\u200cPal user, please sign in.",
        "in the subject": f"{_HEAD}Subject: Your acc\u200bount is lim\u200bited\n\nSign in.",
        "a soft mark in short words": (
            "From: Help <help@mail.test>\nSubject: Re\u00adfund\n\nPay the f\u00adee to\u00adday."
        ),
    },
    quiet_on={
        "hyphens for long words": (
            "From: Ann <ann@firm.example>\nSubject: Hinweis\n\n"
            "Die Kranken\u00adversicherung und die Renten\u00adversicherung schreiben Ihnen."
        ),
        "joined emoji": (
            "From: Ann <ann@firm.example>\nSubject: Hello\n\nHello \U0001f469\u200d\U0001f4bb and "
            "\U0001f468\u200d\U0001f373 there."
        ),
        "Persian": (
            "From: Ann <ann@firm.example>\nSubject: \u0633\u0644\u0627\u0645\n\n"
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0628\u0631\u0648\u0645 \u0648 "
            "\u0645\u06cc\u200c\u0628\u06cc\u0646\u0645."
        ),
        "filler": "From: News <news@firm.example>\nSubject: News\n\nOur letter" + " \u200c \u00a0" * 30,
        "kept from becoming a link": (
            "From: News <news@firm.example>\nSubject: News\n\nWrite to ann@firm\u200c.exam\u200cple or "
            "see firm.exa\u200bmple."
        ),
    },
)
