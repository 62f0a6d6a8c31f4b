"""What was found, in the words of messages/en/doctor.toml; whatever goes in, no secret comes out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import tomli

from bot.library.content import content_root
from bot.library.hiding import HIDDEN, without_tokens
from bot.library.replies import SOURCE_LANGUAGE
from bot.reply.defang import printable

FILE = "doctor.toml"
_SHORTEST_SECRET = 8  # characters


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one check."""

    check: str  # "slack-scopes"
    state: State
    title: str
    says: str
    do: str = ""  # "" where nothing is to be done
    details: tuple[str, ...] = ()  # one sentence for each thing that `says` counts

    def listing(self, details: Sequence[str]) -> "Finding":
        """The same, with these details."""
        return replace(self, details=tuple(details))


class WordsMissing(Exception):
    """The file of words cannot be read; says what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """Makes findings. `secrets` are values that no sentence may hold, whoever wrote it."""

    words: Mapping[str, Any]
    secrets: tuple[str, ...] = ()

    @classmethod
    def load(cls) -> "Told":
        """Raises WordsMissing, ContentMissing."""
        path = content_root() / SOURCE_LANGUAGE / FILE
        try:
            return cls(tomli.loads(path.read_text("utf-8")))
        except (OSError, ValueError) as error:  # TOML's errors and UTF-8's are ValueErrors
            raise WordsMissing(f"{path} cannot be read: put back the file that came with Legitbot.") from error

    def keeping(self, secrets: Sequence[str]) -> "Told":
        """The same, which never repeats one of these.

        A password like "legitbot" is a word of half of all sentences: hiding it would give it away.
        """
        found = {one for one in secrets if len(one) >= _SHORTEST_SECRET and not one.isalpha()}
        longest_first = sorted(found, key=len, reverse=True)
        return replace(self, secrets=tuple(longest_first))

    def ok(self, check: str, case: str = "well", /, **facts: object) -> Finding:
        """All is well, in the way of this case."""
        return self._finding(check, case, State.OK, facts)

    def warning(self, check: str, case: str, /, **facts: object) -> Finding:
        """Something to know, that does not stop the bot."""
        return self._finding(check, case, State.WARNING, facts)

    def wrong(self, check: str, case: str, /, **facts: object) -> Finding:
        """Something that stops the bot, or a part of it."""
        return self._finding(check, case, State.WRONG, facts)

    def detail(self, check: str, name: str, /, **facts: object) -> str:
        """One sentence of a finding's details."""
        return self._said(self.words["checks"][check]["details"][name], facts)

    def page(self, name: str, /, **facts: object) -> str:
        """A sentence that belongs to no check."""
        return self._said(self.words["page"][name], facts)

    def _finding(self, check: str, case: str, state: State, facts: Mapping[str, object]) -> Finding:
        words = self.words["checks"][check]
        found = words["cases"][case]
        says, do = self._said(found["says"], facts), self._said(found.get("do", ""), facts)
        return Finding(check, state, words["title"], says, do)

    def _said(self, sentence: str, facts: Mapping[str, object]) -> str:
        return without_tokens(sentence.format(**{name: self._fact(value) for name, value in facts.items()}))

    def _fact(self, value: object) -> str:
        """On one line, and without secrets."""
        fact = re.sub(r"\s+", " ", printable(str(value)))
        for secret in self.secrets:
            fact = fact.replace(secret, HIDDEN)
        return fact
