"""What an editor of the content is told: the file, the field, and what to write there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something to put right."""

    file: str
    field: str
    write: str  # what to write instead

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.write}"
