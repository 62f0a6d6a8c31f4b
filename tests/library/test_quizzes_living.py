"""Questions can be edited while the bot runs, and no slip of an editor takes one away."""

import os
from pathlib import Path

import pytest

from bot.library.quizzes import Question, Questions
from bot.library.quizzes.living import LivingQuestions
from bot.library.tips import known_names
from bot.library.topics import tip_words
from tests.library.quiz_folder import DO, FOLDER
from tests.library.tip_folder import messages, write


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return messages(tmp_path)


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    (tmp_path / "our-quizzes").mkdir()
    return tmp_path / "our-quizzes"


def living_questions(root: Path, own: Path) -> LivingQuestions:
    return LivingQuestions(root, known_names(root, tip_words(root)), own)


def get(questions: Questions, id: str) -> Question:
    found = questions.get(id)
    assert found
    return found


def changed(path: Path, text: str, second: int) -> None:
    """Written at another second, as an editor would."""
    write(path, text)
    os.utime(path, (second, second))


def test_an_edit_arrives_and_nothing_new_is_the_same_object(root: Path, own: Path) -> None:
    living = living_questions(root, own)
    before = living.questions
    assert [one.id for one in before.all()] == sorted(FOLDER)
    assert living.refreshed() is before
    changed(own / "cake.md", DO.replace("a phone", "a cake"), 1)
    assert "a cake" in get(living.refreshed(), "cake").text and before.get("cake") is None
    changed(own / "cake.md", DO.replace("a phone", "a tart"), 2)
    assert "a tart" in get(living.refreshed(), "cake").text
    assert living.refreshed() is living.questions


def test_a_broken_edit_keeps_what_stood_there_and_other_edits_arrive(root: Path, own: Path) -> None:
    changed(own / "cake.md", DO.replace("a phone", "a cake"), 1)
    living = living_questions(root, own)
    assert not living.mistakes
    changed(own / "cake.md", DO.replace('right = "app"', 'right = ["app", "call"]'), 2)
    changed(root / "en" / "quizzes" / "phone.md", DO.replace("a phone", "a boat"), 2)
    questions = living.refreshed()
    assert "a cake" in get(questions, "cake").text and "a boat" in get(questions, "phone").text
    assert [(one.file, one.field) for one in living.mistakes] == [("our-quizzes/cake.md", "right")]
    changed(own / "cake.md", DO.replace("a phone", "a tart"), 3)
    assert "a tart" in get(living.refreshed(), "cake").text and not living.mistakes


def test_a_question_whose_file_is_gone_is_gone_and_ours_comes_back(root: Path, own: Path) -> None:
    changed(own / "phone.md", DO.replace("a phone", "a cake"), 1)
    living = living_questions(root, own)
    (own / "phone.md").unlink()
    (root / "en" / "quizzes" / "order.md").unlink()
    questions = living.refreshed()
    assert "a phone" in get(questions, "phone").text and questions.get("order") is None


def test_a_folder_that_disappears_for_a_moment_comes_back(root: Path, own: Path) -> None:
    changed(own / "cake.md", DO.replace("a phone", "a cake"), 1)
    living = living_questions(root, own)
    own.rename(own.with_name("away"))
    assert living.refreshed().get("cake") is None
    assert [str(one) for one in living.mistakes] == [f"{own}: -: there is no such folder; make it, or name another one"]
    own.with_name("away").rename(own)
    assert living.refreshed().get("cake") and not living.mistakes
