"""Header values out of their encodings: folding, RFC 2047 words, RFC 2231 parameters; broken ones too."""

import re
from binascii import a2b_qp
from urllib.parse import unquote_to_bytes

from bot.mail.charset import decoded
from bot.mail.transfer import from_base64

LONGEST = 65_536  # characters of one header value that are looked at
_MOST_PARAMETERS = 100

_FOLD = re.compile(r"\r?\n[ \t]*|\r")
_PARAMETER = re.compile(r""";\s*([^\s=;"]{1,80}?)\s*=\s*("(?:[^"\\]|\\.)*+"|[^;]*)""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def unfolded(value: str) -> str:
    """A value on one line, RFC 5322 2.2.3."""
    return _FOLD.sub(" ", value).strip() if "\n" in value or "\r" in value else value.strip()


def header_text(raw: bytes) -> str:
    """A raw value as text: unfolded, 8-bit bytes as UTF-8 or else Windows-1252, words still encoded."""
    return unfolded(decoded(raw[:LONGEST]))


def words_decoded(value: str) -> str:
    """RFC 2047 encoded words decoded, the broken ones too; text without any comes back as it is.

    Adjacent words of one charset are joined before decoding, because senders cut characters in half.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    run: list[bytes] = []
    charset = ""
    for gap, name, data in _encoded_words(value):
        if run and (gap.strip() or name != charset):
            out.append(decoded(b"".join(run), charset))
            run = []
        if gap.strip() or (gap and not run and not out) or (gap and name is None):
            out.append(gap)
        charset = name or ""
        if name is not None:
            run.append(data)
    if run:
        out.append(decoded(b"".join(run), charset))
    return _FOLD.sub(" ", "".join(out))


def _encoded_words(value: str) -> list[tuple[str, str | None, bytes]]:
    """(text before it, charset, bytes) for each encoded word; the text after the last has no charset."""
    found: list[tuple[str, str | None, bytes]] = []
    done = start = 0
    while (start := value.find("=?", start)) >= 0:
        charset_end = value.find("?", start + 2, start + 66)
        kind = value[charset_end + 1 : charset_end + 3].lower() if charset_end > 0 else ""
        if kind not in {"b?", "q?"}:
            start += 2
            continue
        text_start = charset_end + 3
        end = value.find("?=", text_start)
        text = value[text_start : end if end >= 0 else len(value)]
        charset = value[start + 2 : charset_end].partition("*")[0].lower()
        found.append((value[done:start], charset, _word_bytes(kind[0], text)))
        done = start = end + 2 if end >= 0 else len(value)
    found.append((value[done:], None, b""))
    return found


def _word_bytes(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    return from_base64(raw)[0] if kind == "b" else a2b_qp(raw.replace(b" ", b"_"), header=True)


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A structured value in lower case and its parameters, RFC 2045 5.1; RFC 2231 and 2047 decoded."""
    main = value.partition(";")[0].strip().lower()
    if ";" not in value:
        return main, {}
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for count, found in enumerate(_PARAMETER.finditer(value[:LONGEST])):
        if count >= _MOST_PARAMETERS:
            break
        name, text = found.group(1).lower(), _unquoted(found.group(2).strip())
        base, star, index = name.partition("*")
        if not star:
            plain.setdefault(name, words_decoded(text))
        elif index.rstrip("*").isdecimal() or not index:
            number = int(index.rstrip("*")[:4] or 0)
            pieces.setdefault(base, {})[number] = (text, not index or index.endswith("*"))
    # RFC 6266 4.3 and RFC 2231: the extended form is the better one where both stand.
    return main, plain | {name: _extended(parts) for name, parts in pieces.items()}


def _unquoted(text: str) -> str:
    if text.startswith('"'):
        text = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
        return _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return text


def _extended(parts: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231 3 and 4: the numbered pieces of a parameter, joined and decoded."""
    charset = ""
    whole: list[bytes] = []
    for number, (text, encoded) in sorted(parts.items()):
        if number == min(parts) and encoded and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        whole.append(unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace"))
    return words_decoded(decoded(b"".join(whole), charset or None))
