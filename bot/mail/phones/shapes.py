"""Which groups of digits can be a phone number: the ways in which people write them, country by country.

Order numbers, dates, cards and account numbers are groups of digits too, so a shape counts only as far as the
words around it allow. Sources: ITU-T E.123 and E.164, and the national numbering plans.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.mail.fold import INVISIBLE
from bot.mail.phones.context import Context

_GROUP = re.compile(r"\d+")
_INVISIBLE = re.compile(f"[{INVISIBLE}\u20e3]+")
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"""
    (?<!\d)(?:
        \d{{1,2}}([./-])\d{{1,2}}\1(?:19|20)?\d\d | \d\d\ \d\d\ {_YEAR}  # 31.12.2024, 12/31/24, 31 12 2024
        | {_YEAR}([./-]?)(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])  # 2024-12-31, 20241231
        | (?:0?[1-9]|1[0-2])[./-]{_YEAR} | (?:1\d|20)\d\d\s?[-–/]\s?(?:1\d|20)\d\d  # 12/2024, 1996-2025
    )(?!\d)
    """,
    re.VERBOSE,
)
_QUAD = re.compile(r"(?<!\d)(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?!\d)")
_TIMES = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])\.[0-5]\d\s?[-–/]\s?(?:[01]?\d|2[0-3])\.[0-5]\d(?!\d)")
_NANP = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_FIXED = {  # sizes of the groups, with no trunk 0 and no country code before them
    tuple(map(int, sizes.split("-")))
    for sizes in """
        1-4-4 2-2-2-2 2-2-2-2-2 2-3-2-2 2-3-4 2-4-4 2-5-4 3-2-2-2 3-3-2-2 3-3-3 3-4-3 3-4-4 3-6 3-7
        4-2-2-2 4-2-3 4-3-3 4-3-4 4-4 4-6 5-4 5-5 6-4
    """.split()
}


def looks_dialled(run: str, context: Context) -> bool:
    """Can this run of digits and separators, as a whole, be a phone number where it stands?"""
    run = _INVISIBLE.sub("", run)
    sizes = tuple(len(one) for one in _GROUP.findall(run))
    digits = "".join(_GROUP.findall(run))
    if not 7 <= len(digits) <= 15 or context is Context.NOT:
        return False
    if sizes[0] == 1 and digits[0] == "0" and len(sizes) > 2:  # (0)20 7946 0123
        sizes = (1 + sizes[1], *sizes[2:])
    announced = context is Context.CALL
    if len(set(digits)) == 1 or _DATE.search(run) or _QUAD.search(run) or _TIMES.search(run):
        return False
    if run.lstrip("( ").startswith("+"):
        return len(digits) >= 8
    if len(sizes) >= len(digits) - 1 and len(sizes) > 6:
        return _spaced_out(digits)
    if len(sizes) == 1:
        return announced and _unbroken(digits)
    if _north_american(sizes, digits, run):
        return True
    if digits[0] == "0":
        return _with_trunk_zero(sizes, digits, run, announced)
    return _national(sizes, digits, run, context)


def _spaced_out(digits: str) -> bool:
    """8 0 3 5 5 5 0 1 4 2, but not a scale from 0 to 9."""
    if digits in "01234567891011121314":
        return False
    steps = {(ord(two) - ord(one)) for one, two in pairwise(digits)}
    return 9 <= len(digits) <= 13 and len(steps) > 2


def _unbroken(digits: str) -> bool:
    return bool(_NANP.fullmatch(digits)) or (8 <= len(digits) <= 13 and not digits.startswith(("19", "20")))


def _north_american(sizes: tuple[int, ...], digits: str, run: str) -> bool:
    """(803) 555-0142, 1-803-555-0142, 803.555.0142."""
    if not _NANP.fullmatch(digits):
        return False
    if len(digits) == 11 and sizes[0] == 1:
        sizes = sizes[1:]
    elif len(digits) == 11:
        return False
    return sizes == (3, 3, 4) or (sizes in {(3, 7), (3, 4, 3)} and "(" in run)


def _with_trunk_zero(sizes: tuple[int, ...], digits: str, run: str, announced: bool) -> bool:
    """020 7946 0123, 030/23125-123, 01 99 00 12 34, 0800 000 0000; 0044 20 ..."""
    if digits[1] == "0":
        return len(digits) >= 10 and (announced or len(sizes) >= 3) and digits[2] != "0"
    if not 9 <= len(digits) <= 12:
        return len(digits) == 8 and sizes == (4, 4) and digits[1] in "89"
    if set(sizes) == {2}:
        between = {one.strip() for one in _GROUP.split(run)[1:-1]}
        return len(sizes) == 5 and len(between) == 1
    if not 2 <= sizes[0] <= 6 or max(sizes[1:]) > 8 or (min(sizes[1:]) < 2 and not announced):
        return False
    return announced or sizes[-1] >= 2


def _national(sizes: tuple[int, ...], digits: str, run: str, context: Context) -> bool:
    if "(" in run and ")" in run and 9 <= len(digits) <= 12:  # (11) 91234-5678
        return context is not Context.OTHER and len(sizes) >= 3
    if digits.startswith(("1800", "1300", "1850", "1890")) and sizes in {(4, 3, 3), (4, 3, 4), (4, 6)}:
        return True
    if context is not Context.CALL:
        return False
    if sizes in _FIXED or (digits[0] == "1" and sizes[0] == 1 and sizes[1:] in _FIXED):
        return True
    return 8 <= len(digits) <= 13 and 2 <= len(sizes) <= 6 and max(sizes) <= 7


_STRONG = re.compile(
    r"""
    \+\(?\d{1,3}\)?(?:[\s.()/_~*|•·-]{0,3}\d{1,12}){1,7}
    | (?<!\d)(?<!\d[-./])(?:1[-. ]{1,2})?\(?[2-9]\d\d(?:\)[-. ]{0,2}|[-. ]{1,2})
      [2-9]\d\d[-. ]{1,2}\d{4}(?![-./]?\d)
    | (?<!\d)(?<!\d[-./])\(?0[1-9]\d{0,4}\)?(?:[ )/-]{1,2}\d{2,8}){1,4}(?![-./]?\d)
    """,
    re.VERBOSE,
)
_BEFORE_SPACE = re.compile(r"\d(?=\s|$)")


def strong_parts(run: str) -> Iterator[tuple[int, int]]:
    """Where, inside a longer run of digits, a number stands that its form alone gives away."""
    return (match.span() for match in _STRONG.finditer(run))


def prefixes(run: str) -> list[str]:
    """The run, and the run without its last words: of "+44 20 7946 0123 24/7" also "+44 20 7946 0123"."""
    ends = [match.end() for match in _BEFORE_SPACE.finditer(run)]
    return [run[:end] for end in reversed(ends[:8])]
