"""Questions of our own and a desk to ask them from, over a real store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.flows.quiz import Player, QuizDesk
from bot.flows.shapes import Person
from bot.library.front_matter import page_of
from bot.library.ideas import Idea
from bot.library.quizzes import Questions
from bot.library.quizzes.pages import QuestionFile, QuestionPage, question_page
from bot.library.seasons import Seasons
from bot.library.tip_facts import Known
from bot.library.topics import Topic
from bot.store import OpenStore

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANN = Player(Person("T1", "U-ANN"))
BOB = Player(Person("T1", "U-BOB"))
IDEAS = {id: Idea(id, "orders") for id in ("calls", "one", "two", "real", *(f"item-{number}" for number in range(10)))}
KNOWN = Known(
    (Topic("orders", ("fake-order",), ()), Topic("trust", (), ())), Seasons(()), {}, IDEAS, {"urgency": "hurry"}
)


def judge(id: str, *, scam: bool, words: str = "Your order", idea: str = "") -> QuestionPage:
    """A mail to judge, of an idea of its own unless one is named."""
    facts = (
        'scams = ["fake-order"]\nright = "scam"\ncues = { urgency = 1 }\npremise = "high"'
        if scam
        else 'scams = []\nright = "legit"\nmisleading = ["urgency"]'
    )
    text = (
        f'+++\nkind = "judge"\ntopic = "orders"\nidea = "{idea or id}"\n{facts}\n+++\nYou ordered nothing.\n\n~~~mail\n'
        f"From: Shop <shop@shop.example>\nSubject: {words}\n\n{words} {id} comes on Tuesday.\n~~~\n\n"
        "## scam\nFeedback for scam.\n\n## legit\nFeedback for legit.\n"
    )
    made, mistakes = question_page(QuestionFile(Path(f"{id}.md"), f"{id}.md", "en"), page_of(text), KNOWN)
    assert made, mistakes
    return made


@dataclass(slots=True)
class Board:
    """What is there to be asked, and what time it is; both may change."""

    pages: Sequence[QuestionPage]
    now: datetime = NOW
    weak: Mapping[str, float] = field(default_factory=dict)

    def desk(self, store: OpenStore) -> QuizDesk:
        async def questions(_workspace: str) -> Questions:
            return Questions(self.pages, KNOWN)

        async def weak(_workspace: str) -> Mapping[str, float]:
            return self.weak

        return QuizDesk(store.quizzes, questions, weak, lambda person: person.id, lambda: self.now)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


def board(count: int = 6) -> Board:
    """So many mails, every other one genuine."""
    return Board([judge(f"item-{number}", scam=number % 2 == 0) for number in range(count)])
