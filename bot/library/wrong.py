"""A value that cannot be taken, and what to write; an operator's secret is not repeated."""

import json
from dataclasses import dataclass

from bot.library.hiding import hidden

_LONGEST_SHOWN = 60  # characters of a wrong value


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, and where in it ("", or " 2.domains" of a list of tables)."""

    write: str
    at: str = ""
    why: str = ""  # one word for it, for those who say it in words of their own


class Wrong(Exception):
    """A value cannot be taken; each problem says what to write."""

    def __init__(self, *problems: Problem | str) -> None:
        super().__init__(*problems)
        self.problems = tuple(Problem(one) if isinstance(one, str) else one for one in problems)


def shown(given: object) -> str:
    """A wrong value as a person may see it: short, on one line, and nothing that may be a secret."""
    if isinstance(given, dict | list):
        return "a table" if isinstance(given, dict) else "empty" if not given else "a list"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, str):
        safe = hidden(given)
        return json.dumps(safe if len(safe) <= _LONGEST_SHOWN else safe[:_LONGEST_SHOWN] + "...", ensure_ascii=False)
    return hidden(str(given))
