"""Tokens of workspaces that installed the bot: sealed, each bound to its row, and readable after a change of keys."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.flows.shapes import Installation
from bot.store import Keys, OpenStore, new_key, open_store
from tests.store.conftest import NOW

TOKEN = "xoxb-1-2-averysecretword"
ACME = Installation(
    workspace="T1", name="Acme", enterprise="", app="A1", bot_user="U1", bot_id="B1", token=TOKEN,
    scopes=("chat:write", "im:history"), installed_by="U-ANN", at=NOW,
)  # fmt: skip
BETA = replace(ACME, workspace="T2", name="Beta", token="xoxb-beta", scopes=(), enterprise="E1")


async def test_what_was_saved_is_found_and_each_workspace_is_its_own(store: OpenStore) -> None:
    await store.installations.save(ACME)
    await store.installations.save(BETA)
    assert await store.installations.find("T1") == ACME
    assert await store.installations.all() == [ACME, BETA]
    assert await store.installations.find("T3") is None


async def test_installing_again_is_the_new_token_and_the_new_permissions(store: OpenStore) -> None:
    again = replace(ACME, token="xoxb-new", scopes=("chat:write",), installed_by="U-BOB", at=NOW + timedelta(days=1))
    await store.installations.save(ACME)
    await store.installations.save(again)
    assert await store.installations.all() == [again]


async def test_one_is_deleted_and_the_other_stays(store: OpenStore) -> None:
    await store.installations.save(ACME)
    await store.installations.save(BETA)
    assert [await store.installations.delete("T1") for _ in range(2)] == [True, False]
    assert await store.installations.all() == [BETA]


async def test_a_token_opens_in_its_own_row_only(store: OpenStore, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever can write to the database cannot give one workspace's token to another."""
    await store.installations.save(ACME)
    await store.installations.save(BETA)
    swap = "UPDATE installations SET token = (SELECT token FROM installations WHERE workspace = 'T1')"
    await store.database.write(lambda connection: connection.exec_driver_sql(swap))
    assert [one.token for one in await store.installations.all()] == [TOKEN, ""]
    assert "T2" in caplog.text


async def test_no_token_is_in_the_file_nor_in_what_python_prints(file_store: OpenStore, path: Path) -> None:
    await file_store.installations.save(ACME)
    await file_store.database.forget()
    kept = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    assert b"Acme" in kept and TOKEN.encode() not in kept
    assert TOKEN not in repr(ACME)


async def test_after_a_change_of_keys_all_tokens_are_sealed_with_the_new_one(either_url: str) -> None:
    old, new = new_key(), new_key()
    before = await open_store(either_url, keys=Keys(old))
    await before.installations.save(ACME)
    await before.close()
    both = await open_store(either_url, keys=Keys(new, old))
    await both.installations.save(BETA)
    assert [await both.installations.reseal() for _ in range(2)] == [1, 0]
    await both.close()
    after = await open_store(either_url, keys=Keys(new))
    assert await after.installations.all() == [ACME, BETA]
    await after.close()


async def test_a_token_whose_key_is_gone_is_one_line_in_the_log_and_the_others_are_read(
    store: OpenStore, caplog: pytest.LogCaptureFixture
) -> None:
    lost = replace(store.installations, sealer=replace(store.installations.sealer, keys=Keys(new_key())))
    await lost.save(ACME)
    await store.installations.save(BETA)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            assert await store.installations.all() == [replace(ACME, token=""), BETA]
    (line,) = caplog.messages
    assert "T1" in line and "LEGITBOT_KEY" in line and TOKEN not in line
    assert await store.installations.reseal() == 0


async def test_a_state_is_good_once_in_its_own_browser_and_for_ten_minutes(store: OpenStore) -> None:
    told = store.installations
    await told.begun("state", "browser", NOW)
    assert not await told.ended("state", "another", NOW)
    assert not await told.ended("another", "browser", NOW)
    assert [await told.ended("state", "browser", NOW) for _ in range(2)] == [True, False]
    for minutes, good in ((9, True), (10, False)):
        await told.begun("later", "browser", NOW)
        assert await told.ended("later", "browser", NOW + timedelta(minutes=minutes)) is good


async def test_a_state_is_not_kept_as_it_is(store: OpenStore) -> None:
    await store.installations.begun("a-state-of-ours", "a-browser", NOW)
    query = "SELECT hash FROM oauth_states"
    (kept,) = await store.database.read(lambda connection: connection.exec_driver_sql(query).scalars().all())
    assert len(kept) == 64 and "a-" not in kept
