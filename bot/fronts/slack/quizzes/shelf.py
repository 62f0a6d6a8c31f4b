"""The questions that may be asked in a workspace: ours, and those that hold there beside them."""

from dataclasses import dataclass

from bot.library.quizzes import Questions
from bot.library.quizzes.living import LivingQuestions


@dataclass(slots=True)
class QuizShelf:
    """One for the whole front."""

    living: LivingQuestions

    async def content(self, _workspace: str) -> Questions:
        """All questions that hold there."""
        return self.living.questions
