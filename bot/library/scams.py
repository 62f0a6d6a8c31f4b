"""The kinds of scam, how each is recognised, and what to do about it: `messages/scams.toml`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

from bot.library.content import content_root

POSES = "poses:"  # begins the names that say as which kind of firm a mail poses


@dataclass(frozen=True, slots=True)
class Scam:
    """One kind of scam. `needs` say what it asks for or plays on, `signals` how strongly each sign speaks for it.

    A name is that of a signal, or "poses:KIND" with a kind of brands.toml: the mail poses as such a firm.
    """

    id: str
    name: str  # "a fake order with a number to call"
    what: str  # what the scammer wants, in a sentence or two
    signals: Mapping[str, float] = field(default_factory=dict)
    needs: tuple[frozenset[str], ...] = ()  # without one of each group it is not this kind
    do: tuple[str, ...] = ()  # what to do now, for somebody who has not acted yet
    avoid: str = ""  # what not to do, said beside the verdict
    done: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # "clicked", "paid", "called", "typed", "opened": steps
    check_first: tuple[str, ...] = ()  # "money", "code", "remote access", "bank details", "phone", "sign-in"

    def can_be(self, clues: Collection[str]) -> bool:
        """Whether everything is there without which it would not be this kind."""
        return all(not group.isdisjoint(clues) for group in self.needs)

    def points(self, clues: Mapping[str, float]) -> float:
        """How much the clues (name -> strength) speak for this kind."""
        return sum(share * clues[name] for name, share in self.signals.items() if name in clues)


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

    def likeliest(self, clues: Mapping[str, float], among: Collection[str] = ()) -> Scam | None:
        """The kind for which the clues (name -> strength) speak most, of those that it can be; None when none speaks.

        `among` are the ids to choose from; where it can be none of these, all others are looked at.
        """
        possible = [scam for scam in self.all if scam.can_be(clues)]
        chosen = [scam for scam in possible if scam.id in among] or possible
        best = max(chosen, key=lambda scam: scam.points(clues), default=None)
        return best if best and best.points(clues) > 0 else None


def _scam(data: dict[str, Any], steps: dict[str, list[str]]) -> Scam:
    return Scam(
        id=data["id"], name=data["name"], what=data["what"], avoid=data["avoid"], signals=data["signals"],
        needs=tuple(frozenset(group) for group in data.get("needs", ())),
        do=tuple(data["do"]), check_first=tuple(data["check_first"]),
        done={act: tuple(steps[name]) for act, name in data["done"].items()},
    )  # fmt: skip
