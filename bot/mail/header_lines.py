"""The header lines of a mail or of one of its parts, in raw bytes: where they end, and what belongs to which.

The blank line below them may be missing, lines may be broken, and there may be a million of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.mail.encoded_words import header_text

_MOST = 1000
_MOST_BYTES = 2_000_000
_BLANK = re.compile(rb"\r?\n\r?\n")
_NAME = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_EXPECTED = re.compile(
    rb"(?:from|to|cc|subject|date|sender|reply-to|return-path|received|message-id|mime-version|in-reply-to"
    rb"|references|content-[a-z-]+|x-[a-z0-9-]+|arc-[a-z-]+|list-[a-z-]+|dkim-signature"
    rb"|authentication-results)[ \t]*:",
    re.IGNORECASE,
)
_KEPT_IN_A_BOMB = re.compile(
    rb"(?:from|to|cc|subject|date|sender|reply-to|mime-version|content-[a-z-]+)[ \t]*:", re.IGNORECASE
)

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """Unfolded (name, value) lines, encoded words as they stand, and the offset at which the body begins."""

    headers: tuple[Header, ...]
    body: int
    has_end: bool = True  # was there a blank line?
    broken: bool = False  # was there a line that is no header?
    too_many: bool = False  # were lines left out?


def header_block(data: bytes, start: int, end: int) -> HeaderBlock:
    """The headers that begin at `start`; looks no further than `end`."""
    if data[start : start + 2] == b"\r\n" or data[start : start + 1] == b"\n":
        return HeaderBlock((), start + (2 if data[start : start + 1] == b"\r" else 1))
    blank = _BLANK.search(data, start, end)
    stop, body = (blank.start(), blank.end()) if blank else (end, end)
    found: list[Header] = []
    broken = too_many = False
    for position, line in _logical_lines(data, start, min(stop, start + _MOST_BYTES)):
        name = _NAME.match(line)
        if name and (len(found) < _MOST or (len(found) < 2 * _MOST and _KEPT_IN_A_BOMB.match(line))):
            found.append((name.group(1).decode("ascii"), header_text(line[name.end() :])))
        elif name:
            too_many = True
        else:
            broken = True
            if not _headers_go_on(data, position + len(line), stop):
                body = position
                break
    return HeaderBlock(tuple(found), body, blank is not None, broken, too_many or stop > start + _MOST_BYTES)


def _logical_lines(data: bytes, start: int, stop: int) -> Iterator[tuple[int, bytes]]:
    """(position, line with its folded continuations) for each header line."""
    begin = start
    while begin < stop:
        end = data.find(b"\n", begin, stop)
        while end >= 0 and data[end + 1 : end + 2] in {b" ", b"\t"} and end + 1 < stop:
            end = data.find(b"\n", end + 1, stop)
        end = stop if end < 0 else end + 1
        yield begin, data[begin:end]
        begin = end


def _headers_go_on(data: bytes, position: int, stop: int) -> bool:
    """Does a header that mails really have follow a line that is none? Else the blank line is missing."""
    return position < stop and _EXPECTED.match(data, position) is not None
