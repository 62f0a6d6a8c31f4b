"""The content about situations: whoever edits it is told what is wrong, and every kind of scam has its words."""

import shutil
from pathlib import Path

import pytest

from bot.library.content import content_root
from bot.library.situation_validation import situation_mistakes
from bot.library.situations import Situations


def test_the_content_is_in_order() -> None:
    assert list(situation_mistakes(content_root())) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(content_root(), tmp_path / "messages")
    return tmp_path / "messages"


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("situations.toml", 'scam = "wallet"', 'scam = "walet"', "id of a kind of scam"),
        ("situations.toml", '["asks-seed"]', '["asks-sed"]', "'asks-sed' stands in no"),
        ("en/situations.toml", 'asks-vote = ["(', 'asks-vote = ["((', "brackets"),
        ("en/situations.toml", 'language = "en"', 'language = "de"', 'language = "en"'),
        ("en/replies/situation.toml", "asks-vote =", "asks-vot =", "is missing"),
        ("de/situations.toml", "asks-vote =", "vote =", "begin the name with"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(root: Path, file: str, old: str, new: str, complaint: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = list(situation_mistakes(root))
    assert any(complaint in write and where == file for where, _, write in found), found


def test_a_broken_file_is_named(root: Path) -> None:
    (root / "situations.toml").write_text("unless = [", "utf-8")
    (root / "fr" / "situations.toml").unlink()
    assert [(file, field) for file, field, _ in situation_mistakes(root)] == [("situations.toml", "-")]


def test_a_broken_pattern_costs_nobody_the_other_words(root: Path) -> None:
    path = root / "en" / "situations.toml"
    path.write_text(
        path.read_text("utf-8").replace('asks-vote = ["(', 'asks-vote = ["(x', 1).replace("vote for)", "vote for")
    )
    from bot.library.brands import Brands

    told = Situations(root).told("someone phoned and wants my card number", Brands.load(root))
    assert {"via-phone", "asks-card", "who-stranger"} <= told.said.keys()


def test_kinds_of_scam_without_a_combination_are_those_that_nobody_can_tell_by_description() -> None:
    known = Situations(content_root())
    from bot.library.scams import Scams

    told = {one.scam for one in known.combinations}
    rest = {scam.id for scam in Scams.load().all} - told
    assert rest == {"abused-service", "live-login", "extra-steps-for-ai"}
