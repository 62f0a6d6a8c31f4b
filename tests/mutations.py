"""Mails broken in the ways in which attackers and bad software break them; the same ones for the same seed."""

import random
from collections.abc import Callable, Iterator, Sequence

_HOSTILE = (
    b"\x00", b"\r", b"\n\n", b"\xff\xfe", b"\x1b[31m", b"=?utf-8?B?", b"?=", b"=?x-none?q?=ff?=", b"--", b"<", b"<!--", b"]]>",
    b"<style>*{display:none}", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"Content-Type: multipart/mixed; boundary=\"--\"\n", b"%00", b"&#x0;",
    b"Content-Transfer-Encoding: base64\n", b"charset=utf-7", b"filename*=utf-8''%ff", b"From: ", b"> > > > ", b"http://[::1", b"://",
    b"\xf0\x9f\x92\xa9", b"{{ 7*7 }}", b"{% for x in y %}", b"\xee\x80\x80\x30\xee\x80\x81", b"PK\x03\x04", b"%PDF-1.7", b"BEGIN:VCALENDAR\n",
)  # fmt: skip


def mutations(mails: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """`count` broken versions of the mails, each broken in one to four places."""
    chance = random.Random(seed)
    for _ in range(count):
        mail = chance.choice(mails)
        for _ in range(chance.randint(1, 4)):
            mail = chance.choice(_WAYS)(mail, chance)
        yield mail


def _place(mail: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(mail) + 1)
    return start, min(len(mail), start + chance.randint(1, 200))


def _flipped(mail: bytes, chance: random.Random) -> bytes:
    broken = bytearray(mail)
    for _ in range(min(len(broken), chance.randint(1, 30))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _cut_out(mail: bytes, chance: random.Random) -> bytes:
    start, end = _place(mail, chance)
    return mail[:start] + mail[end:]


def _doubled(mail: bytes, chance: random.Random) -> bytes:
    start, end = _place(mail, chance)
    return mail[:end] + mail[start:end] * chance.randint(1, 20) + mail[end:]


def _ended_early(mail: bytes, chance: random.Random) -> bytes:
    return mail[: chance.randrange(len(mail) + 1)]


def _poisoned(mail: bytes, chance: random.Random) -> bytes:
    start, _ = _place(mail, chance)
    return mail[:start] + chance.choice(_HOSTILE) * chance.randint(1, 8) + mail[start:]


def _shuffled(mail: bytes, chance: random.Random) -> bytes:
    lines = mail.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped,
    _cut_out,
    _doubled,
    _ended_early,
    _poisoned,
    _shuffled,
)
