"""What stands around a rule: its time zone, the hours in which nothing is sent, the public holidays of a country."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class ZoneUnknown(Exception):
    """No such time zone here: it was misspelt, renamed, or taken out of the list of zones."""

    def __init__(self, zone: str) -> None:
        super().__init__(f"The time zone {zone[:60]!r} is not known here: choose another, for example Europe/Berlin.")
        self.zone = zone


class CountryUnknown(Exception):
    """No public holidays are known for this country or this part of it."""

    def __init__(self, country: str) -> None:
        super().__init__(f"No holidays are known for {country[:60]!r}: write it as in DE, or DE-BY for a part.")
        self.country = country


@dataclass(frozen=True, slots=True)
class Calendar:
    """The surroundings of one subscription. Names are looked up when they are needed, see `checked`."""

    zone: str = "UTC"  # IANA: "Europe/Berlin"
    quiet: tuple[time, time] | None = None  # nothing is sent from the first until the second; may wrap over midnight
    country: str = ""  # whose holidays are free: "DE", "DE-BY"; "" is none
    since: date | None = None  # the first of its days from here on begins "every other week"

    def checked(self) -> "Calendar":
        """Itself. Raises `ZoneUnknown` or `CountryUnknown`, as everything that computes with it would."""
        zone(self.zone)
        holidays(self.country, 2026)
        return self


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises `ZoneUnknown`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as missing:
        raise ZoneUnknown(name) from missing


@lru_cache(maxsize=2048)
def holidays(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country ("DE") or a part of it ("DE-BY") in a year. Raises `CountryUnknown`."""
    if not country:
        return frozenset()
    from holidays import country_holidays  # slow to import, and few need it

    name, _, part = country.upper().partition("-")
    try:
        return frozenset(day for day in country_holidays(name, subdiv=part or None, years=year) if day.year == year)
    except (NotImplementedError, KeyError, AttributeError) as unknown:
        raise CountryUnknown(country) from unknown


def utc(local: datetime, place: ZoneInfo) -> datetime:
    """The moment at which clocks of a zone show a time; the first, where they show it twice.

    Where they never do because they are put forward, the first moment after the gap.
    """
    moment = local.replace(tzinfo=place, fold=0).astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None, fold=0) == local:
        return moment
    return _end_of_gap(local, place)


def _end_of_gap(local: datetime, place: ZoneInfo) -> datetime:
    """Clocks change between the two readings of the missing time, so halve that span down to a second."""
    early, late = (local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (1, 0))
    after = late.astimezone(place).utcoffset()
    low, high = int(early.timestamp()), int(late.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, place).utcoffset() == after:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)
