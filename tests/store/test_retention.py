"""What is deleted when, and that it is really gone."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from bot.flows.shapes import Conversation, DeliveryState, Judged, Outcome
from bot.store import Keys, OpenStore, open_store
from bot.store.batches import delete_where
from bot.store.database import Act, Database, T
from bot.store.retention import EVENTS, QUESTIONS, USUAL, Keep
from bot.store.tables import (
    changes,
    checks,
    conversations,
    deliveries,
    events,
    feedback,
    firsts,
    jobs,
    oauth_states,
    questions,
    settings,
    waiting,
)
from tests.store.conftest import ANN, BOB, NOW, THREAD, taken, written
from tests.store.test_inbox_and_jobs import counted

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PLAIN = b"Dear Ann, your parcel 4711 waits at the depot of courier.example"


def on_disk(path: Path) -> bytes:
    """Every byte of the database and of its log."""
    files = [file for file in path.parent.iterdir() if file.name.startswith(path.name)]
    return b"".join(file.read_bytes() for file in files)


async def test_an_event_is_known_for_a_day_and_its_job_is_not_forgotten_with_it(store: OpenStore) -> None:
    await taken(store, "Ev1")
    await store.sweep(NOW + EVENTS - MINUTE)
    assert not await store.inbox.take("Ev1", "T1", "said", b"", NOW)
    await store.sweep(NOW + EVENTS)
    assert await counted(store, events, jobs) == [0, 1], "a job that waits is kept as long as it waits"
    assert [job.key for job in await store.jobs.claim(NOW, 9)] == ["Ev1"]


async def test_ended_jobs_are_swept_a_day_after_their_end(store: OpenStore) -> None:
    await taken(store, "done", "failed")
    done, failed = await store.jobs.claim(NOW, 2)
    await store.jobs.done(done, NOW)
    await store.jobs.failed(failed, NOW + MINUTE, "ValueError")
    await store.sweep(NOW + timedelta(hours=24))
    assert await counted(store, jobs) == [1]
    await store.sweep(NOW + timedelta(hours=24) + MINUTE)
    assert await counted(store, jobs) == [0]


async def test_old_deliveries_go_and_those_on_their_way_stay(store: OpenStore) -> None:
    sent = await store.deliveries.claim(ANN, "D1", "answer", "1", NOW)
    await store.deliveries.sent(sent, "1.0", NOW)
    await store.deliveries.sending(await store.deliveries.claim(ANN, "D1", "answer", "2", NOW), NOW)
    await store.sweep(NOW + USUAL.deliveries - MINUTE)
    assert await counted(store, deliveries) == [2]
    await store.sweep(NOW + USUAL.deliveries)
    left = await store.deliveries.claim(ANN, "D1", "answer", "2", NOW)
    assert (left.state, left.fresh) == (DeliveryState.SENDING, False)
    assert await counted(store, deliveries) == [1]


async def test_an_old_question_goes_with_those_who_wait(store: OpenStore) -> None:
    await store.questions.wait(BOB, "a campaign", ANN, THREAD, NOW)
    assert await store.sweep(NOW + QUESTIONS) == 1
    assert await counted(store, questions, waiting) == [0, 0]


async def test_no_word_of_a_mail_lies_on_the_disk_at_any_time(url: str, path: Path, key: str) -> None:
    store = await open_store(url, keys=Keys(key))
    assert await store.inbox.take("Ev1", "T1", "said", PLAIN * 50, NOW)
    (job,) = await store.jobs.claim(NOW, 1)
    judged = Judged("suspicious", 0.6, "", ("deadline",), PLAIN.decode(), 3.0)
    await store.jobs.done(
        job, NOW, Outcome(ANN, Conversation("c1", ANN, THREAD, PLAIN * 50, NOW), "message", (judged,))
    )
    await store.questions.wait(BOB, PLAIN.decode(), ANN, THREAD, NOW)
    assert b"Ev1" in on_disk(path), "this looks into the right files"
    assert PLAIN not in on_disk(path)
    await store.close()
    assert PLAIN not in on_disk(path)


async def test_what_was_swept_is_gone_from_the_disk_even_sealed(url: str, path: Path, key: str) -> None:
    """A key that leaks next year opens nothing of this year."""
    store = await open_store(url, keys=Keys(key))
    await written(store, Outcome(ANN, Conversation("c1", ANN, THREAD, PLAIN * 50, NOW)))
    assert await store.inbox.take("Ev1", "T1", "said", PLAIN * 50, NOW)
    sealed = sealed_values(path)
    assert len(sealed) == 2
    assert all(value[100:200] in on_disk(path) for value in sealed)
    (job,) = await store.jobs.claim(NOW, 1)
    await store.jobs.done(job, NOW)
    await store.sweep(NOW + timedelta(hours=24))
    assert not any(value[start : start + 16] in on_disk(path) for value in sealed for start in range(0, 3000, 100))
    await store.close()


async def test_a_done_jobs_payload_is_deleted_at_once(file_store: OpenStore, path: Path) -> None:
    await taken(file_store, "Ev1", "Ev2")
    done, failed = await file_store.jobs.claim(NOW, 2)
    await file_store.jobs.done(done, NOW)
    await file_store.jobs.failed(failed, NOW, "ValueError")
    assert sealed_values(path) == []


def sealed_values(path: Path) -> list[bytes]:
    """As another program reads them."""
    query = "SELECT payload FROM jobs WHERE payload IS NOT NULL UNION ALL SELECT memory FROM conversations"
    with closing(sqlite3.connect(path)) as database:
        return [value for (value,) in database.execute(query)]


async def test_each_thing_is_kept_as_long_as_the_operator_chose(either_url: str, key: str) -> None:
    """What `legitbot.toml` says must be what happens."""
    chosen = Keep(conversations=3 * DAY, checks=5 * DAY, deliveries=7 * DAY, changes=9 * DAY)
    store = await open_store(either_url, keys=Keys(key), keep=chosen)
    judged = Judged("suspicious", 0.6, "", ("deadline",), "a campaign", 3.0)
    await written(store, Outcome(ANN, Conversation("c1", ANN, THREAD, PLAIN, NOW), "message", (judged,), "helped"))
    await store.deliveries.sent(await store.deliveries.claim(ANN, "D1", "answer", "1", NOW), "1.0", NOW)
    await store.deliveries.lost(await store.deliveries.claim(ANN, "D1", "answer", "2", NOW), NOW)
    changed = {"workspace": "T1", "person": ANN.id, "name": "own_domains", "before": "", "after": "x", "at": NOW}
    await store.database.write(lambda db: db.execute(insert(changes), changed).rowcount)
    tables = (conversations, checks, feedback, deliveries, changes)
    left = []
    for days in (3, 5, 7, 9):
        await store.sweep(NOW + days * DAY - MINUTE)
        left.append(await counted(store, *tables))
        await store.sweep(NOW + days * DAY)
    left.append(await counted(store, *tables))
    assert left == [[1, 1, 1, 2, 1], [0, 1, 1, 2, 1], [0, 0, 0, 2, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    await store.close()


async def test_choices_and_what_was_seen_once_are_never_swept(store: OpenStore) -> None:
    await store.settings.save(ANN, {"language": "en"})
    await store.settings.first_time(ANN, "welcome", NOW)
    await store.sweep(NOW + 9999 * DAY)
    assert await counted(store, settings, firsts) == [1, 1]


async def test_an_installation_that_was_not_ended_is_forgotten_after_an_hour(store: OpenStore) -> None:
    begun = {"hash": "a" * 64, "at": NOW}
    await store.database.write(lambda db: db.execute(insert(oauth_states), begun).rowcount)
    await store.sweep(NOW + timedelta(hours=1) - MINUTE)
    assert await counted(store, oauth_states) == [1]
    await store.sweep(NOW + timedelta(hours=1))
    assert await counted(store, oauth_states) == [0]


async def test_many_rows_go_in_several_transactions_and_what_is_young_stays(store: OpenStore) -> None:
    """Whoever asks during a sweep must not wait for a hundred thousand rows."""
    told = {"workspace": "T1", "person": "U1", "what": "helped"}
    old = [{**told, "conversation": f"old-{number}", "at": NOW} for number in range(25)]
    young = [{**told, "conversation": f"young-{number}", "at": NOW + DAY} for number in range(5)]
    await store.database.write(lambda db: db.execute(insert(feedback), [*old, *young]).rowcount)
    counting = Counting(store.database)
    assert await delete_where(counting, feedback, feedback.c.at <= NOW, most=10) == 25
    assert counting.deleted == [10, 10, 5]
    assert await counted(store, feedback) == [5]


class Counting:
    """A database that counts what each transaction changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.deleted: list[object] = []

    async def write(self, act: Act[T]) -> T:
        done = await self._database.write(act)
        self.deleted.append(done)
        return done

    async def read(self, act: Act[T]) -> T:
        return await self._database.read(act)

    async def forget(self) -> None:
        await self._database.forget()

    async def close(self) -> None:
        await self._database.close()
