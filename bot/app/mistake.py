"""Something in the settings that is to be put right."""

from dataclasses import dataclass

from bot.library.hiding import without_tokens


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where it stands ("" where the sentence says it all), and what to write; printed, it repeats no secret."""

    at: str
    write: str

    def __str__(self) -> str:
        sentence = without_tokens(f"{self.at}: {self.write}" if self.at else self.write)
        return sentence if sentence.endswith((".", "?")) else f"{sentence}."
