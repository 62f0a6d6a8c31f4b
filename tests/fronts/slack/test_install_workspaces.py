"""What a process knows of workspaces that another one installs and deletes: soon the truth, and seldom asked for."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.flows.shapes import Installation
from bot.fronts.slack.gateway.gateway import Gateway
from bot.fronts.slack.workspaces import KNOWN_SECONDS, UNKNOWN_SECONDS, Workspace, Workspaces
from bot.store import OpenStore, open_store
from bot.store.problems import StoreUnusable

ACME = Installation(
    workspace="T1", name="Acme", enterprise="", app="A1", bot_user="U1", bot_id="B1", token="xoxb-1",
    scopes=("chat:write",), installed_by="U2", at=datetime(2026, 3, 2, tzinfo=UTC),
)  # fmt: skip


@dataclass
class World:
    """A store that others write to, and one process's workspaces; its clock stands still until it is moved."""

    store: OpenStore
    workspaces: Workspaces
    seconds: list[float]
    came: list[Workspace] = field(default_factory=list)

    async def later(self, seconds: float) -> Workspace | None:
        self.seconds[0] += seconds
        return await self.workspaces.find("T1")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    store = await open_store(f"sqlite:///{tmp_path}/legitbot.db")
    seconds = [1000.0]
    async with aiohttp.ClientSession() as session:
        workspaces = Workspaces(Gateway(session), "http://127.0.0.1:9/api/", store.installations, lambda: seconds[0])
        world = World(store, workspaces, seconds)
        workspaces.on_new = world.came.append
        yield world
    await store.close()


async def test_a_workspace_that_another_process_installed_is_found_in_a_moment(world: World) -> None:
    assert await world.later(0) is None
    await world.store.installations.save(ACME)
    assert await world.later(UNKNOWN_SECONDS / 2) is None  # whoever asks much does not wear out the store
    found = await world.later(UNKNOWN_SECONDS)
    assert found and found.token == ACME.token
    assert world.workspaces.get("T1") is found and world.came == [found]


async def test_what_another_process_changed_or_deleted_is_known_within_a_minute(world: World) -> None:
    await world.store.installations.save(ACME)
    first = await world.later(0)
    assert await world.later(KNOWN_SECONDS) is first
    await world.store.installations.save(replace(ACME, scopes=("chat:write", "users:read")))
    second = await world.later(KNOWN_SECONDS)
    assert second and second.may("users:read") and world.came == [first, second]
    await world.store.installations.delete("T1")
    assert await world.later(KNOWN_SECONDS / 2) is second
    assert await world.later(KNOWN_SECONDS / 2) is None and not [*world.workspaces]


async def test_while_the_database_is_away_we_go_on_with_what_we_know(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where we know nothing, whoever asks hears so: an event is then not acknowledged, and a job waits."""
    await world.store.installations.save(ACME)
    known = await world.later(0)

    async def away(*_: object) -> None:
        raise StoreUnusable("away")

    monkeypatch.setattr(type(world.store.database), "read", away)
    assert await world.later(KNOWN_SECONDS * 2) is known
    with pytest.raises(StoreUnusable):
        await world.workspaces.find("T2")


async def test_a_token_that_no_key_opens_is_no_workspace_and_harms_no_other(world: World) -> None:
    await world.store.installations.save(ACME)
    await world.store.installations.save(replace(ACME, workspace="T2", token="xoxb-2"))
    broken = "UPDATE installations SET token = x'01' WHERE workspace = 'T2'"
    await world.store.database.write(lambda connection: connection.exec_driver_sql(broken))
    await world.workspaces.load()
    assert [one.id for one in world.workspaces] == ["T1"]
    assert await world.workspaces.find("T2") is None


async def test_who_names_no_workspace_means_the_only_one(world: World) -> None:
    await world.store.installations.save(ACME)
    await world.workspaces.load()
    named: tuple[object, ...] = ("", None, {}, "T1")
    for one in named:
        assert await world.workspaces.find(one) is not None
    assert await world.workspaces.find(7) is None
    await world.store.installations.save(replace(ACME, workspace="T2"))
    await world.workspaces.find("T2")
    assert await world.workspaces.find("") is None


async def test_installing_waits_until_the_same_workspace_is_deleted_and_another_does_not(world: World) -> None:
    workspaces, ended = world.workspaces, list[str]()

    async def installing(workspace: str) -> None:
        async with workspaces.changing(workspace):
            ended.append(workspace)

    async with workspaces.changing("T1"):
        tasks = [asyncio.create_task(installing(one)) for one in ("T1", "T2")]
        await asyncio.wait(tasks, timeout=0.05)
        assert ended == ["T2"]
    await asyncio.gather(*tasks)
    assert ended == ["T2", "T1"]
