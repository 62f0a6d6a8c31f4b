"""Bytes of a mail -> its headers and a flat list of its parts, however broken the bytes are.

The standard library's parser raises on one mail in 300, reads line by line and has quadratic corners, so this
one cuts the bytes itself: one pass finds every line that could be a boundary, a stack tells which ones are.
What lies too deep, or is too much, is still given out as text: a lure does not escape by being wrapped.
"""

import re
from collections.abc import Sequence

from bot.mail.charset import decoded
from bot.mail.cutter import DEEPEST, MOST_PARTS, Container, Cutter
from bot.mail.encoded_words import parameters, words_decoded
from bot.mail.header_lines import Header, HeaderBlock, header_block
from bot.mail.message import Message, Part
from bot.mail.transfer import transferred

__all__ = ["DEEPEST", "MOST_BYTES", "MOST_PARTS", "Message", "Part", "parsed"]

MOST_BYTES = 10_000_000
_TAIL_BYTES = 1_000_000  # of a larger mail the end is read too, so that padding cannot push a lure out

_DEEPEST_ENCODED = 40  # mails in mails, each in an encoding of its own: base64 loses a quarter each time

_DELIMITER = re.compile(rb"^--(?=\S)[^\r\n]*", re.MULTILINE)
_FIRST_END = re.compile(rb"[\r\n]")
_LEAD = re.compile(rb"\s*(?:>?From [^\r\n]*(?:\r\n?|\n))?\s*")
_HTML_START = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<table|<div)", re.IGNORECASE)
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")
_SEEN = frozenset({"from", "to", "subject", "date", "reply-to"})  # what a client shows of a mail inside

_Open = tuple[Sequence[Header], int]  # the headers of a leaf that is being read, and where its body begins


def parsed(data: bytes, inside: int = 0) -> Message:
    """A mail taken apart; never raises, linear in its size.

    `inside` is the number of mails that were opened to get here. Mails inside are parts of type
    message/rfc822 to be parsed by the caller with `inside + 1`, until that reaches DEEPEST; from there on
    they are opened in place, and their texts are among the parts.
    """
    data, large = _cut_to_size(data)
    data = _even_line_ends(data)
    cutter = Cutter(data, inside)
    if large:
        cutter.miss("text", "", "too large")
    lead = _LEAD.match(data)
    raw, body = _headers(cutter, lead.end() if lead else 0, len(data))
    if not raw:
        cutter.defects["no headers"] = None
    _cut(cutter, raw, body, len(data))
    cutter.pour_spill()
    return Message(
        headers=_decoded(raw),
        raw_headers=tuple(raw),
        parts=tuple(cutter.parts),
        defects=tuple(cutter.defects),
        unread=tuple(cutter.unread),
    )


def _decoded(raw: Sequence[Header]) -> tuple[Header, ...]:
    return tuple((name, words_decoded(value)) for name, value in raw)


def _cut_to_size(data: bytes) -> tuple[bytes, bool]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decoded(data[: 2 * MOST_BYTES]).encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if len(data) <= MOST_BYTES:
        return data, False
    return data[: MOST_BYTES - _TAIL_BYTES] + b"\n" + data[-_TAIL_BYTES:], True


def _even_line_ends(data: bytes) -> bytes:
    """Old Macs end lines with CR, and some gateways with CR CR LF; everything else is left as it is."""
    first = _FIRST_END.search(data.lstrip(b"\r\n"))
    if b"\r\r\n" in data[:4096]:
        return data.replace(b"\r\r\n", b"\n")
    if first and first.group() == b"\r" and not data.lstrip(b"\r\n").startswith(b"\n", first.end()):
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _headers(cutter: Cutter, start: int, end: int) -> _Open:
    """The headers that begin here and the place of the body; what is wrong with them is noted."""
    block: HeaderBlock = header_block(cutter.data, start, end)
    if not block.has_end:
        cutter.defects["no body"] = None
    if block.broken:
        cutter.defects["broken header"] = None
    if block.too_many:
        cutter.miss("headers", "", "too many")
    return block.headers, block.body


def _cut(cutter: Cutter, raw: Sequence[Header], body: int, end: int) -> None:
    """Add the leaves of the entity with these headers, whose body begins here."""
    data = cutter.data
    base = len(cutter.stack)
    leaf = _entered(cutter, raw, body, end)
    if len(cutter.stack) > base:
        for mark in _DELIMITER.finditer(data, body, end):
            place, opens = _place(cutter, mark.group())
            if place < base or (leaf and mark.start() < leaf[1]):
                continue
            _leave(cutter, leaf, place + 1, mark.start())
            leaf = None
            if opens:
                cutter.stack[place].children += 1
                start = _after_line(data, mark.end())
                child, begin = _headers(cutter, start, _header_stop(cutter, start, end))
                leaf = _entered(cutter, child, begin, end)
            elif place > base:
                _leave(cutter, None, place, mark.start())
    _leave(cutter, leaf, base, end)


def _place(cutter: Cutter, line: bytes) -> tuple[int, bool]:
    """(place in the stack of the container whose boundary this is or -1, is it no closing one?)."""
    name = line[2:].rstrip()
    place = cutter.boundaries.get(name, -1)
    if place >= 0 or not name.endswith(b"--"):
        return place, place >= 0
    return cutter.boundaries.get(name[:-2], -1), False


def _header_stop(cutter: Cutter, start: int, end: int) -> int:
    """Where the headers that begin here end at the latest: behind a blank line, or at an open boundary.

    Looking no further than the blank line keeps deep nesting linear.
    """
    limit = min(cutter.blank_after(start), end)
    for found in _DELIMITER.finditer(cutter.data, start, limit):
        if _place(cutter, found.group())[0] >= 0:
            return found.start()
    return limit


def _after_line(data: bytes, position: int) -> int:
    if data[position : position + 2] == b"\r\n":
        return position + 2
    return position + 1 if data[position : position + 1] in {b"\n", b"\r"} else position


def _entered(cutter: Cutter, raw: Sequence[Header], body: int, end: int) -> _Open | None:
    """Open the multiparts and (past the limit) the mails that begin here; the leaf to be read, or None."""
    stop = -1
    while True:
        content_type, declared = _content_type(cutter, raw)
        if content_type.startswith("multipart/"):
            boundary = declared.get("boundary", "").encode("utf-8", "replace").rstrip()
            cutter.push(Container(content_type[10:], boundary, raw, body))
            return None
        if content_type != "message/rfc822" or not cutter.opens_mails or _is_encoded(raw):
            return raw, body
        cutter.push(Container("mail", b"", raw, body, children=1))
        cutter.miss("nested mail", "", "too deep" if cutter.inside >= DEEPEST else "too many")
        lead = _LEAD.match(cutter.data, body, end)
        body = lead.end() if lead else body
        stop = stop if stop > body else _header_stop(cutter, body, end)
        raw, body = _headers(cutter, body, stop)
        cutter.add_text("".join(f"{key}: {words_decoded(value)}\n" for key, value in raw if key.lower() in _SEEN))


def _leave(cutter: Cutter, leaf: _Open | None, keep: int, at: int) -> None:
    """End the leaf that was being read, and all containers but the outermost `keep`, at this position."""
    if leaf:
        _add_leaf(cutter, leaf[0], cutter.data[leaf[1] : _before_line(cutter.data, leaf[1], at)])
    while len(cutter.stack) > keep:
        container = cutter.pop()
        if not container.children:
            _add_childless(cutter, container, at)


def _before_line(data: bytes, start: int, at: int) -> int:
    """The line break before a boundary belongs to the boundary, RFC 2046 5.1.1."""
    if at >= len(data) or data[at - 1 : at] != b"\n" or at <= start:
        return max(at, start)
    return max(at - (2 if data[at - 2 : at - 1] == b"\r" else 1), start)


def _add_childless(cutter: Cutter, container: Container, at: int) -> None:
    """A multipart whose boundary is missing or wrong: the first line that looks like one is taken for it."""
    if not cutter.data[container.body : at].strip():
        return
    cutter.defects["no boundary"] = None
    others = [one for one in container.raw if one[0].lower() != "content-type"]
    guess = _DELIMITER.search(cutter.data, container.body, at)
    if not guess or not cutter.guesses or _is_encoded(container.raw):
        if guess:
            cutter.miss("text", "", "damaged")
        _add_leaf(cutter, others, cutter.data[container.body : at])
        return
    cutter.guesses -= 1
    cutter.blank = (-1, -1)  # we go back to where the multipart began
    quoted = guess.group()[2:].rstrip().decode("latin-1").replace("\\", "\\\\").replace('"', '\\"')
    kind = ("Content-Type", f'multipart/{container.kind}; boundary="{quoted}"')
    _cut(cutter, [kind, *others], container.body, at)


def _content_type(cutter: Cutter, raw: Sequence[Header]) -> tuple[str, dict[str, str]]:
    """The type of an entity and its parameters; "" where it declares none that is one."""
    content_type, found = parameters(_first(raw, "content-type"))
    if _TYPE.fullmatch(content_type):
        return content_type, found
    if content_type:
        cutter.defects["broken content type"] = None
    digest = not content_type and cutter.stack and cutter.stack[-1].kind == "digest"
    return ("message/rfc822" if digest else ""), found


def _first(raw: Sequence[Header], name: str) -> str:
    return next((value for key, value in raw if key.lower() == name), "")


def _is_encoded(raw: Sequence[Header]) -> bool:
    return _first(raw, "content-transfer-encoding").strip().lower() in {"base64", "quoted-printable"}


def _add_leaf(cutter: Cutter, raw: Sequence[Header], body: bytes) -> None:
    content_type, declared = _content_type(cutter, raw)
    data, broken = transferred(body, _first(raw, "content-transfer-encoding"))
    if broken:
        cutter.defects[broken] = None
    disposition, more = parameters(_first(raw, "content-disposition"))
    name = (more.get("filename") or declared.get("name") or "").strip()
    content_type = content_type or _guessed_type(data, name)
    if content_type == "message/rfc822" and cutter.opens_mails:
        _add_mail(cutter, data)
        return
    cutter.add(
        Part(
            content_type=content_type,
            data=data,
            charset=declared.get("charset", "").strip().lower(),
            name=name,
            disposition=disposition,
            content_id=_first(raw, "content-id").strip().strip("<>"),
            parameters=tuple(declared.items()),
            headers=_decoded(raw) if cutter.stack else (),
        )
    )


def _guessed_type(data: bytes, name: str) -> str:
    if _HTML_START.match(data[:1000]):
        return "text/html"
    return "application/octet-stream" if name else "text/plain"


def _add_mail(cutter: Cutter, data: bytes) -> None:
    """A mail in an encoding of its own, past the limit: its texts join ours, until even that is too deep."""
    cutter.miss("nested mail", "", "too deep" if cutter.inside >= DEEPEST else "too many")
    if cutter.inside >= _DEEPEST_ENCODED:
        cutter.add_text(decoded(data))
        return
    mail = parsed(data, max(cutter.inside, DEEPEST) + 1)
    cutter.add_text("".join(f"{key}: {value}\n" for key, value in mail.headers if key.lower() in _SEEN))
    for part in mail.parts:
        cutter.add(part)
