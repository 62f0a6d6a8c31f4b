"""What is kept about people: conversations while they are open, checks, feedback, choices and questions."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.flows.shapes import Check, Conversation, Judged, Outcome, Person, Place, Waiting
from bot.store import Keys, OpenStore, open_store
from bot.store.questions import LATELY, MOST_OPEN
from bot.store.retention import Keep
from tests.store.conftest import ANN, BOB, NOW, THREAD, feedback_in, written

MINUTE = timedelta(minutes=1)
DAY = timedelta(hours=24)
TALK = Conversation("c1", ANN, THREAD, b"the mail", NOW)


async def test_a_conversation_goes_on_at_its_place(store: OpenStore) -> None:
    await written(store, Outcome(ANN, TALK))
    later = replace(TALK, memory=b"the mail, and more", last_at=NOW + MINUTE)
    await written(store, Outcome(ANN, later))
    assert await store.conversations.at(THREAD, NOW + MINUTE) == later
    assert await store.conversations.by_id("c1", NOW + MINUTE) == later
    assert await store.conversations.at(Place("T1", "C1", "999.9"), NOW) is None
    assert await store.conversations.at(Place("T2", "C1", "100.1"), NOW) is None


async def test_a_thread_that_everybody_sees_has_the_conversation_that_was_last(store: OpenStore) -> None:
    await written(store, Outcome(ANN, TALK))
    await written(store, Outcome(BOB, Conversation("c2", BOB, THREAD, b"bob's", NOW + MINUTE)))
    found = await store.conversations.at(THREAD, NOW + MINUTE)
    assert found and found.id == "c2"


async def test_a_new_conversation_of_one_person_ends_the_old_one_at_that_place(store: OpenStore) -> None:
    await written(store, Outcome(ANN, TALK))
    await written(store, Outcome(ANN, replace(TALK, id="c2", memory=b"another mail")))
    assert await store.conversations.by_id("c1", NOW) is None
    found = await store.conversations.at(THREAD, NOW)
    assert found and found.memory == b"another mail"


async def test_the_latest_of_a_channel_is_found_whatever_its_thread(store: OpenStore) -> None:
    await written(store, Outcome(ANN, replace(TALK, id="new", place=Place("T1", "D1", "2"), last_at=NOW + MINUTE)))
    await written(store, Outcome(ANN, replace(TALK, id="old", place=Place("T1", "D1", "1"))))
    await written(
        store, Outcome(ANN, replace(TALK, id="elsewhere", place=Place("T1", "D2", "3"), last_at=NOW + DAY / 2))
    )
    found = await store.conversations.latest(ANN, "D1", NOW + DAY / 2)
    assert found and found.id == "new"
    assert await store.conversations.latest(BOB, "D1", NOW) is None


async def test_a_conversation_closes_a_day_after_its_last_message_and_is_deleted(store: OpenStore) -> None:
    await written(store, Outcome(ANN, TALK))
    await written(store, Outcome(BOB, replace(TALK, id="c2", person=BOB, last_at=NOW + MINUTE)))
    assert await store.conversations.at(THREAD, NOW + DAY - MINUTE)
    assert await store.conversations.by_id("c1", NOW + DAY) is None, "closed, though nobody swept yet"
    assert await store.conversations.sweep(NOW + DAY) == 1
    assert await store.conversations.by_id("c2", NOW + DAY)


async def test_the_operator_sets_how_long_a_conversation_is_open(url: str, key: str) -> None:
    store = await open_store(url, keys=Keys(key), keep=Keep(conversations=MINUTE))
    await written(store, Outcome(ANN, TALK))
    assert await store.conversations.sweep(NOW + MINUTE) == 1
    await store.close()


async def test_times_come_back_as_the_instants_they_were(store: OpenStore) -> None:
    in_tokyo = datetime(2026, 3, 2, 18, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    await written(store, Outcome(ANN, replace(TALK, last_at=in_tokyo)))
    found = await store.conversations.by_id("c1", NOW)
    assert found and found.last_at == in_tokyo and found.last_at.utcoffset() == timedelta(0)


async def test_recent_checks_are_the_persons_own_and_newest_first(store: OpenStore) -> None:
    for minute, state in enumerate(["suspicious", "cannot_tell", "likely_scam"]):
        judged = Judged(state, 0.5, "", ("deadline",), "campaign", 3.0)
        await written(store, Outcome(ANN, TALK, "email", (judged,)), NOW + minute * MINUTE)
    assert await store.checks.recent(ANN, 2) == [
        Check(NOW + 2 * MINUTE, "likely_scam", "", "email"),
        Check(NOW + MINUTE, "cannot_tell", "", "email"),
    ]
    assert await store.checks.recent(BOB, 9) == []
    assert await store.checks.recent(Person("T2", ANN.id), 9) == []


async def test_feedback_pressed_twice_is_said_once(store: OpenStore) -> None:
    for person, what in ((ANN, "helped"), (ANN, "helped"), (ANN, "wrong"), (BOB, "helped")):
        await written(store, Outcome(person, TALK, feedback=what))
    assert await feedback_in(store) == [
        ("T1", "U-ANN", "c1", "helped"),
        ("T1", "U-ANN", "c1", "wrong"),
        ("T1", "U-BOB", "c1", "helped"),
    ]


async def test_choices_are_kept_one_by_one(store: OpenStore) -> None:
    assert await store.settings.of(ANN) == {}
    await store.settings.save(ANN, {"language": "de", "region": "de"})
    await store.settings.save(ANN, {"region": "at"})
    await store.settings.save(BOB, {"language": "en"})
    assert await store.settings.of(ANN) == {"language": "de", "region": "at"}


async def test_a_welcome_is_said_once_even_to_somebody_in_a_hurry(store: OpenStore) -> None:
    firsts = await asyncio.gather(*(store.settings.first_time(ANN, "welcome", NOW) for _ in range(20)))
    assert sum(firsts) == 1
    assert await store.settings.first_time(BOB, "welcome", NOW)
    assert await store.settings.first_time(ANN, "another thing", NOW)


async def test_a_colleague_is_asked_once_and_everybody_who_waits_is_told(store: OpenStore) -> None:
    carl, dora = Person("T1", "U-CARL"), Person("T1", "U-DORA")
    elsewhere = Place("T1", "D9")
    asked = [
        await store.questions.wait(BOB, "a campaign", ANN, THREAD, NOW),
        await store.questions.wait(BOB, "a campaign", ANN, THREAD, NOW),
        await store.questions.wait(BOB, "a campaign", carl, elsewhere, NOW + MINUTE),
    ]
    assert asked == [True, False, False]
    assert await store.questions.wait(BOB, "another campaign", dora, THREAD, NOW), "that is another question"
    question = await store.questions.id(BOB, "a campaign")
    assert await store.questions.answer(BOB, "a campaign") == ""
    assert await store.questions.answered(question, ANN, "yes", NOW) == [], "only the colleague can answer"
    assert await store.questions.answered(question, Person("T2", BOB.id), "yes", NOW) == []
    assert await store.questions.answer(BOB, "a campaign") == ""
    assert await store.questions.answered(question, BOB, "no", NOW) == [Waiting(ANN, THREAD), Waiting(carl, elsewhere)]
    assert await store.questions.answer(BOB, "a campaign") == "no"
    assert await store.questions.answered(question, BOB, "yes", NOW) == [], "the first answer counts"
    assert await store.questions.answer(BOB, "a campaign") == "no"
    assert not await store.questions.wait(BOB, "a campaign", dora, THREAD, NOW), "it is answered: nobody is asked"


async def test_a_colleague_is_not_asked_without_end(store: OpenStore) -> None:
    for number in range(MOST_OPEN):
        assert not await store.questions.crowded(BOB, f"mail {number}", NOW)
        await store.questions.wait(BOB, f"mail {number}", ANN, THREAD, NOW)
    assert await store.questions.crowded(BOB, "one more", NOW)
    assert not await store.questions.crowded(BOB, "mail 0", NOW), "to wait for an answer costs nobody anything"
    assert not await store.questions.crowded(ANN, "one more", NOW)
    assert not await store.questions.crowded(BOB, "one more", NOW + LATELY)
    await store.questions.answered(await store.questions.id(BOB, "mail 0"), BOB, "no", NOW)
    assert not await store.questions.crowded(BOB, "one more", NOW), "who answers can be asked again"


async def test_a_questions_id_tells_nothing_and_belongs_to_one_database(store: OpenStore, tmp_path: object) -> None:
    other = await open_store(f"sqlite:///{tmp_path}/other.db")
    ids = {
        await store.questions.id(BOB, "a campaign"),
        await store.questions.id(BOB, "another"),
        await store.questions.id(ANN, "a campaign"),
        await other.questions.id(BOB, "a campaign"),
    }
    await other.close()
    assert len(ids) == 4
    assert not any("campaign" in id_ for id_ in ids)
