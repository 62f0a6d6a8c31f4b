"""The questions that may be asked in a workspace: ours, and those that its people made in Slack beside them."""

from dataclasses import dataclass, field

from bot.flows.own_pages import OwnPages
from bot.library.quizzes import Questions
from bot.library.quizzes.living import LivingQuestions
from bot.library.quizzes.typed import typed_pages


@dataclass(slots=True)
class QuizShelf:
    """One for the whole front."""

    living: LivingQuestions
    own_questions: OwnPages
    _own: dict[str, tuple[str, Questions, Questions]] = field(default_factory=dict)  # version, ours by then, and all

    async def content(self, workspace: str) -> Questions:
        """All questions that hold there."""
        ours = self.living.questions
        version = await self.own_questions.version(workspace)
        known = self._own.get(workspace)
        if known and known[0] == version and known[1] is ours:
            return known[2]
        written = {one.id: one.text for one in await self.own_questions.all(workspace)}
        found = ours.beside(typed_pages(written, ours.known)) if written else ours
        self._own[workspace] = (version, ours, found)
        return found

    def forget(self, workspace: str) -> None:
        """Keep nothing of a workspace that we left."""
        self._own.pop(workspace, None)
