"""A company's rules in the store: its own alone, sealed, and who changed what stands beside them."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.flows.shapes import Conversation, How, Judged, Outcome, OwnRules, Person, Place, RuleChange
from bot.library.organisation import NO_RULES, Organisation, Party
from bot.store import Keys, OpenStore, new_key, open_store
from tests.store.conftest import ANN, BOB, NOW, written

MARK = "kx7-planted-mark"
RULES = Organisation(
    own_domains=frozenset({"northwind.example"}), trusted_servers=("mx.northwind.example",),
    trusted_senders=frozenset({"ann@acme.example"}), suppliers=(Party("Papyrus", frozenset({"papyrus.example"})),),
    impersonated=(Party("Ruth Okafor", addresses=frozenset({"ruth@northwind.example"})),), exercise_mark=MARK,
    exercise_senders=frozenset({"lure.test"}), security_channel="C1", security_words="Call 4711.",
)  # fmt: skip
CARL = Person("T2", "U-CARL")
LATER = NOW + timedelta(hours=1)


async def test_what_was_saved_is_found_and_each_company_has_its_own(store: OpenStore) -> None:
    assert await store.rules.of("T1") == OwnRules()
    assert len(await store.rules.save(ANN, RULES, 0, NOW) or ()) == 9
    assert await store.rules.of("T1") == OwnRules(RULES, 1, NOW)
    assert await store.rules.of("T2") == OwnRules()
    await store.rules.save(CARL, Organisation(own_domains=frozenset({"south.example"})), 0, NOW)
    assert (await store.rules.of("T1")).rules == RULES
    assert [one.person for one in await store.rules.changes("T2", 9)] == [CARL.id]


async def test_every_change_stands_there_with_who_and_when_and_of_the_mark_only_that(store: OpenStore) -> None:
    await store.rules.save(ANN, RULES, 0, NOW)
    other = replace(RULES, own_domains=frozenset({"b.example", "a.example"}), exercise_mark="another-9-mark")
    assert await store.rules.save(BOB, other, 1, LATER) == ["own_domains", "exercise_mark"]
    assert await store.rules.changes("T1", 2) == [
        RuleChange(LATER, BOB.id, "exercise_mark", "", ""),
        RuleChange(LATER, BOB.id, "own_domains", "northwind.example", "a.example\nb.example"),
    ]
    assert (await store.rules.of("T1")).mark_set_at == LATER
    await store.rules.save(BOB, replace(other, exercise_mark=""), 2, LATER)
    assert (await store.rules.of("T1")).mark_set_at is None


async def test_nothing_changed_is_no_change(store: OpenStore) -> None:
    await store.rules.save(ANN, RULES, 0, NOW)
    assert await store.rules.save(BOB, RULES, 1, LATER) == []
    assert (await store.rules.of("T1")).version == 1
    assert len(await store.rules.changes("T1", 99)) == 9


async def test_who_saw_older_rules_does_not_overwrite_newer_ones(store: OpenStore) -> None:
    """Two administrators with the box open: the second hears it, and the first one's work is not lost."""
    await store.rules.save(ANN, RULES, 0, NOW)
    assert await store.rules.save(BOB, NO_RULES, 0, LATER) is None
    assert await store.rules.of("T1") == OwnRules(RULES, 1, NOW)


async def test_of_many_who_save_at_once_one_wins(store: OpenStore) -> None:
    tries = [Organisation(security_words=f"Words {number}.") for number in range(8)]
    saved = await asyncio.gather(*(store.rules.save(ANN, one, 0, NOW) for one in tries))
    assert sorted(one is None for one in saved) == [False] + [True] * 7
    assert len(await store.rules.changes("T1", 99)) == 1


async def test_rules_and_their_changes_lie_sealed(file_store: OpenStore, path: Path) -> None:
    await file_store.rules.save(ANN, RULES, 0, NOW)
    await file_store.rules.save(ANN, replace(RULES, exercise_mark=""), 1, NOW)
    await file_store.database.forget()
    kept = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    assert ANN.id.encode() in kept
    for secret in (MARK, "northwind.example", "papyrus", "Okafor", "4711"):
        assert secret.encode() not in kept
    assert MARK not in repr(await file_store.rules.of("T1")) + repr(await file_store.rules.changes("T1", 99))


async def test_one_companys_rules_do_not_open_in_anothers_row(
    store: OpenStore, caplog: pytest.LogCaptureFixture
) -> None:
    await store.rules.save(ANN, RULES, 0, NOW)
    await store.rules.save(CARL, NO_RULES, 0, NOW)
    await store.rules.save(CARL, Organisation(security_words="Ours."), 0, NOW)
    swap = "UPDATE settings SET value = (SELECT value FROM settings WHERE workspace = 'T1' AND name = 'rules')"
    await store.database.write(lambda connection: connection.exec_driver_sql(swap))
    assert await store.rules.of("T2") == OwnRules()
    assert "T2" in caplog.text and "northwind" not in caplog.text


async def test_after_a_change_of_keys_the_rules_are_there_without_the_old_one(either_url: str) -> None:
    old, new = new_key(), new_key()
    for keys in (Keys(old), Keys(new, old), Keys(new)):
        opened = await open_store(either_url, keys=keys)
        if keys == Keys(old) or not (await opened.rules.of("T1")).version:
            await opened.rules.save(ANN, RULES, 0, NOW)
        assert (await opened.rules.of("T1")).rules == RULES
        await opened.close()


async def test_rules_whose_key_is_gone_can_be_set_again(store: OpenStore, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    lost = replace(store.rules, sealer=replace(store.rules.sealer, keys=Keys(new_key())))
    await lost.save(ANN, RULES, 0, NOW)
    assert await store.rules.of("T1") == OwnRules()
    assert [one.after for one in await store.rules.changes("T1", 99)] == [""] * 9
    assert "LEGITBOT_KEY" in caplog.text
    await store.rules.save(ANN, RULES, 0, LATER)
    assert (await store.rules.of("T1")).rules == RULES


async def test_a_workspace_that_left_leaves_no_rules_and_changes_go_when_their_time_is_over(store: OpenStore) -> None:
    await store.rules.save(ANN, RULES, 0, NOW)
    await store.rules.save(CARL, RULES, 0, NOW)
    await store.privacy.forget_workspace("T2")
    assert (await store.rules.of("T2"), await store.rules.changes("T2", 9)) == (OwnRules(), [])
    await store.sweep(NOW + store.keep.changes - timedelta(seconds=1))
    assert len(await store.rules.changes("T1", 99)) == 9
    await store.sweep(NOW + store.keep.changes)
    assert await store.rules.changes("T1", 99) == []
    assert (await store.rules.of("T1")).rules == RULES


async def test_who_is_forgotten_leaves_the_companys_rules_as_they_are(store: OpenStore) -> None:
    await store.rules.save(ANN, RULES, 0, NOW)
    await store.privacy.forget(ANN, LATER)
    assert (await store.rules.of("T1")).rules == RULES


async def test_people_who_saw_through_an_exercise_are_counted_once_and_not_named(store: OpenStore) -> None:
    def asked(person: Person, how: How, judged: Judged) -> Outcome:
        talk = Conversation(
            f"{person.id} {how} {judged.state}", person, Place("T1", "D", f"{person.id} {how}"), b"", NOW
        )
        return Outcome(person, talk, how.value, (judged,))

    practice = Judged("simulation", 0.0, "", (), "", 1.0)
    scam = Judged("likely_scam", 0.9, "", (), "", 1.0)
    for person, how, judged in (
        (ANN, How.MESSAGE, practice), (ANN, How.MENTION, practice), (BOB, How.MENTION, practice),
        (Person("T1", "U-DAVE"), How.MESSAGE, scam), (CARL, How.MESSAGE, practice),
        (Person("T1", "USLACKBOT"), How.EMAIL, practice),
    ):  # fmt: skip
        await written(store, asked(person, how, judged))
    old = Person("T1", "U-OLD")
    await written(store, asked(old, How.MESSAGE, practice), at=NOW - timedelta(days=31))
    assert await store.checks.people_with("T1", "simulation", NOW - timedelta(days=30)) == 2
