"""The files `messages/<language>/times.toml` themselves."""

import re
from itertools import pairwise

import pytest
import tomli

from bot.library.content import content_root
from bot.schedules import NotUnderstood, read
from bot.schedules.words import FILE

LANGUAGES = sorted(path.parent.name for path in content_root().glob(f"*/{FILE}"))


def content(language: str) -> dict[str, dict[str, object]]:
    data = tomli.loads((content_root() / language / FILE).read_text("utf-8"))
    assert data.pop("language") == language
    return data


def test_five_languages_have_words() -> None:
    assert LANGUAGES == ["de", "en", "es", "fr", "pt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_places_to_fill(language: str) -> None:
    own, english = content(language), content("en")
    assert {name: list(table) for name, table in own.items()} == {name: list(table) for name, table in english.items()}
    for table in ("say", "problems"):
        for key, sentence in own[table].items():
            assert places(sentence) == places(english[table][key]), key


def places(sentence: object) -> list[str]:
    """Each language chooses whether the days of a week stand as in [each] or as in [on]."""
    found = [one.partition(":")[0] for one in re.findall(r"\{(\w+[^}]*)\}", str(sentence))]
    return sorted("each" if one == "on" else one for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_problem_tells_people_to_write_is_understood(language: str) -> None:
    """A colon or quotation marks stand before an example; "or" between two."""
    told = content(language)["problems"]
    for key, sentence in told.items():
        filled = str(sentence).format(said="x", count="3", nth=content(language)["nth"]["m"]["third"])  # type: ignore[index]
        for example in examples(filled) if key != "third" else re.findall("[“„«] ?(.*?) ?[”“»]", filled):
            try:
                read(example, language)
            except NotUnderstood as wrong:  # pragma: no cover - says which one it was
                raise AssertionError(f"{language} {key}: {example}") from wrong


def examples(sentence: str) -> list[str]:
    return re.split(r", (?:or|oder|ou|o) ", sentence.rpartition(": ")[2].rstrip("."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_one_sentence_without_shouting(language: str) -> None:
    for sentence in map(str, content(language)["problems"].values()):
        assert sentence.endswith(".") and "!" not in sentence and not re.search(r"[a-z]\. [A-Z]", sentence)


def test_the_days_of_a_month_are_listed_in_order() -> None:
    for language in LANGUAGES:
        listed = list(map(str, content(language)["numbered"]["days"]))  # type: ignore[call-overload]
        numbers = [int(re.sub(r"\D", "", one)) for one in listed[:-1]]
        assert len(numbers) == 30 and all(after - before == 1 for before, after in pairwise(numbers))
