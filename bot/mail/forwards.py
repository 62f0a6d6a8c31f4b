"""The suspect is the mail inside, not the colleague who forwarded it; and a reply is no forward.

A forward is told by the client's banner ("---------- Forwarded message"), by copied header lines under a
subject that says so, or by such lines with nothing of one's own above. The words: `header_words.toml`.
"""

from dataclasses import dataclass, replace

from bot.mail import header_words
from bot.mail.email import Mailbox
from bot.mail.header_block import Block, Line, block_at, lines_of, mailbox
from bot.mail.notices import is_bounce, lists_mails
from bot.mail.subject_prefix import prefix, without_forward_prefix

DEPTH_LIMIT = 5  # forwards inside forwards that are opened
LINES_LIMIT = 20_000  # written lines above a forward; nobody comments at greater length


@dataclass(frozen=True, slots=True)
class Forward:
    """The mail inside a forward, and what stood around it."""

    sender: Mailbox | None
    subject: str = ""
    date: str = ""  # as written
    to: tuple[Mailbox, ...] = ()  # To and Cc
    reply_to: tuple[Mailbox, ...] = ()
    text: str = ""  # the body inside, quote marks taken off
    comment: str = ""  # what the forwarders wrote above it, outermost first
    after: str = ""  # what stood below a quoted forward
    client: str = ""  # a guess: "gmail", "outlook", "apple-mail", "yahoo", "thunderbird", ...
    language: str = ""  # of the client's words, "" when unknown
    depth: int = 1  # 1 for a forward, 2 for a forward of a forward, ...
    forwarders: tuple[Mailbox, ...] = ()  # between the outer sender and the mail inside, outermost first
    certain: bool = True  # False: could be a reply as well, so do not call it a forward
    announced: bool = True  # a banner or the subject says "forwarded"; False for bare copied header lines


@dataclass(frozen=True, slots=True)
class _Mark:
    """The first place in a text where an older mail begins."""

    kind: str  # "banner", "original", "block", "attribution"
    start: int  # the line where it begins, separators included
    block: Block
    dashes: int = 0


def forward_in(text: str, subject: str = "", *, headers_known: bool) -> Forward | None:
    """The forwarded mail in a text, or None for a plain mail or a reply.

    `subject` is the outer mail's; `headers_known` says whether it was really seen (False for a pasted body).
    With no subject, copied header lines below words that end in a sign-off give `certain=False`.
    """
    lines = lines_of(text)
    mark = _first_mark(lines)
    if mark is None:
        return None
    own = _joined(lines[: mark.start])
    standing = _standing(mark, lines, own, subject, headers_known)
    if standing is None:
        return None
    outer = _forward(lines, mark, own)
    named = outer.subject or without_forward_prefix(subject)
    said = mark.kind == "banner" or prefix(subject).kind == "forward"
    outer = replace(outer, subject=named, certain=standing, announced=said)
    return _innermost(outer) if standing else outer


def thread_split(text: str) -> tuple[str, str]:
    """(the writer's own words, the older mails quoted below them); the second is "" when there are none."""
    lines = lines_of(text)
    mark = _first_mark(lines)
    start = mark.start if mark else _trailing_quote(lines)
    own = _joined(lines[:start])
    if own:
        return own, "\n".join(line.text for line in lines[start:]).strip()
    if mark is None or mark.kind != "attribution":
        return text, ""
    last = max((at for at, line in enumerate(lines) if line.depth), default=-1)
    below = _joined(lines[last + 1 :]) if last >= 0 else ""
    return (below, _joined(lines[: last + 1])) if below else (text, "")


def _trailing_quote(lines: list[Line]) -> int:
    """Where the quoted lines at the end begin; the number of lines when there are none."""
    start = len(lines)
    while start > 0 and (lines[start - 1].depth or lines[start - 1].blank):
        start -= 1
    while start < len(lines) and not lines[start].depth:
        start += 1
    return start


def _joined(lines: list[Line]) -> str:
    return "\n".join(line.text.rstrip() for line in lines).strip()


def _first_mark(lines: list[Line]) -> _Mark | None:
    looked_at = 0
    for at, line in enumerate(lines):
        if line.blank:
            continue
        found = _mark_at(lines, at)
        looked_at += 1
        if found is not None or looked_at >= LINES_LIMIT:
            return found
    return None


def _mark_at(lines: list[Line], at: int) -> _Mark | None:
    text = lines[at].text
    banner = header_words.banner(text)
    if banner is not None:
        return _announced(lines, at, banner)
    name, _ = header_words.split_name(text)
    if name:
        block = block_at(lines, at) if header_words.header(text) else None
        if block is not None and block.convincing:
            return _Mark("block", _with_rule(lines, at), block)
    stripped = text.rstrip(" \t\u00a0*")
    return _attribution(lines, at) if stripped.endswith((":", "：")) else None


def _announced(lines: list[Line], at: int, banner: header_words.Banner) -> _Mark | None:
    block = block_at(lines, at + 1, announced=True, first=banner.rest)
    if block is None and banner.rest:
        block = block_at(lines, at + 1, announced=True)
    if block is None or not ("from" in block.headers or (banner.kind == "banner" and len(block.headers) > 1)):
        return None
    if banner.kind == "unknown":
        if not block.convincing:
            return None
        return _Mark("original" if block.language else "banner", at, block, banner.dashes)
    if not block.language or len(banner.languages) == 1:
        block = replace(
            block,
            language=min(banner.languages, default=block.language) if not block.language else block.language,
        )
    return _Mark(banner.kind, at, block, banner.dashes)


def _with_rule(lines: list[Line], at: int) -> int:
    """The line where Outlook's rule of underscores above the block begins, else the block's own."""
    above = at - 1
    while above >= max(0, at - 3) and lines[above].blank:
        above -= 1
    rule = lines[above].text.strip() if above >= 0 else ""
    return above if len(rule) >= 5 and not rule.strip("_-—– ") else at


def _attribution(lines: list[Line], at: int) -> _Mark | None:
    """ "On ... wrote:", on one line or broken over up to three."""
    for begin in range(at, max(-1, at - 3), -1):
        if begin < at and (lines[begin].blank or lines[begin].depth != lines[at].depth):
            break
        joined = " ".join(line.text.strip() for line in lines[begin : at + 1])
        if header_words.wrote_line(joined):
            block = Block({"from": _who_wrote(joined)}, at + 1, lines[at].depth, "", lines=at + 1 - begin)
            return _Mark("attribution", begin, block)
    return None


def _who_wrote(line: str) -> str:
    """The sender of an attribution line, as `name <address>` as far as they are there."""
    at = line.find("@")
    if at < 0:
        return header_words.without_date(line.rstrip(" :：\u00a0"))
    opening = max(line.rfind("<", 0, at), line.rfind("(", 0, at), line.rfind("[", 0, at))
    box = mailbox(line[opening if opening >= 0 else line.rfind(" ", 0, at) + 1 :].partition(">")[0] + ">")
    before = line[: max(opening, 0)].rstrip()
    quoted = before.rfind('"', 0, len(before) - 1) if before.endswith('"') else before.rfind("«")
    name = before[quoted:] if quoted >= 0 else header_words.without_date(before)
    return f"{name.strip(chr(34) + '«» ' + chr(160))} <{box.address if box else ''}>"


def _standing(mark: _Mark, lines: list[Line], own: str, subject: str, headers_known: bool) -> bool | None:
    """True for a forward, False where it could be a reply, None for a reply."""
    said = prefix(subject).kind
    if said == "either":
        said = _whose_prefix(subject, mark.block.language)
    if mark.kind == "banner" or said == "forward":
        return True
    if said == "reply" or (own and _is_machines(mark, lines, own, subject)):
        return None
    if mark.kind == "attribution":
        return None if own else _stands_indented(lines, mark.block)
    if not own:
        return True
    inner = mark.block.headers.get("subject", "")
    if headers_known and subject.strip() and (inner == subject.strip() or prefix(inner).kind == "reply"):
        return False  # a mailing list took the "Re:" off
    return not header_words.signed_off(own)


def _is_machines(mark: _Mark, lines: list[Line], own: str, subject: str) -> bool:
    if is_bounce(own, subject):
        return True
    return mark.kind == "block" and lists_mails(lines, mark.block, subject)


def _stands_indented(lines: list[Line], block: Block) -> bool:
    """Outlook for Mac forwards below "On ... wrote:" with the body indented; a reply quotes it with ">"."""
    following = next((line for line in lines[block.end : block.end + 20] if not line.blank), None)
    return following is not None and following.depth == block.depth and following.text[:2].isspace()


def _whose_prefix(subject: str, language: str) -> str:
    """What a prefix such as "VS:" says in the language of the copied lines: "forward", "reply" or ""."""
    word = subject.partition(":")[0]
    for group in ("reply", "forward"):
        if language in header_words.languages_of(group, word):
            return group
    return ""


def _forward(lines: list[Line], mark: _Mark, own: str) -> Forward:
    block = mark.block
    body, after = _body(lines[block.end :], block)
    if block.one_line and not body:
        body = block.headers.get("subject", "")
    return Forward(
        sender=block.sender,
        subject=block.headers.get("subject", ""),
        date=block.headers.get("date", ""),
        to=block.to,
        reply_to=block.reply_to,
        text=body,
        comment=own,
        after=after,
        client=_client(mark, lines),
        language=block.language,
    )


def _body(lines: list[Line], block: Block) -> tuple[str, str]:
    """The body below the headers with its quote marks taken off, and what stands behind the quotation."""
    first = next((line for line in lines if not line.blank), None)
    depth = block.depth if block.depth else int(first is not None and first.depth > 0)
    stop = len(lines)
    if depth and first is not None and first.depth >= depth:
        stop = 1 + max(at for at, line in enumerate(lines) if line.depth >= depth)
    inside = [">" * (line.depth - depth) + " " * (line.depth > depth) + line.text.rstrip() for line in lines[:stop]]
    return _dedented(inside), _joined(lines[stop:])


def _dedented(lines: list[str]) -> str:
    filled = [line for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip(" ")) for line in filled), default=0)
    return "\n".join(line[margin:] for line in lines).strip("\n \t\u00a0")


def _client(mark: _Mark, lines: list[Line]) -> str:
    text = lines[mark.start].text
    if mark.kind == "attribution":
        return "outlook-2019-mac"
    if "[mailto:" in mark.block.headers.get("from", ""):
        return "outlook-2013"
    if mark.block.one_line:
        return "yahoo"
    if mark.kind == "block":
        return "outlook-live" if text.strip().startswith("____") else "outlook"
    if not mark.dashes:
        return "mailmate" if header_words.plain(text).startswith("forwarded message") else "apple-mail"
    if mark.kind == "original":
        return "ionos" if mark.dashes >= 10 else "outlook"
    return {5: "yahoo", 8: "thunderbird", 10: "gmail"}.get(mark.dashes, "")


def _innermost(found: Forward) -> Forward:
    """Go into forwards of forwards: the genuine suspect is the mail that nobody in the chain wrote."""
    while found.depth < DEPTH_LIMIT:
        lines = lines_of(found.text)
        mark = _first_mark(lines)
        if mark is None:
            break
        own = _joined(lines[: mark.start])
        again = mark.kind == "banner" or prefix(found.subject).kind == "forward"
        if mark.kind == "attribution" or not (again or (not own and mark.kind in {"block", "original"})):
            break
        inner = _forward(lines, mark, own)
        found = replace(
            inner,
            subject=inner.subject or without_forward_prefix(found.subject),
            comment="\n\n".join(part for part in (found.comment, own) if part),
            after="\n\n".join(part for part in (inner.after, found.after) if part),
            client=found.client,
            depth=found.depth + 1,
            forwarders=(*found.forwarders, found.sender) if found.sender else found.forwarders,
            announced=found.announced or mark.kind == "banner",
        )
    return found
