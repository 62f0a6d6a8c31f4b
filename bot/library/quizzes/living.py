"""Questions that can be edited while the bot runs: a file is read again only where it has changed.

A file that an edit has broken gives what it held before, so that no slip of an editor takes a question away.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.library.mistake import Mistake
from bot.library.quizzes.pages import QuestionFile, QuestionPage, question_file, question_files
from bot.library.quizzes.questions import Questions
from bot.library.tip_facts import Known
from bot.library.tip_files import Stamp, folder_mistakes, stamp_of


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file as it was read last, and the last good page of it."""

    stamp: Stamp
    page: QuestionPage | None
    mistakes: tuple[Mistake, ...]


class LivingQuestions:
    """The questions below messages/ (`root`) and in a company's own folder, as their files are.

    `refreshed` touches the disk: call it beside the event loop. The names in `known` are not watched.
    """

    def __init__(self, root: Path, known: Known, own: Path | None = None) -> None:
        self._root, self._known, self._own = root, known, own
        self._kept: dict[Path, _Kept] = {}
        self.questions = Questions((), known)
        self.mistakes: tuple[Mistake, ...] = ()
        self.refreshed()

    def refreshed(self) -> Questions:
        """The questions as the files are now. Where none has changed, they are the same object as before.

        What is wrong with the files is in `mistakes`; a question whose file is gone is gone.
        """
        before = self._kept
        kept = {file.path: self._read(file, before.get(file.path)) for file in question_files(self._root, self._own)}
        self.mistakes = (*folder_mistakes(self._own), *(one for file in kept.values() for one in file.mistakes))
        if kept != before:
            self._kept = kept
            self.questions = Questions((file.page for file in kept.values() if file.page), self._known)
        return self.questions

    def _read(self, file: QuestionFile, before: _Kept | None) -> _Kept:
        stamp = stamp_of(file.path)
        if before and before.stamp == stamp:
            return before
        found, mistakes = question_file(file, self._known)
        return _Kept(stamp, found or (before.page if before else None), mistakes)
