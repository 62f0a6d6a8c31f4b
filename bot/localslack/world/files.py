"""A file: its bytes, and the object that Slack shows of it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class File:
    """`body` is the file object; `parts` are further bytes behind a login (the attachments of a mail), by name."""

    id: str
    team_id: str
    name: str
    data: bytes
    body: dict[str, Any]
    user: str = ""
    channels: list[str] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    deleted: bool = False
    shared: bool = False  # uploaded by an app and not yet completed: False
