"""Where a person is, as far as their clock tells: who helps with a scam differs from country to country."""

from functools import cache
from pathlib import Path

import tomli

from bot.library.content import content_root


def region_of(zone: str, locale: str) -> str:
    """The region's id ("gb") for a time zone ("Europe/London"), else for a locale ("en-GB"); "" where we know none.

    The zone comes first: "en-US" is what many programs say when nobody told them anything.
    """
    if zone:
        return next((id_ for id_, zones in _zones(content_root()) if zone.startswith(zones)), "")
    country = locale.replace("_", "-").rpartition("-")[2].lower() if len(locale) > 2 else ""
    return next((id_ for id_, _ in _zones(content_root()) if id_ == country), "")


@cache
def _zones(root: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    data = tomli.loads((root / "reporting.toml").read_text("utf-8"))
    return tuple((one["id"], tuple(one["zones"])) for one in data["region"] if "zones" in one)
