"""Tips are for everybody: how hard they are to read is measured, and said where it cannot be."""

import sys
from pathlib import Path

import pytest

from bot.library.content import content_root
from bot.library.quizzes import style
from bot.library.readability import QUESTIONS, TIPS, readability
from bot.library.tip_validation import texts_to_read
from bot.library.tips import Tips
from bot.library.wording import sentences, words_in
from tests.library.tip_folder import TIP, messages, write

EASY = "Open the app. Look at your list. Is it not there? Then the mail is a trick."
HARD = (
    "Organisations experiencing unauthorised authentication solicitations should immediately communicate with "
    "appropriate administrative representatives regarding potentially compromised credentials."
)


@pytest.mark.thorough
def test_short_words_in_short_sentences_are_easy_and_long_ones_are_not() -> None:
    measured = readability({"easy": EASY, "hard": HARD})
    assert measured
    assert measured.each["easy"] < 3 < 15 < measured.each["hard"]
    assert measured.each["easy"] < measured.all < measured.each["hard"]
    assert [one.file for one in measured.mistakes(TIPS)] == ["hard", "en/tips"]
    assert [one.file for one in measured.mistakes(QUESTIONS)] == ["hard", "en/quizzes"]


def test_the_tips_that_ship_can_be_read_by_a_child_of_nine_to_eleven() -> None:
    texts = texts_to_read(Tips.load(content_root(), None, lambda _: None).all())
    measured = readability(texts)
    assert measured and list(measured.mistakes(TIPS)) == []


def test_the_questions_that_ship_can_be_read_by_a_child_of_nine_to_eleven() -> None:
    measured = readability(style.texts_to_read(Tips.load(content_root(), None, lambda _: None).questions.all()))
    assert measured and list(measured.mistakes(QUESTIONS)) == []


def test_of_a_question_our_own_words_are_measured_and_not_the_mail(tmp_path: Path) -> None:
    texts = style.texts_to_read(Tips.load(messages(tmp_path), None, lambda _: None).questions.all())
    assert texts["en/quizzes/phone.md"].splitlines()[1:3] == [
        "Look in the shop's app",
        "Right. Your orders stand there.",
    ]
    assert texts["en/quizzes/order.md"].splitlines() == [
        "You bought no TV. Amazon's own address is amazon.com.",
        "Right. Amazon does not write from Gmail.",
        "Not quite. The Gmail address gives it away.",
    ]


def test_a_word_that_the_dictionary_lacks_is_counted_all_the_same() -> None:
    measured = readability({"one": "The sender's phishsters' xyzzying is odd."})
    assert measured and 0 < measured.all < 15


def test_a_quoted_question_and_a_list_are_counted_as_people_read_them() -> None:
    assert sentences('It says "call to cancel". Do you? **No.**\n- Hang up\n- Tell us') == [
        'It says "call to cancel".', "Do you?", "No.", "Hang up", "Tell us"
    ]  # fmt: skip
    assert words_in("- One - two: 3, four\n2. five") == 5


def test_without_the_library_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    assert readability({"easy": EASY}) is None


def test_a_companys_own_tip_is_not_measured_because_nobody_knows_its_language(tmp_path: Path) -> None:
    write(tmp_path / "ours" / "karte.md", TIP)
    tips = Tips.load(messages(tmp_path), tmp_path / "ours", lambda _: None)
    assert list(texts_to_read(tips.all())) == ["en/tips/order.md", "en/tips/receipt.md"]
