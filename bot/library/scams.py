"""The kinds of scam, how each is recognised, and what to do about it: `messages/scams.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

from bot.library.content import content_root


@dataclass(frozen=True, slots=True)
class Scam:
    """One kind of scam. `signals` say how strongly each sign speaks for this kind."""

    id: str
    name: str  # "a fake order with a number to call"
    what: str  # what the scammer wants, in a sentence or two
    signals: Mapping[str, float] = field(default_factory=dict)
    do: tuple[str, ...] = ()  # what to do now, for somebody who has not acted yet
    avoid: str = ""  # what not to do, said beside the verdict
    done: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # "clicked", "paid", "called", "typed", "opened": steps
    check_first: tuple[str, ...] = ()  # "money", "code", "remote access", "bank details", "phone", "sign-in"


class Scams:
    """All kinds of scam, in the order of the file."""

    def __init__(self, scams: tuple[Scam, ...]) -> None:
        self.all = scams
        self._by_id = {scam.id: scam for scam in scams}

    @classmethod
    def load(cls, root: Path | None = None) -> "Scams":
        data = tomli.loads(((root or content_root()) / "scams.toml").read_text("utf-8"))
        return cls(tuple(_scam(one, data["steps"]) for one in data["scam"]))

    def get(self, scam_id: str) -> Scam | None:
        return self._by_id.get(scam_id)

    def likeliest(self, weights: Mapping[str, float]) -> Scam | None:
        """The kind for which the signals that were found (id -> log-odds) speak most; None when none speaks."""
        best, best_score = None, 0.0
        for scam in self.all:
            score = sum(
                share * max(weights.get(signal, 0.0), 0.2)
                for signal, share in scam.signals.items()
                if signal in weights
            )
            if score > best_score:
                best, best_score = scam, score
        return best


def _scam(data: dict[str, Any], steps: dict[str, list[str]]) -> Scam:
    return Scam(
        id=data["id"], name=data["name"], what=data["what"], avoid=data["avoid"], signals=data["signals"],
        do=tuple(data["do"]), check_first=tuple(data["check_first"]),
        done={act: tuple(steps[name]) for act, name in data["done"].items()},
    )  # fmt: skip
