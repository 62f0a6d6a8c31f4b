"""Content-Transfer-Encoding (RFC 2045 6), read as mail clients read it: damage is no reason to give up.

A lure is often hidden behind damage that a client repairs and a strict reader rejects.
"""

import binascii
import re

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(sorted(set(range(256)) - set(_BASE64 + b"=")))
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\s\x00]")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_MANY_SEGMENTS = 1000


def transferred(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The bytes behind a transfer encoding, and what was wrong with it ("" when nothing was).

    An unknown encoding is taken as none at all, as clients do.
    """
    kind = encoding.strip().strip("\"'").lower()
    if kind == "base64":
        return from_base64(data)
    if kind == "quoted-printable":
        return binascii.a2b_qp(data), ""
    if kind in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _from_uuencode(data)
    return data, "" if kind in {"", "7bit", "8bit", "binary"} else "unknown transfer encoding"


def from_base64(data: bytes) -> tuple[bytes, str]:
    """Base64 with anything wrong in it: foreign characters, wrong or early padding, text below it.

    Readable text that follows the encoding (a list's footer, or a lure) is kept as it stands.
    """
    foreign = _FOREIGN.search(data)
    if foreign is None:
        return _joined(data.translate(None, _NOT_BASE64))
    start = data.rfind(b"\n", 0, foreign.start()) + 1
    rest = data[start:]
    if b" " in rest.strip()[:200]:
        return _joined(data[:start].translate(None, _NOT_BASE64))[0] + b"\n" + rest, "broken base64"
    return _joined(data.translate(_URL_SAFE, _foreign_bytes(data)))[0], "broken base64"


def _foreign_bytes(data: bytes) -> bytes:
    """What to drop: in the URL-safe alphabet (which has - and _ and neither + nor /) those two are digits."""
    if b"+" in data or b"/" in data:
        return _NOT_BASE64
    return bytes(one for one in _NOT_BASE64 if one not in b"-_")


def _joined(letters: bytes) -> tuple[bytes, str]:
    """Decode letters of the alphabet; padding in the middle starts a new run, as most decoders have it."""
    runs = [run for run in letters.split(b"=", _MANY_SEGMENTS) if run]
    if len(runs) > 1:
        runs = [run.replace(b"=", b"") for run in runs]
    cut = any(len(run) % 4 == 1 for run in runs)
    whole = b"".join(binascii.a2b_base64(_padded(run)) for run in runs)
    short = len(letters) % 4 != 0
    return whole, "broken base64" if cut or short or len(runs) > 1 else ""


def _padded(run: bytes) -> bytes:
    over = len(run) % 4
    if over == 1:
        return run[:-1]
    return run + b"=" * (4 - over if over else 0)


def _from_uuencode(data: bytes) -> tuple[bytes, str]:
    out: list[bytes] = []
    broken = ""
    started = not re.search(rb"(?m)^begin ", data)
    for line in data.splitlines():
        if not started:
            started = line.startswith(b"begin ")
            continue
        if line.strip() in {b"end", b"`", b""}:
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            broken = "broken uuencode"
            out.append(_short_uu_line(line))
    return b"".join(out), broken


def _short_uu_line(line: bytes) -> bytes:
    """A line whose length byte lies; the workaround is the one in the standard library's `uu`."""
    try:
        return binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3])
    except binascii.Error:
        return b""
