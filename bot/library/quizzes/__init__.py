"""Questions that people are asked, a file each: who had to think about a thing remembers it."""

from bot.library.ideas import Idea
from bot.library.quizzes.difficulty import Difficulty
from bot.library.quizzes.mails import Piece, QuizMail
from bot.library.quizzes.pages import FOLDER
from bot.library.quizzes.question import KINDS, Kind, Option, Question
from bot.library.quizzes.questions import Questions

__all__ = ["FOLDER", "KINDS", "Difficulty", "Idea", "Kind", "Option", "Piece", "Question", "Questions", "QuizMail"]
