"""A file of messages/ as whoever checks it reads it: its content, or what to do about it."""

from pathlib import Path
from typing import Any

import tomli


def toml_table(path: Path) -> dict[str, Any] | str:
    """A file's content; or what to do about it, where it cannot be read."""
    try:
        return tomli.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return "the file is missing; put it back"
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        return f"this is not readable as TOML ({error})"
