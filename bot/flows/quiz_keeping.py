"""What the stories of quizzes have kept for them; see bot.flows.keeping."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.flows.quiz_shapes import Asked, NewSaid, Past, Quiz, Said
from bot.flows.shapes import Person


class Quizzes(Protocol):
    """Who was asked what, and what they said. All of a person's rows go when they are forgotten."""

    async def open(self, person: Person) -> Quiz | None:
        """The quiz that they have begun and not ended; there is never more than one."""

    async def get(self, person: Person, id_: str) -> Quiz | None:
        """This quiz, if it is theirs."""

    async def begin(self, person: Person, asked: Sequence[Asked], now: datetime) -> Quiz:
        """Write a new one; or the open one, where there is one by now: two presses at once begin one quiz."""

    async def ask_instead(self, quiz: Quiz, place: int, asked: Asked) -> Quiz:
        """Another question stands at this place, unless it was answered meanwhile. The quiz as it is then."""

    async def answer(self, person: Person, said: NewSaid, now: datetime) -> tuple[Said, bool]:
        """Write what was said, with what it means for their memory, in one transaction.

        Said before to this place: that stays. What is written there now, and whether this was new.
        """

    async def said(self, person: Person, quiz: str) -> Sequence[Said]:
        """What they said in this quiz, by place."""

    async def leave(self, quiz: Quiz, now: datetime) -> None:
        """It is over, wherever they were."""

    async def past(self, person: Person) -> Past:
        """All that they answered, and when their ideas are due."""
