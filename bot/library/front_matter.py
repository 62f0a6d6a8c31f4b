"""A page of content: facts as TOML between two `+++` lines, and below them the words, so that an editor sees both.

A translation says with a fingerprint which words it belongs to; so it is known when those have changed since.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

MOST_BYTES = 64_000
"""No page of ours comes near it; what is larger was put there by mistake."""

FINGERPRINT = 12  # hexadecimal digits
_PAGE = re.compile(r"\s*^\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n(.*))?\Z", re.M | re.S)
_STARTS_A_LINE = re.compile(r"- |\d+\. |#")
_PLACEHOLDERS = re.compile("[\ue000-\uf8ff]")  # private characters: the renderer marks quotes with them


class PageBroken(Exception):
    """The page cannot be taken apart; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """The facts, and the words below them without the empty lines around."""

    facts: Mapping[str, Any]
    words: str

    @property
    def fingerprint(self) -> str:
        """12 hexadecimal digits that change with the words."""
        return hashlib.sha256(self.words.encode("utf-8")).hexdigest()[:FINGERPRINT]


def page(path: Path) -> Page:
    """The page in a file. Raises `PageBroken`."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PageBroken(f"the file is too large for a page; write at most {MOST_BYTES // 1000} kB")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PageBroken("this is not text in UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise PageBroken(f"the file cannot be read ({error.strerror}); let Legitbot's account read it") from error
    return page_of(text)


def page_of(text: str) -> Page:
    """The page that is written like this. Raises `PageBroken`."""
    found = _PAGE.match(text.replace("\r\n", "\n"))
    if not found:
        raise PageBroken("begin the file with a line +++, the facts, and another line +++")
    try:
        facts = tomli.loads(found[1])
    except tomli.TOMLDecodeError as error:
        raise PageBroken(f"what stands between the +++ lines is not readable as TOML ({error})") from error
    return Page(facts, _PLACEHOLDERS.sub("", found[2] or "").strip())


def unwrapped(words: str) -> str:
    """The words with one line for each paragraph, heading or list item, however an editor broke the lines."""
    lines: list[str] = []
    goes_on = False
    for line in (line.strip() for line in words.splitlines()):
        if line and goes_on and not _STARTS_A_LINE.match(line):
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
        goes_on = bool(line) and not line.startswith("#")
    return "\n".join(lines)
