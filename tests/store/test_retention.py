"""What is deleted when, and that it is really gone."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.flows.shapes import Conversation, DeliveryState, Judged, Outcome
from bot.store import Keys, OpenStore, open_store
from bot.store.retention import DELIVERIES, EVENTS, QUESTIONS
from bot.store.tables import deliveries, events, jobs, questions, waiting
from tests.store.conftest import ANN, BOB, NOW, THREAD, taken, written
from tests.store.test_inbox_and_jobs import counted

MINUTE = timedelta(minutes=1)
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
    await store.sweep(NOW + DELIVERIES - MINUTE)
    assert await counted(store, deliveries) == [2]
    await store.sweep(NOW + DELIVERIES)
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
