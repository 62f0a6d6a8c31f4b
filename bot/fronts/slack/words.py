"""The words on Slack's surfaces: `messages/<language>/slack.toml`, read once; English where a language has none."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import tomli

from bot.library.content import content_root
from bot.library.replies import SOURCE_LANGUAGE


@cache
def words(language: str = SOURCE_LANGUAGE) -> Mapping[str, Any]:
    """The tables of slack.toml by name; a table that a language lacks comes from English."""
    root = content_root()
    found = tomli.loads((root / SOURCE_LANGUAGE / "slack.toml").read_text("utf-8"))
    own = root / language / "slack.toml"
    if language != SOURCE_LANGUAGE and language.isalnum() and own.is_file():
        for name, table in tomli.loads(own.read_text("utf-8")).items():
            found[name] = found.get(name, {}) | table if isinstance(table, dict) else table
    return found
