"""What a company wrote in Slack, its tips and its quiz questions: kept as a file of ours would stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.flows.shapes import Person


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A tip or a question, as a file in messages/en/tips or messages/en/quizzes would stand."""

    id: str
    text: str
    person: str  # who wrote it last
    at: datetime


class OwnPages(Protocol):
    """The tips, or the questions, that the companies wrote in Slack."""

    async def all(self, workspace: str) -> Sequence[OwnPage]:
        """All of a workspace, by id."""

    async def version(self, workspace: str) -> str:
        """Changes whenever `all` does."""

    async def add(self, person: Person, id_: str, text: str, now: datetime) -> bool:
        """Write a new one. False: there is one with this id, and it stays as it is."""

    async def change(self, person: Person, before: OwnPage, text: str, now: datetime) -> bool:
        """Write it anew. False: it is gone, or not as it was `before`, and nothing was written."""

    async def delete(self, workspace: str, id_: str) -> bool:
        """Delete it. False: it was gone."""
