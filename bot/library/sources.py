"""Where what a tip says comes from, and when it was last read there: `messages/sources.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tomli

FILE = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A page that anybody can read for themselves."""

    id: str
    title: str
    by: str  # its publisher
    url: str
    checked: date


def sources(root: Path) -> Mapping[str, Source]:
    """The sources by id."""
    data = tomli.loads((root / FILE).read_text("utf-8"))
    return {
        one["id"]: Source(one["id"], one["title"], one["by"], one["url"], one["checked"])
        for one in data.get("source", ())
    }
