"""A mail inside a question: between `~~~mail` and `~~~`, header lines, an empty line, and the body as it is.

A link stands as `[shown text](real target)`, and people see both, as they would with the pointer above it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = re.compile(r"^~~~mail[ \t]*([a-z]?)[ \t]*\n(.*?)^~~~[ \t]*(?:\n|\Z)", re.M | re.S)
_BLANK = re.compile(r"\n[ \t]*\n")
_HEADER = re.compile(r"([A-Za-z-]+):[ \t]*(.*)")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
HEADERS = {"from": "sender", "reply-to": "reply_to", "date": "date", "subject": "subject", "attached": "attached"}


class MailBroken(Exception):
    """The mail in the question cannot be read; the sentence says what to write."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the body's text; `target` is where it leads, where it is a link."""

    text: str
    target: str = ""


NEW_LINE = Piece("\n")


@dataclass(frozen=True, slots=True)
class QuizMail:
    """A mail as it is shown. `id` is "a" or "b" where there are two."""

    id: str
    sender: str
    subject: str
    body: tuple[tuple[Piece, ...], ...]  # paragraphs
    reply_to: str = ""
    date: str = ""
    attached: str = ""

    def holds(self, words: str) -> bool:
        """Whether these words stand in what is shown, in one piece."""
        return any(words in one for one in self._shown())

    def _shown(self) -> Iterator[str]:
        yield from (self.sender, self.reply_to, self.date, self.subject, self.attached)
        for paragraph in self.body:
            yield "".join(piece.text for piece in paragraph)
            yield from (piece.target for piece in paragraph)

    @property
    def text(self) -> str:
        """All of it as plain text, with the links' targets, for whoever measures or searches it."""
        return "\n".join(one for one in self._shown() if one)


def without_mails(words: str) -> str:
    """What stands around the mails."""
    return _BLOCK.sub("", words)


def mails_in(words: str) -> tuple[QuizMail, ...]:
    """The mails, in their order. Raises MailBroken."""
    return tuple(_mail(found[1], found[2]) for found in _BLOCK.finditer(words))


def _mail(id: str, text: str) -> QuizMail:
    head, _, body = text.partition("\n\n")
    said: dict[str, str] = {}
    for line in head.strip().splitlines():
        found = _HEADER.fullmatch(line.strip())
        name = HEADERS.get(found[1].lower()) if found else None
        if not found or name is None:
            raise MailBroken(f"{line.strip()[:40]!r} is no header line; write From:, Subject:, and then an empty line")
        said[name] = found[2].strip()
    if not said.get("sender") or not said.get("subject"):
        raise MailBroken("write From: and Subject: above the empty line")
    paragraphs = tuple(tuple(_paragraph(one)) for one in _BLANK.split(body.strip()) if one.strip())
    if not paragraphs:
        raise MailBroken("write the text of the mail below the empty line")
    return QuizMail(id=id, body=paragraphs, **said)


def _paragraph(text: str) -> Iterator[Piece]:
    """A line of the file is a line of the mail: greetings and lists need theirs."""
    for i, line in enumerate(text.splitlines()):
        yield from (NEW_LINE,) if i else ()
        yield from _pieces(line.strip())


def _pieces(line: str) -> Iterator[Piece]:
    at = 0
    for found in _LINK.finditer(line):
        if found.start() > at:
            yield Piece(line[at : found.start()])
        yield Piece(found[1], found[2])
        at = found.end()
    if at < len(line):
        yield Piece(line[at:])
