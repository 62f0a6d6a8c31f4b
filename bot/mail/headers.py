"""Header values as a person sees them: encoded words decoded, addresses taken apart, dates understood.

Written for what arrives, not for what RFC 5322 allows: a forger's From is often malformed on purpose.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.mail.address import ascii_host
from bot.mail.email import Mailbox
from bot.mail.encoded_words import LONGEST, parameters, unfolded, words_decoded

__all__ = ["date", "mailboxes", "parameters", "unfolded", "words_decoded"]

_MOST_MAILBOXES = 500
_MOST_NAMES = 5  # parts of one name between commas; more than that are a list of people

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[^"()<>,;:\\]+|\\.|.', re.DOTALL)
_MAILTO = re.compile(r"\[mailto:([^\[\]<>]*)\]", re.IGNORECASE)
_LOOKALIKE_AT = str.maketrans({"＠": "@", "﹫": "@"})
_LOOKALIKE_ANGLE = str.maketrans({"＜": "<", "﹤": "<", "＞": ">", "﹥": ">"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f]")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:@\[\]]{1,64}@[^\s<>\"'(),;:@\[\]]{1,255}")


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The addresses of a From, To, Reply-To ... value, raw or decoded, in order; at most 500.

    Structure is read before words are decoded, so that an encoded word cannot bring an address of its own,
    except where there is no other. A name without an address is a Mailbox with address "".
    """
    value = unfolded(value[:LONGEST])
    if "[" in value and "mailto:" in value.lower():
        value = _MAILTO.sub(r"<\1>", value)
    if not value.isascii():
        value = value if "<" in value else value.translate(_LOOKALIKE_ANGLE)
        value = value if "@" in value else value.translate(_LOOKALIKE_AT)
    found: list[Mailbox] = []
    held: list[str] = []  # the "Doe" of an unquoted `Doe, John <j@doe.example>`
    for tokens, ended in _pieces(value):
        box = _mailbox(tokens)
        if box is None:
            continue
        if not box.address and ended == ",":
            held.append(box.name)
            continue
        found += _released(held, box)
        held = []
        if len(found) >= _MOST_MAILBOXES:
            return tuple(found)
    found += [Mailbox(name, "") for name in held if name]
    return tuple(found)


def _released(held: list[str], box: Mailbox) -> list[Mailbox]:
    """Names without an address that stood before a mailbox: the start of its name (`Doe, Ann <ann@...>`)."""
    if not held or not box.address or len(held) > _MOST_NAMES:
        return [*(Mailbox(name, "") for name in held if name), box]
    names = dict.fromkeys(name for name in (*held, box.name) if name)
    return [Mailbox(", ".join(names), box.address)]


def _pieces(value: str) -> list[tuple[list[str], str]]:
    """The tokens of each mailbox and the separator that ended it; groups (`name: a, b;`) are dissolved."""
    pieces: list[tuple[list[str], str]] = []
    tokens: list[str] = []
    depth = 0
    angle = has_address = False
    closes, groups = ">" in value, ";" in value
    for token in _TOKEN.findall(value):
        if token in {",", ";"} and not depth and not (angle and closes):
            pieces.append((tokens, token))
            tokens, angle, has_address = [], False, False
            continue
        if token == ":" and groups and not (depth or has_address or _is_scheme(tokens)):
            tokens = []
            continue
        if token in "()" and not angle:
            depth = max(depth + (1 if token == "(" else -1), 0)
        elif token in "<>" and not depth:
            angle = token == "<"
        has_address = has_address or angle or "@" in token
        tokens.append(token)
    pieces.append((tokens, ""))
    return pieces


def _is_scheme(tokens: list[str]) -> bool:
    """Does the colon after these tokens end `mailto`, or nothing at all, rather than the name of a group?"""
    return not tokens or tokens[-1].lower().endswith("mailto")


def _mailbox(tokens: list[str]) -> Mailbox | None:
    name, comments, address = _split(tokens)
    if not address:
        name, address = _bare_address(name)
    shown = _shown(name) or _shown(comments)
    if not address:
        hidden = _ADDRESS.search(shown.translate(_LOOKALIKE_AT).translate(_LOOKALIKE_ANGLE))
        address = _normal_address(hidden.group(0)) if hidden else ""
        if address and _shown_without(shown, address) is not None:
            shown = _shown_without(shown, address) or ""
    return Mailbox(shown, address) if shown or address else None


def _split(tokens: list[str]) -> tuple[str, str, str]:
    """(name, comment, address) of one mailbox. Of several <...> the last with an @ is where mail goes."""
    start = _last_angle(tokens)
    if start < 0:
        return *_without_comments(tokens), ""
    end = tokens.index(">", start) if ">" in tokens[start:] else len(tokens)
    address = _without_comments(tokens[start + 1 : end])[0]
    return *_without_comments(tokens[:start] + tokens[end + 1 :]), _normal_address(address)


def _without_comments(tokens: list[str]) -> tuple[str, str]:
    """What stands outside and what stands inside of (comments), nested ones too."""
    outside: list[str] = []
    inside: list[str] = []
    depth = 0
    for token in tokens:
        if token == "(" or (token == ")" and depth):
            depth += 1 if token == "(" else -1
        else:
            (inside if depth else outside).append(token)
    return "".join(outside), "".join(inside)


def _last_angle(tokens: list[str]) -> int:
    """The index of the "<" that opens the last bracket holding an @, or -1."""
    seen_at = False
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index] == "<":
            if seen_at:
                return index
        elif tokens[index] == ">":
            seen_at = False
        elif "@" in tokens[index]:
            seen_at = True
    return -1


def _bare_address(name: str) -> tuple[str, str]:
    """`Ann a@b.example` without brackets: the last word with an @ is the address."""
    if "@" not in name:
        return name, ""
    words = name.replace("<", " ").replace(">", " ").split()
    for index in range(len(words) - 1, -1, -1):
        if "@" in words[index].strip("@") and not words[index].startswith("=?"):
            address = _normal_address(words[index].strip("\"'"))
            if address:
                return " ".join(words[:index] + words[index + 1 :]), address
    return name, ""


def _shown(name: str) -> str:
    """A display name as clients show it: quotes off, words decoded, on one line."""
    if '"' in name:
        name = name.replace('\\"', "\x00").replace('"', "").replace("\x00", '"').replace("\\\\", "\\")
    shown = " ".join(words_decoded(name).strip().strip("\"'").split())
    bare = shown.rstrip("<> ")
    return bare if "<" in shown[len(bare) :] else shown


def _shown_without(shown: str, address: str) -> str | None:
    """The name with an address taken out that is all it hides, or None when more than that stands there."""
    folded = shown.translate(_LOOKALIKE_AT).translate(_LOOKALIKE_ANGLE)
    before, found, after = folded.lower().partition(address)
    if not found or after.strip(" >"):
        return None
    return shown[: len(before)].rstrip(' <＜"').strip() if len(folded) == len(shown) else None


def _normal_address(address: str) -> str:
    """local@domain in lower case and ASCII; "" for what is no address."""
    address = _INVISIBLE.sub("", words_decoded(address).translate(_LOOKALIKE_AT))
    address = address.strip(" <>\"'\t").removeprefix("mailto:").removeprefix("MAILTO:")
    local, at, domain = address.rpartition("@")
    if not at:
        return ""
    if local.startswith("@"):  # an obsolete route: <@relay.example:ann@firm.example>
        local = local.rpartition(":")[2]
    domain = domain.partition("(")[0].partition("?")[0].strip(" .'\"[]" if not domain.startswith("[") else " .'\"")
    local = local.strip().lower()
    host = ascii_host("".join(domain.split())) if domain else ""
    return f"{local}@{host}" if local and host else ""


def date(value: str) -> datetime | None:
    """A Date value with its time zone (UTC where it names none), or None; RFC 5322 3.3, and ISO 8601."""
    value = unfolded(value[:200])
    if not value:
        return None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(value)
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
