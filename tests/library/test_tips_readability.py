"""Tips are for everybody: how hard they are to read is measured, and said where it cannot be."""

import sys
from pathlib import Path

import pytest

from bot.library.content import content_root
from bot.library.readability import readability
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
    assert [one.file for one in measured.mistakes()] == ["hard", "en/tips"]


def test_the_tips_that_ship_can_be_read_by_a_child_of_nine_to_eleven() -> None:
    texts = texts_to_read(Tips.load(content_root(), None, lambda _: None).all())
    measured = readability(texts)
    assert measured and list(measured.mistakes()) == []


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
