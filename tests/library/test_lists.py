import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from bot.library.brands import Brands
from bot.library.content import content_root
from bot.library.lists import Lists, one_of
from bot.library.validation import mistakes


def told(root: Path) -> list[str]:
    return [str(one) for one in mistakes(root, frozenset()) if one.file == "lists.toml"]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    shutil.copytree(content_root(), tmp_path / "messages")
    return tmp_path / "messages"


def edit(root: Path, old: str, new: str) -> None:
    text = (root / "lists.toml").read_text("utf-8")
    assert old in text
    (root / "lists.toml").write_text(text.replace(old, new, 1), "utf-8")


def test_every_list_that_is_read_has_entries_and_no_mistakes() -> None:
    lists = Lists.load()
    assert [one.name for one in fields(Lists) if not getattr(lists, one.name)] == []
    assert told(content_root()) == []


def test_signs_find_the_lists_beside_the_brands() -> None:
    shared = Brands.load().shared
    assert "gmail.com" in shared.freemail
    assert "verify" in shared.added_words
    assert hash(shared) == object.__hash__(shared)  # caches are asked thousands of times a mail


def test_lists_come_from_the_folder_that_is_asked_for(root: Path) -> None:
    edit(root, '"gmail.com", ', "")
    assert "gmail.com" not in Brands.load(root).shared.freemail


def test_a_missing_list_is_empty_and_told(root: Path) -> None:
    edit(root, "[reply_marks]", "[replies]")
    assert Lists.load(root).reply_marks == ()
    assert told(root) == [
        "lists.toml: replies: nothing reads a list of this name",
        "lists.toml: reply_marks: is missing; write a [reply_marks] table",
    ]


def test_no_words_match_nowhere() -> None:
    assert one_of(()) == "(?!)"
    assert one_of(["a.b", "c"]) == r"a\.b|c"


@pytest.mark.thorough
def test_a_missing_file_is_told(root: Path) -> None:
    (root / "lists.toml").unlink()
    assert told(root) == ["lists.toml: -: the file is missing; put it back"]


@pytest.mark.parametrize(
    "old, new, what",
    [
        (
            '"gmail.com"',
            '"http://gmail"',
            "freemail.entries: 'http://gmail' is no host name; write it like example.com",
        ),
        ('"gmail.com"', '"Gmail.com"', "freemail.entries: 'Gmail.com' is no host name; write it like example.com"),
        ('"verify"', '"Verify"', "added_words.entries: 'Verify' would never be found; write 'verify'"),
        ('"desinscri"', '"désinscri"', "foot_texts.entries: 'désinscri' would never be found; write 'desinscri'"),
        ('"verify"', '"secure"', "added_words.entries: 'secure' stands twice; take one of them out"),
        ('"verify"', '""', "added_words.entries: an empty entry would be found everywhere; take it out"),
        ('"verify"', "1", 'added_words.entries: must look like ["one", "two"]'),
        ('  "run.app",', '  "run.test",', "bare_hosting.entries: 'run.test' must stand in free_hosting too"),
    ],
)
@pytest.mark.thorough
def test_a_wrong_entry_is_told_with_what_to_write(root: Path, old: str, new: str, what: str) -> None:
    edit(root, old, new)
    assert told(root) == [f"lists.toml: {what}"]


@pytest.mark.parametrize(
    "field, what",
    [
        ("sources", 'is missing; write sources = ["one", "two"]'),
        ("checked", "is missing; write checked = 2026-11-22"),
        ("entries", 'is missing; write entries = ["one", "two"]'),
    ],
)
@pytest.mark.thorough
def test_each_list_says_where_it_comes_from(root: Path, field: str, what: str) -> None:
    edit(root, f"[large_sums]\n{_line('large_sums', field)}", f"[large_sums]\n{_line('large_sums', field, cut=True)}")
    assert told(root) == [f"lists.toml: large_sums.{field}: {what}"]


def _line(name: str, field: str, *, cut: bool = False) -> str:
    """The fields of a table, with or without one of them."""
    text = (content_root() / "lists.toml").read_text("utf-8").partition(f"[{name}]\n")[2].partition("\n\n")[0]
    return "\n".join(line for line in text.splitlines() if not (cut and line.startswith(field)))


@pytest.mark.thorough
def test_a_list_without_a_table_is_told(root: Path) -> None:
    text = (root / "lists.toml").read_text("utf-8").replace("[on_behalf]", "[on_behalf_]")
    (root / "lists.toml").write_text('on_behalf = ["from"]\n' + text, "utf-8")
    assert "lists.toml: on_behalf: must be a table: [on_behalf], and its entries below" in told(root)
