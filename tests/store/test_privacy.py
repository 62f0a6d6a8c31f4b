"""What is kept about a person, and that "forget me" leaves nothing of them."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, insert

from bot.flows.shapes import Conversation, DeliveryState, Judged, Kept, Outcome, Person, Place
from bot.store import Keys, OpenStore, open_store
from bot.store.conversations import write_conversation
from bot.store.forgotten import FORGOTTEN, forgotten_since
from bot.store.privacy import PARTS
from bot.store.tables import (
    changes,
    checks,
    conversations,
    deliveries,
    events,
    feedback,
    firsts,
    installations,
    jobs,
    metadata,
    questions,
    settings,
    waiting,
)
from tests.postgres import postgres
from tests.store.conftest import ANN, BOB, NOW, THREAD, taken, written
from tests.store.test_inbox_and_jobs import counted
from tests.store.test_retention import on_disk, sealed_values

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
CARL = Person("T2", "U-ANN")  # the same id in another workspace
MAIL = b"Dear Ann, your parcel 4711 waits at the depot of courier.example"
JUDGED = Judged("suspicious", 0.6, "parcel-fee", ("deadline",), "a campaign", 3.0)
THEIRS = (conversations, checks, feedback, settings, waiting, questions)


def whose(kind: str, payload: bytes) -> Person | None:
    """As a front reads it: "U-ANN says ..."."""
    return Person("T1", payload.decode().partition(" ")[0]) if kind == "said" else None


async def lived(store: OpenStore, person: Person, other: Person, number: str = "1") -> None:
    """One of everything that is kept about a person."""
    place = Place(person.workspace, f"C{number}", number)
    talk = Conversation(f"c-{person.workspace}-{person.id}", person, place, MAIL * 50, NOW)
    await written(store, Outcome(person, talk, "message", (JUDGED, JUDGED), "helped"))
    await store.settings.save(person, {"language": "en", "region": "gb"})
    assert await store.settings.first_time(person, "welcome", NOW)
    await store.questions.wait(other, f"asked {number}", person, place, NOW)
    sent = await store.deliveries.claim(person, f"D{number}", "answer", number, NOW - 2 * DAY)
    await store.deliveries.sent(sent, "1.0", NOW - 2 * DAY)


async def rows(store: OpenStore, table: Table) -> Sequence[tuple[object, ...]]:
    return await store.database.read(lambda db: [tuple(row) for row in db.execute(table.select()).all()])


def numbers(kept: Kept) -> dict[str, int]:
    return {part.what: part.count for part in kept.parts if part.count}


async def test_what_is_kept_is_counted_with_its_times_and_how_long_it_is_kept(store: OpenStore) -> None:
    await lived(store, ANN, BOB)
    await store.questions.wait(ANN, "another", BOB, THREAD, NOW)
    assert await store.inbox.take("Ev9", "T1", "said", b"U-ANN says hello", NOW)
    assert await store.inbox.take("Ev8", "T1", "said", b"U-BOB says hello", NOW)
    kept = await store.privacy.kept(ANN, whose)
    assert numbers(kept) == {
        "conversations": 1, "checks": 2, "feedback": 1, "settings": 2, "firsts": 1, "waits": 1, "questions": 1,
        "deliveries": 1, "jobs": 1,
    }  # fmt: skip
    found = {part.what: part for part in kept.parts}
    assert (found["checks"].first, found["checks"].last, found["checks"].lifetime) == (NOW, NOW, timedelta(days=365))
    assert found["deliveries"].last == NOW - 2 * DAY
    assert found["settings"].first is None and found["settings"].lifetime is None
    assert numbers(await store.privacy.kept(CARL, whose)) == {}


async def test_who_is_forgotten_is_in_no_table_and_others_are_untouched(store: OpenStore) -> None:
    await lived(store, ANN, BOB)
    await lived(store, BOB, ANN, "2")
    await lived_elsewhere(store)
    others = numbers(await store.privacy.kept(BOB))
    del others["waits"]  # for ANN's answer, who was never asked
    gone = numbers(await store.privacy.forget(ANN, NOW))
    assert gone["conversations"] == 1 and gone["checks"] == 2 and gone["questions"] == 1
    assert numbers(await store.privacy.kept(ANN)) == {}
    for table in metadata.sorted_tables:
        in_workspace = [row for row in await rows(store, table) if "T1" in row]
        assert not any("U-ANN" in str(value) for row in in_workspace for value in row), table.name
    assert numbers(await store.privacy.kept(BOB)) == others
    assert numbers(await store.privacy.kept(CARL)) == {"settings": 1, "firsts": 1}


async def lived_elsewhere(store: OpenStore) -> None:
    await store.settings.save(CARL, {"language": "de"})
    await store.settings.first_time(CARL, "welcome", NOW)


async def test_not_a_byte_of_the_sealed_mail_nor_the_persons_id_stays_on_the_disk(
    file_store: OpenStore, path: Path
) -> None:
    """A key that leaks next year opens nothing of what was deleted this year."""
    await lived(file_store, ANN, BOB)
    assert await file_store.inbox.take("Ev9", "T1", "said", b"U-ANN says " + MAIL * 50, NOW, line="C1/U-ANN/")
    sealed = sealed_values(path)
    assert len(sealed) == 2
    assert all(value[100:200] in on_disk(path) for value in sealed) and b"U-ANN" in on_disk(path)
    await file_store.privacy.forget(ANN, NOW, whose)
    left = on_disk(path)
    assert not any(value[start : start + 16] in left for value in sealed for start in range(0, 3000, 16))
    assert b"U-ANN" not in left
    assert b"Ev9" in left, "this still looks into the right files"


async def test_what_was_sent_lately_is_not_sent_again_though_nobody_knows_to_whom(store: OpenStore) -> None:
    """The answer under way finds its row by its key, which tells nothing."""
    sent = await store.deliveries.claim(ANN, "", "answer", "7", NOW - MINUTE)
    await store.deliveries.sent(sent, "1.0", NOW - MINUTE)
    await store.deliveries.claim(ANN, "", "answer", "8", NOW - 2 * DAY)  # whose job was deleted unread
    await store.privacy.forget(ANN, NOW)
    again = await store.deliveries.claim(ANN, "", "answer", "7", NOW)
    assert (again.key, again.state, again.fresh) == (sent.key, DeliveryState.SENT, False)
    left = await rows(store, deliveries)
    assert len(left) == 2 and not any("U-ANN" in str(value) for row in left for value in row)
    (told,) = await store.database.read(
        lambda db: db.execute(deliveries.select().where(deliveries.c.state == DeliveryState.SENT)).all()
    )
    assert (told.target, told.message, told.changed_at) == ("", "", NOW), "neither where nor when they were answered"
    await store.sweep(NOW + DAY)
    assert [row[7] for row in await rows(store, deliveries)] == [DeliveryState.CLAIMED], "a day, as people are told"
    await store.sweep(NOW + store.keep.deliveries)
    assert await counted(store, deliveries) == [0]


async def test_an_answer_under_way_is_given_and_nothing_of_it_is_written_down(store: OpenStore) -> None:
    """A job that is being done must not bring back what was deleted a moment ago."""
    await taken(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    await store.privacy.forget(ANN, NOW + MINUTE)
    talk = Conversation("c1", ANN, THREAD, MAIL, NOW)
    await store.deliveries.sent(await store.deliveries.claim(ANN, "D1", "answer", "1", NOW), "1.0", NOW)
    await store.jobs.done(job, NOW + 2 * MINUTE, Outcome(ANN, talk, "message", (JUDGED,), "helped"))
    assert await counted(store, *THEIRS) == [0] * len(THEIRS)
    assert numbers(await store.privacy.kept(ANN)) == {}, "nor that they were answered"
    assert await store.jobs.claim(NOW + DAY, 9) == ()
    await written(store, Outcome(ANN, talk, "message", (JUDGED,)), NOW + 3 * MINUTE)
    assert numbers(await store.privacy.kept(ANN)) == {"conversations": 1, "checks": 1}, "a new question is new"


async def test_another_persons_answer_under_way_is_written_down(store: OpenStore) -> None:
    await taken(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    await store.privacy.forget(ANN, NOW + MINUTE)
    await store.jobs.done(job, NOW + MINUTE, Outcome(BOB, Conversation("c1", BOB, THREAD, MAIL, NOW)))
    assert numbers(await store.privacy.kept(BOB)) == {"conversations": 1}


async def test_what_a_person_asked_and_nobody_began_to_read_is_deleted_unread(store: OpenStore) -> None:
    assert await store.inbox.take("Ev1", "T1", "said", b"U-ANN says " + MAIL, NOW, line="a line")
    assert await store.inbox.take("Ev2", "T1", "said", b"U-BOB says " + MAIL, NOW, line="a line")
    assert numbers(await store.privacy.forget(ANN, NOW, whose)) == {"jobs": 1}
    assert [job.key for job in await store.jobs.claim(NOW, 9)] == ["Ev2"]
    assert not await store.inbox.take("Ev1", "T1", "said", b"U-ANN says " + MAIL, NOW), "Slack may repeat it"


async def test_whoever_stood_behind_a_deleted_job_in_its_line_has_a_ticket_now(key: str) -> None:
    """On a server only the first of a line has one; without it the line would stand still."""
    store = await open_store(postgres().database(), keys=Keys(key))
    assert await store.inbox.take("Ev1", "T1", "said", b"U-ANN says hello", NOW, line="a line")
    assert await store.inbox.take("Ev2", "T1", "said", b"U-BOB says hello", NOW, line="a line")
    await store.privacy.forget(ANN, NOW, whose)
    query = "SELECT CAST(args ->> 'job' AS bigint) FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
    drawn = await store.database.read(lambda db: [row[0] for row in db.exec_driver_sql(query)])
    begun = [await store.jobs.begin(job, number, NOW) for number, job in enumerate(drawn, 1)]
    assert [job.key for job in begun if job] == ["Ev2"]
    await store.close()


async def test_an_answer_that_ends_in_the_same_moment_is_deleted_or_not_written(key: str) -> None:
    """On a server two transactions do not see each other; what the one writes, the other must not overlook."""
    store = await open_store(postgres().database(), keys=Keys(key))
    talk, checked = Conversation("c1", ANN, THREAD, MAIL, NOW), asyncio.Event()

    def ended(connection: Connection) -> None:
        assert not forgotten_since(connection, store.privacy.sealer, ANN, NOW)
        checked.set()
        connection.exec_driver_sql("SELECT pg_sleep(0.3)")
        write_conversation(connection, store.privacy.sealer, talk)

    ending = asyncio.create_task(store.database.write(ended))
    await checked.wait()
    await store.privacy.forget(ANN, NOW)
    await ending
    assert numbers(await store.privacy.kept(ANN)) == {}
    await store.close()


async def test_a_repeated_press_of_somebody_who_was_forgotten_is_not_answered_twice(store: OpenStore) -> None:
    """The press names the person, so it is deleted; the ledger still knows that it was answered."""
    assert await store.inbox.take("D1:1.0:helped:U-ANN", "T1", "pressed", b"", NOW)
    delivery = await store.deliveries.claim(ANN, "D1", "answer", "D1:1.0:helped:U-ANN", NOW)
    await store.deliveries.sent(delivery, "2.0", NOW)
    await store.privacy.forget(ANN, NOW)
    assert [row for row in [*await rows(store, events), *await rows(store, deliveries)] if "U-ANN" in str(row)] == []
    again = await store.deliveries.claim(ANN, "D1", "answer", "D1:1.0:helped:U-ANN", NOW)
    assert again.state is DeliveryState.SENT


async def test_the_mark_of_a_deletion_goes_when_no_older_job_is_left(store: OpenStore) -> None:
    await taken(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    await store.privacy.forget(ANN, NOW + MINUTE)
    await store.sweep(NOW + 9 * DAY)
    assert [row[2] for row in await rows(store, firsts)] == [FORGOTTEN]
    await store.jobs.done(job, NOW + 9 * DAY)
    await store.sweep(NOW + 9 * DAY)
    assert await counted(store, firsts) == [0]


async def test_an_ended_job_that_names_the_person_goes_and_that_of_a_longer_name_stays(store: OpenStore) -> None:
    for key, line in (("1:U-ANN", "D1/"), ("2", "U-ANN/"), ("3", "C1/U-ANN/9"), ("4:U-ANNA", "C1/U-ANNA/9")):
        assert await store.inbox.take(key, "T1", "said", b"", NOW, line=line)
    for job in await store.jobs.claim(NOW, 9):
        await store.jobs.failed(job, NOW, "ValueError")
    await store.privacy.forget(ANN, NOW)
    assert [row[2] for row in await rows(store, jobs)] == ["4:U-ANNA"]


async def test_what_is_the_companys_is_told_and_stays(store: OpenStore) -> None:
    change = {"workspace": "T1", "person": ANN.id, "name": "own_domains", "before": "", "after": "a.example", "at": NOW}
    await store.database.write(lambda db: db.execute(insert(changes), change).rowcount)
    kept = await store.privacy.forget(ANN, NOW)
    assert [(part.what, part.count) for part in kept.parts if part.stays and part.count] == [("changes", 1)]
    assert numbers(await store.privacy.kept(ANN)) == {"changes": 1}


async def test_nobody_cannot_be_forgotten(store: OpenStore) -> None:
    """What belongs to no person is the workspace's."""
    await store.settings.save(Person("T1", ""), {"own_domains": "a.example"})
    assert await store.privacy.forget(Person("T1", ""), NOW) == Kept()
    assert await counted(store, settings) == [1]


async def test_a_workspace_that_we_left_is_forgotten_whole(store: OpenStore) -> None:
    await lived(store, ANN, BOB)
    await lived_elsewhere(store)
    installed: dict[str, object] = dict.fromkeys(
        ("name", "enterprise", "app", "bot_user", "bot_id", "scopes", "installed_by"), "x"
    )
    installed |= {"workspace": "T1", "token": b"sealed", "at": NOW}
    await store.database.write(lambda db: db.execute(insert(installations), installed).rowcount)
    await taken(store, "Ev1", "Ev2")
    (job,) = await store.jobs.claim(NOW, 1)
    assert await store.privacy.forget_workspace("T1") >= 10
    for table in metadata.sorted_tables:
        assert not [row for row in await rows(store, table) if "T1" in row], table.name
    assert await counted(store, events, settings, firsts) == [0, 1, 1]
    await store.jobs.done(job, NOW, Outcome(ANN, Conversation("c1", ANN, THREAD, MAIL, NOW)))
    assert await counted(store, conversations) == [0], "a job that was being done has nothing to come back to"


def test_every_table_that_names_a_person_is_told_of_and_forgotten() -> None:
    """Whoever adds a table with people in it decides here what becomes of them."""
    named = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name in ("person", "colleague", "installed_by", "setter", "asker", "user", "admin")
    }
    assert named == {(part.table.name, part.column) for part in PARTS}
    stays = {part.table.name for part in PARTS if part.stays}
    assert stays == {
        "changes",  # the company must know who changed its rules; swept after its own time
        "own_tips",  # who wrote a tip of the company's
        "own_questions",  # and a question
        "subscriptions",  # who set up tips for a channel, and is told where they cannot go on
        "installations",  # who installed the bot speaks for the workspace; goes with it
    }
