"""A phrase must be found however the mail spells, spaces or breaks it."""

import pytest

from bot.library.tokens import tokens
from tests.growth import grows_linearly


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def test_accents_case_and_apostrophes_do_not_matter() -> None:
    assert texts("DON'T Vérifiez l’adresse") == ["dont", "verifiez", "l", "adresse"]


def test_invisible_marks_and_lookalike_letters_are_folded_and_places_kept() -> None:
    text = "un\u200busual P\u0430ypal"
    found = tokens(text)
    assert [token.text for token in found] == ["unusual", "paypal"]
    assert text[found[0].start : found[0].end] == "un\u200busual"


def test_wide_and_struck_through_writing_is_read_and_quoted_as_it_stands() -> None:
    text = "Ｔｏｔａｌ ＄１，２３４ Fa\u0337lha！ ①②"  # the point: wide forms
    assert [(token.text, text[token.start : token.end]) for token in tokens(text)] == [
        ("total", "Ｔｏｔａｌ"), ("#money", "＄１，２３４"), ("falha", "Fa\u0337lha"), ("#end", "！"), ("12", "①②"),
    ]  # fmt: skip


def test_spaced_out_letters_are_the_word_they_spell() -> None:
    assert "paypal" in texts("your P a y p a l account")


@pytest.mark.parametrize(
    "amount",
    ["$1,997.99", "3,99 €", "USD 512.40", "48 350 €", "R$ 49,90", "850 dollars", "£1.450", "19 kr", "30,000円"],
)
def test_an_amount_is_one_piece_in_any_writing(amount: str) -> None:
    assert texts(f"pay {amount} now") == ["pay", "#money", "now"]


def test_addresses_are_pieces_of_their_own() -> None:
    assert texts("see https://a.example/x?y=1 or b.example/pay, ask c@d.example today") == [
        "see", "#link", "or", "#link", "ask", "#mail", "today",
    ]  # fmt: skip


def test_japanese_is_read_character_by_character() -> None:
    assert texts("24時間以内") == ["24", "時", "間", "以", "内"]


@pytest.mark.parametrize("unit", ["a", "1 ", "a.", "a-", "$1 ", "\n ", "1,", "a@", "http://", "A m a z o n ", "e-"])
@pytest.mark.thorough
def test_hostile_text_takes_linear_time(unit: str) -> None:
    grows_linearly(tokens, lambda n: unit * n, largest=1 << 18)
