"""People paste what their mail client shows: header lines, a web client's name and date, or the bare text.

Often with a question above it ("is this legit?"), which is theirs and must not be judged as the mail's.
"""

from dataclasses import dataclass

from bot.mail import header_words
from bot.mail.email import Mailbox
from bot.mail.header_block import Block, Line, block_at, lines_of, mailbox
from bot.mail.headers import mailboxes

_ABOUT_LINES = 6  # lines that a person writes above what they paste
_ABOUT_LIMIT = 600
_SUBJECT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Pasted:
    """A mail as far as the pasted text tells."""

    sender: Mailbox | None = None
    subject: str = ""
    date: str = ""  # as written
    to: tuple[Mailbox, ...] = ()  # To and Cc
    reply_to: tuple[Mailbox, ...] = ()
    text: str = ""  # the body; everything, when nothing was recognised
    about: str = ""  # the words of the person who pasted it, above the mail


def pasted_mail(text: str) -> Pasted:
    """The mail in a pasted text. Forwards and replies below the first header lines stay in `text`."""
    lines = lines_of(text)
    filled = [at for at, line in enumerate(lines[:200]) if not line.blank][: _ABOUT_LINES + 4]
    for nth, at in enumerate(filled[: _ABOUT_LINES + 1]):
        above = _joined(lines[:at])
        if header_words.banner(lines[at].text) or len(above) > _ABOUT_LIMIT:
            break  # a forward: `forward_in` reads it, and what stands above it
        block = block_at(lines, at)
        if block is not None and _begins_mail(block, nth) and not (nth and header_words.signed_off(above)):
            return _with_headers(lines, block, above)
        shown = _web_client(lines, filled[nth:])
        if shown is not None and not header_words.signed_off(above):
            return _with_about(shown, above)
    return Pasted(text=text.strip("\r\n\ufeff"))


def _begins_mail(block: Block, nth: int) -> bool:
    """Do these header lines begin a mail? Below other words they need more than a name in From."""
    kinds = block.headers.keys()
    if block.convincing or "@" in block.headers.get("from", ""):
        return True
    if {"from", "to"} <= kinds and "subject" not in kinds:
        return False  # a journey, from one town to another
    if nth == 0:
        return bool(kinds & {"subject", "from"}) or len(kinds) > 1
    return "subject" in kinds and (nth <= 2 or len(kinds) > 1)


def _with_headers(lines: list[Line], block: Block, above: str) -> Pasted:
    body = _joined(lines[block.end :], block.depth)
    above = above.rstrip("_- \n")
    subject = block.headers.get("subject", "")
    if block.one_line and not body:
        body = subject  # subject and text cannot be told apart: lose neither
    return Pasted(block.sender, subject, block.headers.get("date", ""), block.to, block.reply_to, body, above)


def _with_about(shown: Pasted, above: str) -> Pasted:
    """The line above the sender is the subject, unless it is the person's question."""
    *before, last = above.split("\n") if above else [""]
    subject = last.strip()
    if subject and len(before) and _folder(subject):
        *before, subject = before
    if not subject or _asks(subject) or len(subject) > _SUBJECT_LIMIT:
        return Pasted(shown.sender, "", shown.date, shown.to, shown.reply_to, shown.text, above)
    about = "\n".join(before).strip()
    return Pasted(shown.sender, subject.strip(), shown.date, shown.to, shown.reply_to, shown.text, about)


def _folder(line: str) -> bool:
    """Web clients put the folder's name or a count below the subject."""
    return len(line) <= 40 and (bool(header_words.languages_of("inbox", line)) or line.split(" ")[0].isdigit())


def _asks(line: str) -> bool:
    return line.rstrip().endswith(("?", "？")) or header_words.asks(line)


def _web_client(lines: list[Line], filled: list[int]) -> Pasted | None:
    """`Amazon <orders@x.example>`, then a date or "to me": how web clients show who wrote."""
    at = filled[0]
    sender, date = _shown_sender(lines[at].text)
    if sender is None:
        return None
    to: tuple[Mailbox, ...] = ()
    proof, end = bool(date), at + 1
    for below in filled[1:4]:
        line = lines[below].text.strip()
        recipients = header_words.header_kinds(line).get("to")
        if recipients is not None:
            to = mailboxes(recipients.value)
        elif not header_words.means_the_reader(line):
            if date or not _is_date(line):
                break
            date = line
        proof, end = True, below + 1
    if not proof and at != next((nth for nth, line in enumerate(lines) if not line.blank), -1):
        return None
    return Pasted(sender, "", date, to, (), _joined(lines[end:]))


def _shown_sender(line: str) -> tuple[Mailbox | None, str]:
    """The mailbox that a line consists of, and the date behind it."""
    line = line.strip()
    opening, closing = line.find("<"), line.rfind(">")
    if not 5 <= len(line) <= 250 or opening < 0 or "@" not in line[opening:closing]:
        alone = len(line) <= 250 and line.count("@") == 1 and " " not in line and "." in line.partition("@")[2]
        return (mailbox(line), "") if alone and "/" not in line and not line.endswith(":") else (None, "")
    behind = line[closing + 1 :].strip(" \t\u00a0,|·-")
    if (behind and not _is_date(behind)) or opening > 100 or line.endswith(":"):
        return None, ""
    return mailbox(line[: closing + 1]), behind


def _is_date(line: str) -> bool:
    """A short line with a time or a date in it: no sentence, and no amount of money."""
    digits = sum(ch.isdigit() for ch in line)
    if not 1 <= digits <= 20 or len(line) > 60 or any(ch in line for ch in "€$£@"):
        return False
    marks = any(
        line[at] in ":./-h年月" and line[at - 1].isdigit() and line[at + 1 : at + 2].isdigit()
        for at in range(1, len(line))
    )
    return marks or (digits >= 3 and any(ch in line for ch in ",年月")) or ("(" in line and digits >= 2)


def _joined(lines: list[Line], depth: int = 0) -> str:
    parts = [">" * max(0, line.depth - depth) + " " * (line.depth > depth) + line.text.rstrip() for line in lines]
    return "\n".join(parts).strip()
