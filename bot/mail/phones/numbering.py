"""A number in its one international spelling (E.164), by the numbering plans that phonenumbers knows."""

from collections.abc import Sequence
from functools import lru_cache

# Numbers kept for stories and examples: phonenumbers calls most of them invalid.
# Ofcom "Telephone numbers for drama"; ARCEP 2018-0881; BNetzA "Drama numbers"; PTS fiction numbers; ACMA.
_FICTIONAL = {
    region: tuple(starts.split())
    for region, starts in {
        "GB": "0207946 07700900 01134960 01144960 01154960 01164960 01174960 01184960 01214960 01314960"
        " 01414960 01514960 01614960 01914980 01632960 02896496 02920180 08081570 09098790 03069990",
        "FR": "019900 026191 035301 046571 053649 063998",
        "DE": "03023125 06990009 04066969 022147 089999",
        "AU": "0255501 0370101 0491570 0755501 0855501",
        "SE": "031390 040628 08465004 0980319 0701740",
    }.items()
}


@lru_cache(maxsize=2048)
def e164(number: str, regions: Sequence[str]) -> str:
    """The number (digits, perhaps with a leading +) as +XXXXXXXXXXX, or its bare digits where no region fits.

    The first of the regions in which it is valid, else that whose fictional numbers it belongs to, else the
    first North American reading that is possible. Raises nothing.
    """
    digits = number.lstrip("+")
    if number.startswith("+") or (digits.startswith("00") and len(digits) > 9):
        return _possible("+" + digits.lstrip("0"), None) or digits
    for region, starts in _FICTIONAL.items():
        if region in regions and digits.startswith(starts):
            return _possible(digits, region) or digits
    if (len(digits) == 10 or (len(digits) == 11 and digits[0] == "1")) and digits[-7:-4] == "555" and "US" in regions:
        return "+1" + digits[-10:]
    for region in regions:
        if valid := _possible(digits, region, valid=True):
            return valid
    return digits


def possible_international(number: str) -> bool:
    """Whether +... can be dialled: a country code, and a length that its plan has."""
    return bool(_possible(number, None))


@lru_cache(maxsize=4096)
def _possible(number: str, region: str | None, valid: bool = False) -> str:
    """E.164 if the number has a possible length there (or, with `valid`, is really given out); else ""."""
    import phonenumbers  # 40 ms and many tables: only for a mail that has a number

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return ""
    fits = phonenumbers.is_valid_number(parsed) if valid else phonenumbers.is_possible_number(parsed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if fits else ""
