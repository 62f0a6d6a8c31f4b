"""Where to report a scam (`messages/reporting.toml`), and the steps that kinds of scam share (`scams.toml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import tomli


@dataclass(frozen=True, slots=True)
class Region:
    """Who helps in a country, or beside a brand."""

    id: str
    name: str
    do: tuple[str, ...]
    checked: date  # when its source was last read


@cache
def regions(root: Path) -> Mapping[str, Region]:
    """The regions by id ("gb", "amazon")."""
    data = tomli.loads((root / "reporting.toml").read_text("utf-8"))
    return {one["id"]: Region(one["id"], one["name"], tuple(one["do"]), one["checked"]) for one in data["region"]}


@cache
def steps(root: Path) -> Mapping[str, tuple[str, ...]]:
    """The lists of steps that scams share, by name ("clicked", "card")."""
    data = tomli.loads((root / "scams.toml").read_text("utf-8"))
    return {name: tuple(lines) for name, lines in data["steps"].items()}
