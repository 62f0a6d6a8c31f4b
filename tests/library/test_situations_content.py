"""The content about situations: whoever edits it is told what is wrong, and every kind of scam has its words."""

import re
import shutil
from pathlib import Path

import pytest
import tomli

from bot.library.brands import Brands
from bot.library.content import content_root
from bot.library.scams import Scams
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
        ("en/replies/situation.toml", "prize = [", "prise = [", "id of a kind of scam"),
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
    path.write_text(path.read_text("utf-8").replace('asks-vote = ["(', 'asks-vote = ["(x', 1))
    told = Situations(root).told("someone phoned and wants my card number", Brands.load(root))
    assert {"via-phone", "asks-card", "who-stranger"} <= told.said.keys()


def test_kinds_of_scam_without_a_combination_are_those_that_nobody_can_tell_by_description() -> None:
    known = Situations(content_root())
    told = {one.scam for one in known.combinations}
    rest = {scam.id for scam in Scams.load().all} - told
    assert rest == {"abused-service", "live-login", "extra-steps-for-ai"}


def test_every_step_is_a_short_plain_sentence() -> None:
    words = tomli.loads((content_root() / "en" / "replies" / "situation.toml").read_text("utf-8"))
    lines = [
        *words["reasons"].values(),
        *words["avoid"].values(),
        *(step for steps in words["do"].values() for step in steps),
    ]
    for sentence in (one for line in lines for one in re.split(r"(?<=[.?]) ", line)):
        assert sentence[-1] in ".?" and len(sentence.split()) <= 20, sentence
