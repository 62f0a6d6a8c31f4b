"""Links in plain text: as mail programs make them clickable, and as people write them so that they are not.

Also the notations in which copied text keeps links: `Text <https://...>`, `[Text](https://...)` and Slack's
`<https://...|Text>`.
"""

import re
from collections.abc import Iterator

from bot.mail.email import Link
from bot.mail.organisation import has_known_ending, organisation
from bot.mail.redirectors import real_target

MOST_LINKS = 5_000
_LONGEST = 4_000  # characters of one address
_SHOWN_BEFORE = 120  # characters before `<https://...>` that may be its text

_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))"
_COLON = r"(?::|\[:\]|：)"
_CJK = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef"  # text that follows an address without a space
_LABEL = r"[^\W_](?:[\w-]{0,62})"
# Every repetition is bounded or possessive, and a bare domain is tried only where a word begins.
_LINK = re.compile(
    rf"""
    (?P<scheme>(?<![a-z0-9])(?:h(?:tt|xx|\*\*)ps?|ftp){_COLON}(?://|\[//\]|\\\\){{1,2}}[^\s<>"'`|/?\#]{{1,255}}
        (?:[/?\#][^\s<>"'`|{_CJK}]{{0,{_LONGEST}}})?)
    | (?P<bare>(?<![\w@./:\\=&%?#+-])(?:www\d?{_DOT})?(?:{_LABEL}{_DOT}){{1,8}}
        (?P<ending>xn--[a-z0-9-]{{2,59}}|[^\W\d_]{{2,24}})(?![\w@])(?P<port>:\d{{2,5}}(?!\d))?(?P<path>[/?\#][^\s<>"'`|{_CJK}]{{0,{_LONGEST}}})?)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HINT = re.compile(r"\.(?=[^\W\d])|[:\])}：](?=[\w/\[\\])|\[(?=[.:d])")
_GAP = re.compile(r"[\s<>|]")
_BETWEEN = " \n\t\r\xa0<>|"
_LONGEST_WORD = 600  # characters before the first dot
_DEFANGED = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[:\]|：|\[//\]", re.IGNORECASE)
_PLAIN = {"[:]": ":", "：": ":", "[//]": "//"}
_SENTENCE_END = re.compile(r"[.!?:>|]\s|[>\]|]|[。！？]")
_END_MARKS = ".,;:!?'\"*_~…。、，！？；：»”’"
_CLOSING = {")": "(", "]": "[", "}": "{", "）": "（", "」": "「", "】": "【"}
_FILE_ENDINGS = frozenset("zip mov md py sh rs ps js ts cs vb pm doc bat cab bin".split())
"""Top-level domains that are at least as often the end of a file name."""
_RESERVED = frozenset({"example", "test", "invalid", "localhost", "onion"})


def links_in_text(text: str, where: str = "body") -> tuple[Link, ...]:
    """The links of a plain text in reading order, at most 5,000; `written` keeps the text's own spelling.

    E-mail addresses are no links. Linear in the length of the text; never raises.
    """
    if "." not in text and "://" not in text and "dot" not in text:
        return ()
    found: list[Link] = []
    for match in _candidates(text):
        if len(found) >= MOST_LINKS:
            break
        written = _trimmed(match[0])
        if match["bare"] and not _is_address(match, written):
            continue
        if "@" in written.partition("/")[0] and not match["scheme"]:
            continue
        target, services = real_target(_clickable(written))
        shown = _shown(text, match.start(), match.start() + len(written), written)
        found.append(Link(shown, written, target, where, services))
    return tuple(found)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """What may be a link, looked for only in words with a dot, a slash or a bracket inside: that is quick."""
    at = 0
    while hint := _HINT.search(text, at):
        start = max(at, hint.start() - _LONGEST_WORD)
        before = text[start : hint.start()]
        start += max(before.rfind(one) for one in _BETWEEN) + 1
        gap = _GAP.search(text, hint.end())
        end = gap.start() if gap else len(text)
        yield from _LINK.finditer(text, start, end)
        at = end


def _is_address(match: re.Match[str], written: str) -> bool:
    """Is a name with dots in it an address, and not a file name or two sentences without a space?"""
    ending = match["ending"].lower()
    if not (has_known_ending(ending) or ending in _RESERVED) and not ending.startswith("xn--"):
        return False
    if written[:4].lower() == "www." or (match["path"] and len(match["path"]) > 1) or match["port"]:
        return True
    if _DEFANGED.search(written):
        return True
    name = match["bare"]
    last = match["ending"]
    same_case = last.islower() or name.isupper()
    is_file = ending in _FILE_ENDINGS and written.count(".") == 1
    return same_case and not is_file and not name.partition(".")[0].isdigit()


def _trimmed(written: str) -> str:
    """Without the punctuation that belongs to the sentence, and without a bracket that was opened before."""
    end = len(written)
    opened = {bracket: written.count(_CLOSING[bracket]) - written.count(bracket) for bracket in _CLOSING}
    while end:
        last = written[end - 1]
        if last in _CLOSING and opened[last] < 0:
            opened[last] += 1
        elif last not in _END_MARKS:
            break
        end -= 1
    return written[:end]


def _clickable(written: str) -> str:
    """The address as a browser takes it: not defanged, and with a scheme."""
    address = _DEFANGED.sub(lambda match: _PLAIN.get(match[0], "."), written)
    head = address[:8].lower()
    if head.startswith(("hxxp", "h**p")):
        return "http" + address[4:]
    return address if "://" in address[:8] or head.startswith(("http:", "https:")) else f"http://{address}"


def _shown(text: str, start: int, end: int, written: str) -> str:
    """The text that stands for the address, in the notations that have one; else the address itself."""
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if before.endswith("<") and after == "|":  # Slack
        return text[end + 1 : end + 201].partition(">")[0].strip()
    if before == "](":  # Markdown
        label = text[max(0, start - 2 - _SHOWN_BEFORE) : start - 2]
        return label.rpartition("[")[2].strip()
    if before.endswith("<") and after == ">":  # Outlook and Gmail
        line = text[max(0, start - 1 - _SHOWN_BEFORE) : start - 1].rpartition("\n")[2]
        return _SENTENCE_END.split(line)[-1].strip()
    return written


def organisation_of_text(text: str) -> str:
    """The organisation whose address a link's text shows ("www.bank.example/login"), or ""."""
    match = _LINK.search(text.strip()[:_LONGEST])
    if match is None or (match["bare"] and not _is_address(match, _trimmed(match[0]))):
        return ""
    from bot.mail.address import host_of

    host = host_of(_clickable(_trimmed(match[0])))
    return organisation(host) if host else ""
