"""Can each kind of scam in `scams.toml` be told from the others? Checks its names and numbers, as for an editor."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.library.scams import POSES


def telling_mistakes(scam: Mapping[str, Any], names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The field and what to write, for each mistake in `needs` and `signals`; `names` are those that there are."""
    for name, points in _table(scam.get("signals")).items():
        if name not in names:
            yield f"signals.{name}", _unknown(name)
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            yield f"signals.{name}", "write a number above 0, like 1.5"
    needs = scam.get("needs", [])
    if not _lists_of_names(needs):
        yield "needs", 'must look like [["gift-cards-asked"], ["secrecy-asked", "no-calls"]]'
        return
    for name in dict.fromkeys(name for group in needs for name in group):
        if name not in names:
            yield f"needs.{name}", _unknown(name)
    if needs and not any(name in _table(scam.get("signals")) for group in needs for name in group):
        yield "signals", "give at least one of the names in needs a number, or it can win without what it needs"


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _lists_of_names(needs: Any) -> bool:
    return isinstance(needs, list) and all(
        isinstance(group, list) and group and all(isinstance(name, str) for name in group) for group in needs
    )


def _unknown(name: str) -> str:
    if name.startswith(POSES):
        return f"brands.toml has no such kind; write {POSES}bank or another of its kinds"
    return "there is no such signal; see `legitbot explain`"
