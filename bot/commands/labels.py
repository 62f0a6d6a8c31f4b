"""Labelled mails for `evaluate`: tab-separated indexes with the columns path and label; the others are groups."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.commands.inputs import InputError

KINDS = {
    "scam": "scam",
    "phish": "scam",
    "genuine": "genuine",
    "spam": "unwanted",
    "unwanted": "unwanted",
    "unclear": "unclear",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of an index."""

    path: Path
    label: str  # "scam", "genuine", "unwanted", "unclear"
    groups: Mapping[str, str]


def labelled(index: Path, root: Path | None = None) -> Iterator[Labelled]:
    """The lines of an index; paths are relative to it or to `root`. Raises InputError with the line at fault."""
    try:
        lines = index.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The index {index} cannot be read: {error}.") from None
    header = lines[0].split("\t") if lines else []
    if not {"path", "label"} <= set(header):
        raise InputError(f"{index} needs the columns path and label, separated by tabs, named in its first line.")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        row = dict(zip(header, line.split("\t"), strict=False))
        label = KINDS.get(row.get("label", "").strip().lower())
        if label is None:
            raise InputError(
                f"{index}, line {number}: the label is {row.get('label')!r}; write one of {', '.join(KINDS)}."
            )
        groups = {key: value for key, value in row.items() if key not in ("path", "label")}
        yield Labelled((root or index.parent) / row["path"], label, groups)
