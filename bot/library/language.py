"""In which languages is a mail written? By its commonest words and its script; no model is needed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.mail.fold import folded

_LOOKED_AT = 600  # tokens: enough to know
_ENOUGH = 0.06  # share of stop words below which a language is not taken as certain
_SCRIPTS = (
    ("ja", "\u3041", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ko", "\uac00", "\ud7a3"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("ru", "\u0400", "\u04ff"),
    ("el", "\u0370", "\u03ff"),
    ("th", "\u0e00", "\u0e7f"),
)


@dataclass(frozen=True, slots=True)
class Stops:
    """A language's commonest words, folded."""

    language: str
    words: frozenset[str]

    @classmethod
    def of(cls, language: str, words: Sequence[str]) -> "Stops":
        return cls(language, frozenset(folded(word) for word in words))


def languages(words: Sequence[str], known: Sequence[Stops], most: int = 3) -> tuple[str, ...]:
    """The languages of the text among the known ones, likeliest first; English is always among them.

    Scams mix languages (an English button in a German mail), so more than one is answered where the
    words do not settle it.
    """
    looked_at = words[:_LOOKED_AT]
    count = Counter(looked_at)
    shares = {stops.language: sum(count[word] for word in stops.words) / max(len(looked_at), 1) for stops in known}
    for language, share in _by_script(looked_at).items():
        if language in shares:
            shares[language] = share
    ranked = sorted(shares, key=lambda language: (-shares[language], language != "en", language))
    best = shares[ranked[0]] if ranked else 0.0
    chosen = [one for one in ranked if shares[one] >= max(_ENOUGH if best >= _ENOUGH else 0.01, best / 3)][:most]
    if "en" in shares and "en" not in chosen:
        chosen.append("en")
    return tuple(chosen) or ("en",)


def _by_script(words: Sequence[str]) -> Counter[str]:
    letters: Counter[str] = Counter()
    for word in words:
        if word.isascii():
            continue
        for language, low, high in _SCRIPTS:
            if low <= word[:1] <= high:
                letters[language] += 1
                break
    if letters["ja"] > 0.1 * letters["zh"]:  # kana among the Han characters
        letters["ja"] += letters.pop("zh", 0)
    total = max(len(words), 1)
    return Counter({language: number / total for language, number in letters.items()})
