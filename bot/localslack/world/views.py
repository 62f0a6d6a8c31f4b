"""A modal or a home tab, as somebody sees it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class View:
    """`body` is the view object of Slack's payloads; `errors` what the app said about its inputs, by block_id."""

    body: dict[str, Any]
    user: str
    app_id: str
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""  # why the last submission came to nothing: "timeout"
    open: bool = True

    @property
    def id(self) -> str:
        return str(self.body["id"])

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.body.get("blocks", []))

    @property
    def title(self) -> str:
        return str((self.body.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id", ""))

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.body["state"]["values"])
