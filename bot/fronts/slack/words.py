"""The words on Slack's surfaces: `messages/<language>/slack.toml`, read once; English for each that is missing."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import tomli

from bot.library.content import content_root
from bot.library.replies import SOURCE_LANGUAGE


@cache
def words(language: str = SOURCE_LANGUAGE) -> Mapping[str, Any]:
    """The tables of slack.toml by name; every word that a language lacks comes from English."""
    root = content_root()
    found = tomli.loads((root / SOURCE_LANGUAGE / "slack.toml").read_text("utf-8"))
    own = root / language / "slack.toml"
    if language != SOURCE_LANGUAGE and language.isalnum() and own.is_file():
        return _merged(found, tomli.loads(own.read_text("utf-8")))
    return found


def _merged(english: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Key by key, in tables within tables, too; in the order of the English ones."""
    found = dict(english)
    for name, value in own.items():
        before = found.get(name)
        found[name] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return found
