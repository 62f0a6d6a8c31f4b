"""When some tips matter most: `messages/seasons.toml`, with days that may differ between countries."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tomli

FILE = "seasons.toml"


@dataclass(frozen=True, slots=True)
class Season:
    """A part of the year, "MM-DD" to "MM-DD" with both days in it; it may go over New Year."""

    id: str
    begins: str
    ends: str
    countries: tuple[str, ...] = ()  # ISO codes in lower case; none: everywhere

    def active(self, day: date, country: str = "") -> bool:
        """Whether the day is in it, for somebody in this country ("us"; "" where it is not known)."""
        if self.countries and country.lower() not in self.countries:
            return False
        today = f"{day:%m-%d}"
        if self.begins <= self.ends:
            return self.begins <= today <= self.ends
        return today >= self.begins or today <= self.ends


class Seasons:
    """All seasons; several may share an id, one for each group of countries."""

    def __init__(self, seasons: tuple[Season, ...]) -> None:
        self.all = seasons
        self.ids = frozenset(one.id for one in seasons)

    @classmethod
    def load(cls, root: Path) -> "Seasons":
        data = tomli.loads((root / FILE).read_text("utf-8"))
        return cls(
            tuple(
                Season(one["id"], one["from"], one["to"], tuple(one.get("countries", ())))
                for one in data.get("season", ())
            )
        )

    def active(self, season_id: str, day: date, country: str = "") -> bool:
        """Whether the day is in a season of this id in this country."""
        return any(one.active(day, country) for one in self.all if one.id == season_id)
