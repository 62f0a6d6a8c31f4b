"""A folder that cannot be used is named in a sentence, and nothing in it is overwritten."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.localslack import LocalSlack
from tests.localslack.test_keeping_folder import kept, refusal


async def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    assert await refusal(tmp_path / "a") == f"{tmp_path / 'a'} is a file: choose a folder."


async def test_where_nothing_can_be_written_it_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    below = tmp_path / "a" / "slack"
    assert await refusal(below) == f"Legitbot cannot write in {below} (Not a directory): choose another folder."
    (tmp_path / "b" / "files").mkdir(parents=True)
    (tmp_path / "b" / "files" / "try.new").mkdir()
    assert "(Is a directory): choose another folder." in await refusal(tmp_path / "b")
    (tmp_path / "b" / "files" / "try.new").rmdir()
    async with LocalSlack(keep=tmp_path / "b") as slack:
        assert slack.is_fresh


async def test_the_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    state = tmp_path / "slack.json"
    state.write_text('{"format": 2, "worlds": []}')
    said = f"{state} was written by a newer Legitbot: update this one, or choose another folder."
    assert await refusal(tmp_path) == said
    assert state.read_text() == '{"format": 2, "worlds": []}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "no",
        "[" * 100_000,
        '{"format": "1"}',
        '{"format": 0}',
        '{"format": 1}',
        '{"format": 1, "origin": "", "ahead": 0, "last_ts": 0, "given": [], "apps": [], "workspaces": {}}',
        '{"format": 1, "origin": "", "ahead": 0, "last_ts": 0, "given": [], "apps": [], "workspaces": [{}]}',
        '{"format": 1, "origin": "", "ahead": "x", "last_ts": 0, "given": [], "apps": [], "workspaces": []}',
        '{"format": 1, "origin": "", "ahead": 0, "last_ts": 0, "given": [], "apps": [{"no": 1}], "workspaces": []}',
    ],
)
async def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    state = tmp_path / "slack.json"
    state.write_text(text)
    why = f"{state} cannot be read (it is damaged): delete {state} to start afresh, or choose a new folder."
    assert await refusal(tmp_path) == why
    assert state.read_text() == text
    state.unlink()
    async with LocalSlack(keep=tmp_path) as afresh:
        assert afresh.is_fresh


async def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    state = tmp_path / "slack.json"
    state.mkdir()
    assert f"{state} cannot be read (Is a directory)" in await refusal(tmp_path)


@pytest.mark.parametrize("damage", ["other", "shorter", "gone"])
async def test_damaged_bytes_are_named(tmp_path: Path, damage: str) -> None:
    await kept(tmp_path)
    (path,) = (tmp_path / "files").iterdir()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"abd" if damage == "other" else b"ab")
    said = await refusal(tmp_path)
    assert said.startswith(f"{path} cannot be read (")
    assert f"delete {tmp_path / 'slack.json'} to start afresh" in said


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a firm in it."""
    folder = tmp_path_factory.mktemp("whole")
    asyncio.run(kept(folder))
    return folder


@settings(max_examples=30, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True))
def test_half_a_file_is_never_taken_for_a_world(whole: Path, share: float) -> None:
    state = whole / "slack.json"
    text = state.read_bytes()
    cut = text[: int(len(text) * share)]
    state.write_bytes(cut)
    try:
        assert "(it is damaged)" in asyncio.run(refusal(whole))
        assert state.read_bytes() == cut
    finally:
        state.write_bytes(text)
