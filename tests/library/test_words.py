"""The pattern language of words.toml, and what is quoted when a phrase is found."""

from pathlib import Path

import pytest

from bot.library.patterns import PatternError, compiled
from bot.library.words import Said, Words
from bot.mail.email import Passage, Phone

WORDS = """
language = "en"
stop = ["the", "you", "your", "to", "and"]
[concepts]
gift-cards-asked = ["(buy|get|pick up) .. gift (card|cards)", "send [me] the codes"]
call-to-cancel = ["call .. #phone .. (cancel|dispute)", "call us"]
sign-in-asked = ["verif* your account"]
deadline = ["within #number hours"]
never-asks = ["never ask"]
"""


@pytest.fixture
def words(tmp_path: Path) -> Words:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "words.toml").write_text(WORDS)
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "words.toml").write_text(
        'language = "ja"\nstop = ["の"]\n[concepts]\ndeadline = ["24時間以内", "今日..まで"]\n'
    )
    return Words(tmp_path)


def said(words: Words, text: str, phones: tuple[Phone, ...] = ()) -> dict[str, tuple[Said, ...]]:
    return words.said(words.read((Passage("body", text),), phones))


def test_alternatives_and_gaps_find_the_phrase_and_the_quote_is_its_sentence(words: Words) -> None:
    found = said(words, "Hello. Please pick up five Apple gift cards for me today. Thanks.")
    assert [one.quote for one in found["gift-cards-asked"]] == ["Please pick up five Apple gift cards for me today."]


def test_a_gap_does_not_reach_into_the_next_sentence(words: Words) -> None:
    assert "gift-cards-asked" not in said(words, "Buy milk. We sell gift cards.")


def test_optional_words_may_be_left_out(words: Words) -> None:
    assert "gift-cards-asked" in said(words, "send the codes")
    assert "gift-cards-asked" in said(words, "send me the codes")


def test_a_stem_takes_any_ending(words: Words) -> None:
    for form in ("verify your account", "VERIFYING your account", "verif\u00efed your account"):
        assert "sign-in-asked" in said(words, form), form


def test_a_phone_number_is_one_piece_of_a_phrase(words: Words) -> None:
    text = "Call +1 (803) 555-0142 today to cancel"
    found = said(words, text, (Phone("+1 (803) 555-0142", "+18035550142", "body", 5, 22),))
    assert "call-to-cancel" in found


def test_what_is_denied_is_not_asked(words: Words) -> None:
    """A bank's "we will never ask you to verify your account" must not count against it."""
    assert "sign-in-asked" not in said(words, "We never ask you to verify your account.")
    assert "sign-in-asked" in said(words, "We never ask twice. Please verify your account.")


def test_japanese_phrases_need_no_spaces(words: Words) -> None:
    assert [one.words for one in said(words, "本日より24時間以内にお手続きの必要")["deadline"]] == ["24時間以内"]
    assert "deadline" in said(words, "今日の午後五時まで")


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("(buy|get", "bracket"),
        (".. cards", "begins with"),
        ("cards ..", "ends with"),
        (" ".join(["word"] * 30), "at most"),
        ("[please] (now|)", "no word"),
    ],
)
def test_a_broken_pattern_is_explained_to_its_editor(pattern: str, complaint: str) -> None:
    with pytest.raises(PatternError, match=complaint):
        compiled(pattern)
