"""Finds links, domains, mailboxes and phone numbers in a short text, defanged ones too, and what stands beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.mail.address import ascii_host
from bot.mail.email import Link, Mailbox, Phone
from bot.mail.phones import phones
from bot.mail.plain_links import links_in_text

MOST = 5  # things; a longer list is no question about one of them

_DOT = r"(?:\.| ?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)) ?)"
_ADDRESS = re.compile(
    r"(?<![\w.+-])(?:mailto:)?([\w.+-]{1,64})(?:@| ?(?:\[at\]|\(at\)|\[@\]) ?)"
    rf"((?:[\w-]{{1,63}}{_DOT}){{1,6}}[^\W\d_]{{2,24}})(?![\w@])",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"[^<>\"'“”\n,;:?!]{1,80}[\"'“”]?[ \t]{0,3}<$")
_BRACKETED_DOT = re.compile(r" ?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)) ?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<![\w.:/@])(?:\d{1,3}(?:\.|\[\.\])){3}\d{1,3}(?![\w.:/])")
_SCHEME = re.compile(r"[a-z*]{2,10}(?::|\[:\])//|[a-z*]{2,10}:\\\\", re.IGNORECASE)
_BARE_NUMBER, _CALL = re.compile(r"(?<![\w+#-])\d{9,12}(?![\w-])"), "call "
_TEL = re.compile(r"\b(?:tel|callto|sms):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the things to judge: a link (a domain is one), a mailbox or a phone number."""

    kind: str  # "link", "domain", "phone", "address"
    written: str  # as the person wrote it
    link: Link | None = None
    mailbox: Mailbox | None = None
    phone: Phone | None = None

    @property
    def mark(self) -> str:
        """What is the same in every message of one campaign."""
        if self.link:
            return self.link.organisation or self.link.target[:200]
        return self.mailbox.address if self.mailbox else self.phone.number if self.phone else ""


def things_in(text: str) -> tuple[list[Thing], str]:
    """The things in the order in which they stand, and what stands beside them; none where they are too many.

    Linear in the length of the text; never raises.
    """
    placed: list[tuple[int, Thing]] = []
    rest = _TEL.sub(lambda match: " " * len(match[0]), text)
    for found in (_whole_links, _addresses, _numbered, _links, _phones):
        for start, end, thing in list(found(rest)):
            placed.append((start, thing))
            rest = rest[:start] + " " * (end - start) + rest[end:]
            if len(placed) > MOST:
                return [], rest
    return [thing for _, thing in sorted(placed, key=lambda one: one[0])], rest


def _addresses(text: str) -> Iterator[tuple[int, int, Thing]]:
    for match in _ADDRESS.finditer(text):
        domain = ascii_host(_BRACKETED_DOT.sub(".", match[2]))
        start, end, name = match.start(), match.end(), ""
        if named := _NAME_BEFORE.search(text[max(0, start - 90) : start]):
            name = named[0].rstrip("< \t\"'“”").strip()
            start -= len(named[0])
            end += text[end : end + 1] == ">"
        box = Mailbox(name, f"{match[1].lower()}@{domain}")
        yield start, end, Thing("address", text[start:end].strip(), mailbox=box)


def _numbered(text: str) -> Iterator[tuple[int, int, Thing]]:
    """Bare numbers of machines, which have the form of no other link."""
    for match in _NUMBERED.finditer(text):
        target = f"http://{match[0].replace('[.]', '.')}/"
        if all(int(part) < 256 for part in target[7:-1].split(".")):
            yield *match.span(), Thing("link", match[0], link=Link(match[0], target, target))


def _whole_links(text: str) -> Iterator[tuple[int, int, Thing]]:
    """Links with their scheme: these come first, as an @ or a number in one is a part of it."""
    return (one for one in _links(text) if _SCHEME.match(one[2].written))


def _links(text: str) -> Iterator[tuple[int, int, Thing]]:
    at = 0
    for link in links_in_text(text):
        start = text.find(link.written, at)
        if start < 0:
            continue
        at = start + len(link.written)
        bare = not _SCHEME.match(link.written) and "/" not in link.written.rstrip("/")
        # Signals pass over a website that is only named in running text; here it is what the question is about.
        written = link.written if _SCHEME.match(link.written) else f"http://{link.written}"
        whole = Link(link.written, written, link.target, wrapped_by=link.wrapped_by)
        yield start, at, Thing("domain" if bare else "link", link.written, link=whole)


def _blanked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with spaces at these places."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _phones(text: str) -> Iterator[tuple[int, int, Thing]]:
    found = phones(text)
    for phone in found:
        yield phone.start, phone.end, Thing("phone", phone.quote, phone=phone)
    text = _blanked(text, [(phone.start, phone.end) for phone in found])
    for match in _BARE_NUMBER.finditer(text):  # without a space it could be any number, unless "call" stands before it
        for phone in phones(f"{_CALL}{match[0]}")[:1]:
            yield match.start(), match.end(), Thing("phone", match[0], phone=replace(phone, quote=match[0]))
