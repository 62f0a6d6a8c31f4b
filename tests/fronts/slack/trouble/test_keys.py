"""A key that is wrong, missing, garbled or new: one sentence, or everything goes on; and what is lost is listed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.flows.shapes import Installation
from bot.store import Keys, StoreUnusable, new_key, open_store
from tests.fronts.slack.company import Here, company
from tests.fronts.slack.mails import PASTED
from tests.fronts.slack.trouble.scene import Gate, all_answered, asks, at_work, gaps, passes, quiet

pytestmark = pytest.mark.thorough  # real locks and real waits


async def told(url: str, keys: Keys | None) -> str:
    with pytest.raises(StoreUnusable) as refused:
        await open_store(url, keys)
    said = str(refused.value)
    assert "\n" not in said and "hunter2" not in said
    return said


async def test_another_key_or_none_is_a_sentence_and_the_right_one_still_opens(database: dict[str, Any]) -> None:
    url, key = database["database"], new_key()
    on_file = url.startswith("sqlite")
    if not on_file:
        assert await told(url, None) == "A key is missing: set LEGITBOT_KEY."
    await (await open_store(url, Keys(key))).close()
    assert "set LEGITBOT_KEY to its own key" in await told(url, Keys(new_key()))
    assert "is gone: put it back" in await told(url, None) if on_file else "A key is missing" in await told(url, None)
    await (await open_store(url, Keys(key))).close()


@pytest.mark.parametrize("garble", [lambda key: key[:-1], lambda key: key + "x", lambda key: f'"{key}"', str.upper])
async def test_a_garbled_key_is_a_sentence_that_does_not_repeat_it(
    tmp_path: Path, garble: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    url, key = f"sqlite:///{tmp_path}/legitbot.db", "aB3_" * 10 + "x0A"
    await (await open_store(url, Keys(key))).close()
    garbled = garble(key)
    with pytest.raises(StoreUnusable) as refused:
        await open_store(url, Keys.read(garbled))
    assert "LEGITBOT_KEY" in str(refused.value)
    assert key[:12] not in str(refused.value) + caplog.text and garbled[:12] not in str(refused.value) + caplog.text


@pytest.mark.thorough
async def test_after_a_change_of_keys_a_talk_goes_on_and_what_was_queued_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]
) -> None:
    """The new key first, the old one behind it: people notice nothing."""
    old, new = new_key(), new_key()
    settings: dict[str, Any] = {"work_stop_seconds": 1.0, **database}
    async with company(tmp_path, start=False, **settings | {"key": old}) as there:
        gate = Gate()
        async with at_work(there, monkeypatch, analyst=gate):
            waiting = await asks(there, there.bob)
            await gate.reached.wait()
        there.config = there.config.changed(key=f"{new},{old}")
        async with at_work(there, monkeypatch) as bot:
            await all_answered(there, waiting, step=0.2)
            before = await bot.store.installations.all()
            assert not before and await gaps(there) == 0
            follow_up = await there.bob.says(there.dm(there.bob), "why?", thread=waiting[0])
            assert "What I saw" in await there.answer(follow_up, 2)
        there.config = there.config.changed(key=new)
        async with at_work(there, monkeypatch):
            await all_answered(there, await asks(there, there.ann), step=0.2)


async def test_an_old_key_that_goes_too_early_costs_answers_that_are_listed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody can read any more is acknowledged and lost: then it must be in the list."""
    old, new = new_key(), new_key()
    settings: dict[str, Any] = {"work_stop_seconds": 1.0, **database}
    async with company(tmp_path, start=False, **settings | {"key": old}) as there:
        gate = Gate()
        async with at_work(there, monkeypatch, analyst=gate):
            await asks(there, there.bob)
            await gate.reached.wait()
        await (await open_store(there.config.database, Keys(new, old))).close()
        there.config = there.config.changed(key=new)
        async with at_work(there, monkeypatch, analyst=Here()):
            await passes(there, 5, 1)
            await quiet(there)
            assert "sealed with a key that is not here any more" in caplog.text
            assert await gaps(there) == 1
            later = await there.ann.says(there.dm(), PASTED)
            await all_answered(there, [later], step=0.2)


async def test_tokens_are_sealed_anew_when_the_bot_starts_with_a_new_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]
) -> None:
    """Else they would be gone on the day when the old key goes."""
    old, new = new_key(), new_key()
    async with company(tmp_path, start=False, **database | {"key": old}) as there:
        store = await open_store(there.config.database, Keys(old))
        await store.installations.save(Installation(
            workspace=there.team.id, name="Northwind", enterprise="", app=there.app.id, bot_user=there.bot.id,
            bot_id=there.bot.id, token=there.bot.token, scopes=("chat:write",), installed_by=there.ann.id,
            at=datetime.now(UTC),
        ))  # fmt: skip
        await store.close()
        there.config = there.config.changed(key=f"{new},{old}")
        async with at_work(there, monkeypatch):
            await all_answered(there, await asks(there, there.ann), step=0.2)
        after = await open_store(there.config.database, Keys(new))
        assert [one.token for one in await after.installations.all()] == [there.bot.token]
        await after.close()
