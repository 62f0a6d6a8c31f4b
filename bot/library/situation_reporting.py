"""Where a scam is reported, by region: `messages/reporting.toml`."""

from functools import lru_cache
from pathlib import Path

import tomli


@lru_cache(maxsize=4)
def reporting_lines(root: Path) -> dict[str, tuple[str, ...]]:
    """The steps of each region, by its id ("gb")."""
    data = tomli.loads((root / "reporting.toml").read_text("utf-8"))
    return {region["id"]: tuple(region["do"]) for region in data["region"]}
