"""An invitation reaches the calendar before anybody reads the mail, so scams put their number and link in it.

Reads iCalendar (RFC 5545) roughly: unfolded lines, no time zones, no recurrence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.mail.attachments.links import link_to
from bot.mail.attachments.reading import Budget, Reading
from bot.mail.attachments.text import plain_text
from bot.mail.email import Link, Mailbox
from bot.mail.html import page
from bot.mail.plain_links import links_in_text

_ORGANISER = "Organiser: "
_LINES = 4_000
_LONGEST = 400_000  # characters
_ESCAPES = {"n": "\n", "N": "\n"}
_PARAMETER = re.compile(r';([A-Za-z-]{1,40})=("[^"]*"|[^;:"]*)')


@dataclass(frozen=True, slots=True)
class _Property:
    name: str  # upper case
    parameters: dict[str, str]  # upper-case names
    value: str  # unescaped


def calendar(data: bytes, name: str, budget: Budget) -> Reading:
    """An invitation as a person sees it: what, who from, where, the description; its links."""
    del budget  # its lines are bounded here
    where = f"attachment:{name}"
    text, unread = _unfolded(data)
    lines: list[str] = []
    links: list[Link] = []
    hidden = ""
    attendees = 0
    for one in _properties(text):
        attendees += one.name == "ATTENDEE"
        if one.name == "X-ALT-DESC":
            html = page(one.value, where)
            links += html.links
            hidden = hidden or html.hidden_text
            lines.append(html.text)
        elif one.name in {"URL", "ATTACH", "X-GOOGLE-CONFERENCE", "CONFERENCE"} and "://" in one.value[:12]:
            links.append(link_to(one.value, one.parameters.get("FILENAME", ""), where))
        else:
            lines.append(_as_read(one))
    if attendees:
        lines.append(f"Invited: {attendees}")
    shown = "\n".join(dict.fromkeys(line for line in lines if line))
    links += links_in_text("\n".join(line for line in lines if not line.startswith(_ORGANISER)), where)
    return Reading(text=shown, hidden_text=hidden, links=tuple(dict.fromkeys(links)), unread=unread)


def _unfolded(data: bytes) -> tuple[str, tuple[str, ...]]:
    text = plain_text(data[:_LONGEST])
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n ", "").replace("\n\t", "")
    return text, ("too large",) if len(data) > _LONGEST or text.count("\n") > _LINES else ()


def _properties(text: str) -> Iterator[_Property]:
    for line in text.split("\n", _LINES)[:_LINES]:
        stem = re.match(r"[A-Za-z0-9-]{1,40}", line)
        if not stem:
            continue
        parameters: dict[str, str] = {}
        at = stem.end()
        while found := _PARAMETER.match(line, at):
            parameters[found.group(1).upper()] = found.group(2).strip('"')
            at = found.end()
        if line[at : at + 1] == ":":
            yield _Property(stem.group(0).upper(), parameters, _unescaped(line[at + 1 :]))


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found.group(1), found.group(1)), value)


def _as_read(one: _Property) -> str:
    if one.name == "ORGANIZER":
        return f"{_ORGANISER}{_mailbox(one).written}"
    if one.name in {"SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "COMMENT"}:
        if "<" in one.value and re.search(r"<(?:html|p|br|a|div|b)\b", one.value, re.IGNORECASE):
            return page(one.value, "").text
        return one.value.strip()
    return ""


def _mailbox(one: _Property) -> Mailbox:
    value = one.value.strip()
    address = value[7:] if value[:7].lower() == "mailto:" else one.parameters.get("EMAIL", "")
    address = address.partition("?")[0].strip().lower()
    return Mailbox(one.parameters.get("CN", "").strip(), address if "@" in address else "")
