"""Are the files about described situations in order? Each mistake with its place and what to write, as to an editor."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bot.library.patterns import PatternError, compiled
from bot.library.reporting import reporting_mistakes
from bot.library.situations import ACT, FILE
from bot.library.toml_table import toml_table

SOURCE_LANGUAGE = "en"
_KINDS = ("via-", "who-", "asks-", "says-", ACT)
_OTHERS = frozenset("frame report letter self you before-brand expected unexpected denied undone".split())

Complaint = tuple[str, str, str]
"""File, field, what to write instead."""


def situation_mistakes(root: Path) -> Iterator[Complaint]:
    """All mistakes in `situations.toml`, the one of the combinations and those of the languages."""
    named: set[str] = set()
    for path in sorted(root.glob(f"*/{FILE}")):
        file = f"{path.parent.name}/{FILE}"
        data = toml_table(path)
        if isinstance(data, str):
            yield file, "-", data
            continue
        if data.get("language") != path.parent.name:
            yield file, "language", f'write language = "{path.parent.name}", as the folder is called'
        concepts = data.get("concepts", {})
        yield from _concepts(file, concepts)
        named |= set(concepts) if path.parent.name == SOURCE_LANGUAGE else set()
    yield from _combinations(root, named)
    yield from _reasons(root, named)
    yield from reporting_mistakes(root)


def _concepts(file: str, concepts: dict[str, list[str]]) -> Iterator[Complaint]:
    for concept, patterns in concepts.items():
        field = f"concepts.{concept}"
        if not concept.startswith(_KINDS) and concept not in _OTHERS:
            yield file, field, f"begin the name with {', '.join(_KINDS)}, or use one of the names that English has"
        for pattern in patterns:
            if _nested(pattern):
                yield file, field, f"{pattern!r} has brackets within brackets: write the inner ones out"
                continue
            try:
                compiled(pattern)
            except PatternError as error:
                yield file, field, str(error)


def _nested(pattern: str) -> bool:
    depth = 0
    for char in pattern:
        depth += (char in "([") - (char in ")]")
        if depth > 1:
            return True
    return False


def _kinds_of_scam(root: Path) -> set[str]:
    data = toml_table(root / "scams.toml")
    return {one.get("id", "") for one in data.get("scam", ())} if isinstance(data, dict) else set()


def _combinations(root: Path, named: set[str]) -> Iterator[Complaint]:
    data = toml_table(root / FILE)
    if isinstance(data, str):
        yield FILE, "-", data
        return
    kinds = _kinds_of_scam(root)
    known = named | set(data.get("brands", {}).values())
    for place, one in enumerate(data.get("combination", ()), 1):
        field = f"combination {place} ({one.get('scam', '?')})"
        if one.get("scam") not in kinds:
            yield FILE, field, "write the id of a kind of scam from scams.toml"
        if not one.get("all"):
            yield FILE, field, 'write all = [["who-boss"], ["asks-gift-card"]]'
        for concept in {*chain(*one.get("all", ())), *one.get("unless", ())} - known:
            yield FILE, field, f"{concept!r} stands in no {SOURCE_LANGUAGE}/{FILE}; write one that does"
    for act, scam in data.get("steps_from", {}).items():
        if scam not in kinds:
            yield FILE, f"steps_from.{act}", "write the id of a kind of scam from scams.toml"


def _reasons(root: Path, named: set[str]) -> Iterator[Complaint]:
    """Every thing that may convict needs a sentence that says it to the person."""
    file = f"{SOURCE_LANGUAGE}/replies/situation.toml"
    data = toml_table(root / file)
    if isinstance(data, str):
        yield file, "-", data
        return
    kinds = _kinds_of_scam(root)
    for table in ("what", "avoid", "do"):
        for scam in sorted(set(data.get(table, {})) - kinds):
            yield file, f"{table}.{scam}", "write the id of a kind of scam from scams.toml"
    for concept in sorted(named - set(data.get("reasons", {}))):
        if concept.startswith(_KINDS) and not concept.startswith(ACT):
            yield file, f"reasons.{concept}", "is missing; write a short sentence that says it to the person"
