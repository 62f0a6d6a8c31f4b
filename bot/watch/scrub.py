"""The last line of defence over what is logged: secrets and mail addresses are struck out, whoever wrote them.

Our own log lines hold none; libraries write what they like. Every pattern is linear in the text: an attacker may have
chosen it, so runs have a length or a start that nothing before them can be.
"""

import re

TOKEN, ADDRESS, HOOK = "[token]", "[address]", "[hook]"

_QUOTE = r"\\{0,2}[\"']"
_SECRET_NAME = r"(?:token|secret|password|passwd|pwd|signature|authorization|cookie|api_?key|_key|ticket)"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # https://hooks.slack.com/commands/T…/…, and the same paths at another host
    (re.compile(r"https?://hooks\.[^\s\"'<>]+", re.I), HOOK),
    (re.compile(r"/(?:services|commands|actions|workflows|triggers|app)/[TE][A-Z0-9]{2,20}/[^\s\"'<>]+"), HOOK),
    # the user and password in a URL; in a database's, a password may hold a slash
    (
        re.compile(r"((?:postgres|postgresql|mysql|redis|amqp)(?:\+\w{1,20})?://)[^\s\"'<>]{1,512}@", re.I),
        rf"\1{TOKEN}@",
    ),
    (re.compile(r"(://)[^\s/\"'<>?#]{1,512}@"), rf"\1{TOKEN}@"),
    # "client_secret": "…", then client_secret=…, then X-Slack-Signature: …
    (re.compile(rf"({_SECRET_NAME}{_QUOTE}\s{{0,3}}[:=]\s{{0,3}}{_QUOTE})[^\"'\\]+", re.I), rf"\1{TOKEN}"),
    (re.compile(rf"({_SECRET_NAME}(?:=|%3D))[\"']?[^\s\"'&,;)}}\]<>]+", re.I), rf"\1{TOKEN}"),
    (
        re.compile(
            r"((?:signature|authorization|cookie)\s{0,3}:\s{0,3})(?:(?:bearer|basic)\s{1,3})?[^\s\"',)}\]]+", re.I
        ),
        rf"\1{TOKEN}",
    ),
    (re.compile(r"\b(bearer|basic)\s{1,3}[\w.~+/=-]{8,}", re.I), rf"\1 {TOKEN}"),
    (re.compile(r"([?&](?:code|state)(?:=|%3D))[^\s\"'&<>#]+", re.I), rf"\1{TOKEN}"),
    (re.compile(r"(?:xox[a-z](?:-|\.|%2D)|xapp(?:-|%2D))[\w.%-]{4,}", re.I), TOKEN),
    (re.compile(r"\bv0=[0-9a-f]{16,}", re.I), TOKEN),
)
_LONG_WORD = re.compile(r"(?<![A-Za-z0-9+_-])[A-Za-z0-9+_-]{32,}={0,2}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_AT = re.compile(r"@|%40|&#0{0,3}64;|＠", re.I)
_MAYBE_ADDRESS = re.compile(
    r"\"[^\"\n]{1,64}\"@[^\s<>()\[\]\"',;:/?&|\\]+"  # "Ann Smith"@acme.example
    r"|[^\s<>()\[\]\"',;:/?|\\&]+(?:&\#0{0,3}64;[^\s<>()\[\]\"',;:/?&|\\]+)?"
)
_ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_USUAL = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FEW = 4  # so many digits, and letters, make a long word a secret and not a name


def scrubbed(text: str) -> str:
    """The text without tokens, passwords, hooks and addresses, on one line: control characters are escaped."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    text = _MAYBE_ADDRESS.sub(_no_address, text)
    text = _LONG_WORD.sub(_no_secret, text)
    return _ESCAPED.sub(_escaped, text)


def _no_address(found: re.Match[str]) -> str:
    word = found[0]  # "@here" is none, nor "@" at the end of a word
    return ADDRESS if any(at.start() > 0 and at.end() < len(word) for at in _AT.finditer(word)) else word


def _no_secret(found: re.Match[str]) -> str:
    """A long word is a key or a digest when it mixes digits and letters; the name of a function seldom does."""
    word = found[0]
    if _UUID.fullmatch(word):
        return word
    digits = sum(letter.isdigit() for letter in word)
    letters = sum(letter.isalpha() for letter in word)
    return TOKEN if digits >= _FEW and letters >= _FEW else word


def _escaped(found: re.Match[str]) -> str:
    letter = found[0]
    return _USUAL.get(letter) or (f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}")
