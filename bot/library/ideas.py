"""What questions are there to teach (`messages/ideas.toml`), and the cues of a mail (`messages/cues.toml`)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.library.languages import SOURCE_LANGUAGE, spoken
from bot.library.mistake import Mistake
from bot.library.toml_table import toml_table

FILE, CUES, WORDS = "ideas.toml", "cues.toml", "quizzes.toml"


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing to learn. Memory is kept by idea, so that what was missed comes back in other words."""

    id: str
    topic: str
    names: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)  # by language

    def name(self, language: str = SOURCE_LANGUAGE) -> str:
        """What people call it, in this language or in English."""
        return self.names.get(spoken(language, self.names)) or self.id


def ideas(root: Path) -> dict[str, Idea]:
    """The ideas by id, in the order of the file; what cannot be read is left out, and told by `idea_mistakes`."""
    names = {path.parent.name: _section(toml_table(path), "ideas") for path in sorted(root.glob(f"*/{WORDS}"))}
    return {
        (id := one["id"]): Idea(id, one["topic"], {each: said[id] for each, said in names.items() if id in said})
        for one in _tables(root / FILE, "idea")
        if isinstance(one.get("id"), str) and isinstance(one.get("topic"), str)
    }


def cues(root: Path) -> dict[str, str]:
    """What each cue means, by id."""
    return {str(one["id"]): str(one.get("means", "")) for one in _tables(root / CUES, "cue") if "id" in one}


def idea_mistakes(root: Path, topics: Collection[str]) -> list[Mistake]:
    """What is wrong with the two tables, and with the names for people."""
    found = [
        Mistake(file, "-", data) for file in (FILE, CUES) if isinstance(data := toml_table(root / file), str)
    ]  # fmt: skip
    known = ideas(root)
    found += [
        Mistake(FILE, f"{one.get('id')}.topic", "write an id of topics.toml")
        for one in _tables(root / FILE, "idea")
        if one.get("topic") not in topics
    ]
    said = _section(toml_table(root / SOURCE_LANGUAGE / WORDS), "ideas")
    file = f"{SOURCE_LANGUAGE}/{WORDS}"
    found += [Mistake(file, f"ideas.{id}", f'is missing; write {id} = "text"') for id in known if not said.get(id)]
    found += [Mistake(file, f"ideas.{id}", "no idea is called so; take it out") for id in said if id not in known]
    return found


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    data = toml_table(path)
    return [one for one in data.get(name, ()) if isinstance(one, dict)] if isinstance(data, dict) else []


def _section(data: dict[str, Any] | str, name: str) -> dict[str, str]:
    section = data.get(name, {}) if isinstance(data, dict) else {}
    return {id: said for id, said in section.items() if isinstance(said, str)} if isinstance(section, dict) else {}
