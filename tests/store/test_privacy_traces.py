"""What is left beside the rows that hold a person: keys, lines and places that name them as well as their id does."""

from datetime import timedelta

from bot.flows.shapes import Conversation, Outcome
from bot.store import OpenStore
from bot.store.tables import jobs, meta, metadata
from tests.store.conftest import ANN, NOW, THREAD, taken
from tests.store.test_privacy import rows

MINUTE = timedelta(minutes=1)
MAIL = b"Dear Ann, your parcel 4711 waits at the depot of courier.example"


async def test_a_press_that_is_being_answered_leaves_nobodys_name_behind(store: OpenStore) -> None:
    pressed = "T1:D1:1.0:helped:U-ANN"
    await taken(store, pressed)
    (job,) = await store.jobs.claim(NOW, 1)
    await store.privacy.forget(ANN, NOW + MINUTE)
    sent = await store.deliveries.claim(ANN, "D1", "answer", pressed, NOW)
    await store.deliveries.sending(sent, NOW)
    await store.privacy.forget(ANN, NOW + MINUTE)
    await store.deliveries.sent(sent, "1772442000.1", NOW + 2 * MINUTE)
    talk = Conversation("c1", ANN, THREAD, MAIL, NOW)
    await store.jobs.done(job, NOW + 2 * MINUTE, Outcome(ANN, talk, "message"))
    held = [row for table in metadata.sorted_tables if table is not meta for row in await rows(store, table)]
    assert held and not [row for row in held if any(word in str(row) for word in ("U-ANN", "D1", "1772442000.1"))]


async def test_a_job_that_is_done_does_not_say_where_it_was_asked(store: OpenStore) -> None:
    """The place of a direct message is as good as a name, and nobody needs it any more."""
    assert await store.inbox.take("Ev1", "T1", "said", b"", NOW, line="D1/", about="D1/100.1")
    assert await store.inbox.take("Ev2", "T1", "said", b"", NOW, line="D1/", about="D1/100.2")
    (job,) = await store.jobs.claim(NOW, 9)
    await store.jobs.done(job, NOW)
    (second,) = await store.jobs.claim(NOW, 9)
    assert second.key == "Ev2", "whoever stands behind it in the line is next all the same"
    await store.jobs.done(second, NOW)
    held = await rows(store, jobs)
    assert len(held) == 2 and not [row for row in held if "D1" in str(row)]
