"""Slack's own notation in plain words for the mail reader: it is undone, and nothing is lost.

A link keeps both what it shows and where it goes, since the difference between them is what gives a scam away.
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"<([^<>\n]+)>")
_FENCE = "```"  # around a block of code, in which Slack knows no emphasis
_HELD = "\ufdd0"  # stands for a token while emphasis is taken off; a code point that no text may hold
# Slack's emphasis: a mark at a word's edge on either side. A mark inside a word (file_name_2) is no emphasis.
_EMPHASIS = tuple(
    re.compile(rf"(?<![\w{mark}]){mark}(?=[^\s{mark}])([^{mark}\n]{{1,500}})(?<=\S){mark}(?![\w{mark}])")
    for mark in (r"\*", "_", "~", "`")
)
_QUOTED = re.compile(r"^&gt; ?", re.MULTILINE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}:(?://)?", re.IGNORECASE)
_BROADCASTS = ("here", "channel", "everyone", "group")


def plain_words(text: str, me: str = "") -> str:
    """Slack's markup as plain words. `me` is the bot's user id, whose mentions are dropped.

    `<https://evil.example|paypal.com>` becomes `paypal.com <https://evil.example>`. Linear; never raises.
    """
    parts = _unquoted(text).split(_FENCE)
    return "\n".join(_undone(part, me, code=bool(i % 2)) for i, part in enumerate(parts)).strip()


def _undone(text: str, me: str, *, code: bool) -> str:
    """Without tokens and escapes, and outside code without emphasis."""
    tokens: list[str] = []

    def held(found: re.Match[str]) -> str:
        tokens.append(_token(found[1], me))
        return _HELD

    bare = _TOKEN.sub(held, text.replace(_HELD, "\ufffd"))
    for emphasis in () if code else _EMPHASIS:
        bare = emphasis.sub(r"\1", bare)
    first, *others = unescaped(bare).split(_HELD)
    return first + "".join(token + other for token, other in zip(tokens, others, strict=True))


def escaped(text: str) -> str:
    """Text in which Slack sees no mention and no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Slack's three escapes, undone once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def link_words(url: str, shown: str = "") -> str:
    """A link as `shown <address>`; as one of them where both say the same."""
    shown = " ".join(shown.split())
    if not url:
        return shown
    if not shown or shown == url:
        return url.removeprefix("mailto:").removeprefix("tel:")
    if url[:4].lower() == "tel:":
        number = url[4:]
        return shown if _digits(shown) and _digits(number).endswith(_digits(shown)) else f"{shown} <{number}>"
    address = url[7:] if url[:7].lower() == "mailto:" else url
    return shown if _same(address, shown) else f"{shown} <{address}>"


def mention_words(sign: str, name: str, label: str = "") -> str:
    """`@ann`, `#general`."""
    return sign + (label or name).lstrip(sign)


def _unquoted(text: str) -> str:
    """Without a quote's marks where all of it is one quote."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and all(line.startswith("&gt;") for line in lines):
        return _QUOTED.sub("", text)
    return text


def _token(inside: str, me: str) -> str:
    target, bar, label = inside.partition("|")
    target, label = unescaped(target), unescaped(label)
    if target.startswith("@"):
        return "" if me and target[1:] == me else mention_words("@", target[1:], label)
    if target.startswith("#"):
        return mention_words("#", target[1:], label)
    if target.startswith("!"):
        return _special(target[1:], label)
    if not _SCHEME.match(target):  # no token of Slack's: a person's own angle brackets
        return f"<{target}{bar}{label}>"
    return link_words(target, label)


def _special(name: str, label: str) -> str:
    if name.startswith(_BROADCASTS):
        return "@" + name.partition("^")[0]
    return label or name.replace("^", " ")


def _same(address: str, shown: str) -> bool:
    """Does the shown text say the whole address, but for the scheme that Slack put before it?"""
    return any(shown.rstrip("/") == one.rstrip("/") for one in _spellings(address))


def _spellings(address: str) -> Iterator[str]:
    yield address
    if found := re.match(r"https?://", address, re.IGNORECASE):
        yield address[found.end() :]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
