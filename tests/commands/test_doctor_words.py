"""Every sentence that doctor can say is there, and says what to do wherever something is to be done."""

import ast
from pathlib import Path

import pytest

from bot.app import doctor
from bot.app.doctor.finding import Told

CODE = Path(doctor.__file__).parent


def said() -> dict[tuple[str, str], set[str]]:
    """(check, case) with the states in which the code says it."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                state, words = node.func.attr, [one.value for one in node.args if isinstance(one, ast.Constant)]
                if state in ("ok", "warning", "wrong") and words:
                    check, case = (str(one) for one in (*words, "well")[:2])
                    if len(node.args) == len(words):
                        found.setdefault((check, case), set()).add(state)
    return found


def cases() -> dict[tuple[str, str], dict[str, str]]:
    checks = Told.load().words["checks"]
    return {(check, case): words for check, one in checks.items() for case, words in one["cases"].items()}


@pytest.mark.parametrize("named", sorted(said()))
def test_whatever_the_code_says_has_words(named: tuple[str, str]) -> None:
    words = cases()[named]
    assert words["says"]
    assert bool(words.get("do")) == ("ok" not in said()[named]), "a trouble says what to do, and what is well does not"


def test_every_case_of_the_file_ends_as_a_sentence_and_shouts_at_nobody() -> None:
    for named, words in cases().items():
        for sentence in words.values():
            assert "!" not in sentence, named
            assert sentence.rstrip()[-1] in ".}/" or ": " in sentence, (named, sentence)


def test_whatever_a_sentence_is_given_no_secret_comes_out() -> None:
    told = Told.load().keeping(["short-lived", "s3", "whole-password", "database"])
    found = told.wrong("database", "unusable", why="it said short-lived, whole-password and xoxb-12-ab\x1b[31m")
    assert found.says == "The database cannot be used. it said (hidden), (hidden) and (hidden)[31m"


def test_a_password_that_is_a_plain_word_is_not_given_away_by_hiding_it() -> None:
    told = Told.load().keeping(["legitbot"])
    assert told.ok("database", "to-be-made", file="legitbot.db").says.endswith("makes legitbot.db.")
