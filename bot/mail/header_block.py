"""A forwarded, quoted or pasted mail begins with a few header lines that a mail client wrote into the text.

They come in any order and language, quoted with ">", starred, folded, several on one line, or with the value
on the line below. This reads them, and says where the body begins.
"""

from dataclasses import dataclass

from bot.mail import header_words
from bot.mail.email import Mailbox
from bot.mail.header_words import HeaderLine
from bot.mail.headers import mailboxes

_INVISIBLE = "\ufeff\u200b\u2060"
_BLOCK_LIMIT = 40  # lines that a header block may have
_VALUE_LIMIT = 2000
_BOXES_LIMIT = 200
_QUOTES = "\"'«»“”„‟‘’‚‹›` \t\u00a0"
_OUTSIDE = " \t\u00a0<>()[]{}\"',;:|«»“”"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its quote marks counted and taken off."""

    depth: int  # how many ">"
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


@dataclass(frozen=True, slots=True)
class Block:
    """The header lines found in a text."""

    headers: dict[str, str]  # kind -> value; see `header_words.KINDS`
    end: int  # the index of the first line behind them
    depth: int  # quote marks before them
    language: str
    one_line: bool = False
    lines: int = 0

    @property
    def sender(self) -> Mailbox | None:
        return mailbox(self.headers.get("from", ""))

    @property
    def to(self) -> tuple[Mailbox, ...]:
        return (*mailboxes(self.headers.get("to", "")), *mailboxes(self.headers.get("cc", "")))[:_BOXES_LIMIT]

    @property
    def reply_to(self) -> tuple[Mailbox, ...]:
        return mailboxes(self.headers.get("reply_to", ""))

    @property
    def convincing(self) -> bool:
        """Enough to be a mail's header when no banner says so: a journey has From, To and Date as well."""
        kinds = self.headers.keys()
        if "from" not in kinds:
            return False
        if "@" in self.headers["from"]:
            return bool(kinds & {"date", "subject", "to"})
        return "subject" in kinds and bool(kinds & {"date", "to"})


def lines_of(text: str) -> list[Line]:
    """The text line by line, quote marks counted."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return [_line(raw.strip(_INVISIBLE)) for raw in unified.split("\n")]


def _line(raw: str) -> Line:
    if ">" not in raw[:4]:
        return Line(0, raw)
    depth, at = 0, 0
    while True:
        step = at
        while step < len(raw) and raw[step] == " " and step - at < 2:
            step += 1
        if step >= len(raw) or raw[step] != ">":
            break
        depth, at = depth + 1, step + 1
    return Line(depth, raw[at + 1 :] if raw[at : at + 1] == " " and depth else raw[at:])


def block_at(lines: list[Line], start: int, *, announced: bool = False, first: str = "") -> Block | None:
    """The header block that begins at a line (blank lines before it are skipped when a banner announced it).

    `first` is text that stood behind the banner on its own line. None when there is no header line.
    """
    if first:
        return _one_line_block(first, start, lines[start - 1].depth)
    if announced:
        start = next((at for at in range(start, min(start + 6, len(lines))) if not lines[at].blank), start)
    if start >= len(lines):
        return None
    opening = header_words.header(lines[start].text)
    if opening is None:
        return _strange_block(lines, start) if announced else None
    several = None
    if lines[start].text.count(":") + lines[start].text.count("：") > 2:
        several = _one_line_block(lines[start].text, start + 1, lines[start].depth)
    if several is not None and len(several.headers) > (1 if "subject" in several.headers else 2):
        return several
    return _Reader(lines, start, announced).block()


def _one_line_block(text: str, end: int, depth: int) -> Block | None:
    opening = header_words.header(text)
    if opening is None:
        return None
    best: dict[str, str] = {}
    language = ""
    for tongue in sorted(opening.languages):
        found = {one.kind: one.value for one in header_words.headers_on_one_line(text, frozenset({tongue}))}
        if len(found) > len(best) and next(iter(found), "") == opening.kind:
            best, language = found, tongue
    return Block(best, end, depth, language, one_line=True, lines=1) if best else None


class _Reader:
    """Reads one block, line by line; holds what was seen so far."""

    def __init__(self, lines: list[Line], start: int, announced: bool) -> None:
        self.lines, self.at, self.announced = lines, start, announced
        self.stop = min(len(lines), start + _BLOCK_LIMIT)
        self.headers: dict[str, str] = {}
        self.votes: dict[str, int] = {}
        self.last = ""
        self.start = start

    def block(self) -> Block:
        while self.at < self.stop and self._take():
            pass
        language = max(self.votes, key=lambda one: (self.votes[one], one == "en"), default="")
        return Block(self.headers, self.at, self.lines[self.start].depth, language, lines=self.at - self.start)

    def _take(self) -> bool:
        line = self.lines[self.at]
        if line.blank:
            return self._step_over_gap()
        found = self._fresh(line.text)
        if found is not None:
            self._keep(found)
            return True
        return self._folded(line)

    def _fresh(self, text: str) -> HeaderLine | None:
        found = header_words.header(text, frozenset(self.headers))
        if found is None or (found.kind in self.headers and found.kind != "other"):
            return None
        return found

    def _keep(self, found: HeaderLine) -> None:
        value = found.value
        self.at += 1
        if not value and found.kind != "other" and self.at < self.stop:
            following = self.lines[self.at]
            if not following.blank and header_words.header(following.text) is None:
                value = following.text.strip()  # a table whose cells became lines
                self.at += 1
        self.headers.setdefault(found.kind, value)
        self.last = found.kind
        for language in found.languages:
            self.votes[language] = self.votes.get(language, 0) + 1

    def _step_over_gap(self) -> bool:
        """A blank line between two header lines, as when each was its own paragraph."""
        after = self.at + 1
        if "from" not in self.headers or after >= self.stop or len(self.headers) > 5:
            return False
        found = self._fresh(self.lines[after].text) if not self.lines[after].blank else None
        if found is None or found.kind in {"other", "from"}:
            return False
        self.at = after
        return True

    def _folded(self, line: Line) -> bool:
        """A continuation: another header line follows it, or it goes on with a list of addresses."""
        listing = self.last in {"to", "cc", "from"}
        before = self.headers.get(self.last, "")
        goes_on = listing and (before.endswith((",", ";")) or (line.text[:1] in " \t" and "@" in line.text))
        ahead = self.lines[self.at + 1 : self.at + 3]
        followed = any(not one.blank and self._fresh(one.text) is not None for one in ahead)
        if not (goes_on or followed) or not self.last or len(before) > _VALUE_LIMIT:
            return False
        if header_words.split_name(line.text)[0] == "" or goes_on:
            self.headers[self.last] = f"{before} {line.text.strip()}".strip()
        self.at += 1
        return True


def _strange_block(lines: list[Line], start: int) -> Block | None:
    """Header lines in words that nobody told us, below a banner: the first address is the sender's."""
    headers: dict[str, str] = {}
    at = start
    while at < min(len(lines), start + 8):
        name, value = header_words.split_name(lines[at].text)
        if not name or not value:
            break
        known = header_words.header(lines[at].text, frozenset(headers))
        kind = known.kind if known else _guessed_kind(value, headers)
        headers.setdefault(kind, value)
        at += 1
    if at - start < 2 or "@" not in headers.get("from", ""):
        return None
    return Block(headers, at, lines[start].depth, "", lines=at - start)


def _guessed_kind(value: str, headers: dict[str, str]) -> str:
    if "@" in value:
        return "from" if "from" not in headers else "to" if "to" not in headers else "cc"
    digits = sum(ch.isdigit() for ch in value)
    return "date" if digits >= 4 and "date" not in headers else "subject"


def mailbox(value: str) -> Mailbox | None:
    """The mailbox of a From line as mail clients write it into text; None when the value is empty.

    Reads `A <a@b>`, `A [mailto:a@b]`, `A<mailto:a@b> <a@b<mailto:a@b>> on behalf of c@d`, `A (a@b)` and `A`.
    """
    return next(iter(mailboxes(_once(_before_behalf(value[:_VALUE_LIMIT])))), None)


def _once(value: str) -> str:
    """Outlook's text form gives every address twice, `a@b<mailto:a@b>`: without the second."""
    first, *others = value.split("<mailto:")
    shorter = first + "".join(other.partition(">")[2] for other in others)
    return shorter if others and "@" in shorter else value


def _before_behalf(value: str) -> str:
    lowered = value.lower()
    for phrase in header_words.behalf_phrases():
        at = lowered.find(f" {phrase} ")
        if at > 0 and "@" in value[:at] and not value[:at].rstrip().endswith((",", '"')) and "@" in value[at:]:
            return value[:at]
    return value
