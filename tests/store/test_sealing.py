"""What is sealed opens with its key and at its place only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Keys, new_key
from bot.store.sealing import Sealer, Unopened, new_secret

OLD, NEW = Keys(new_key()), new_key()


@given(st.binary(max_size=2000), st.text(max_size=50))
def test_what_was_sealed_opens_and_no_two_seals_are_alike(plain: bytes, row: str) -> None:
    sealed = OLD.seal(plain, row)
    assert OLD.open(sealed, row) == plain
    assert OLD.seal(plain, row) != sealed


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(OLD.seal(b"the mail", "row"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unopened):
        OLD.open(bytes(sealed), "row")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" * 12, b"\x01" * 13, b"\x01" * 28])
def test_what_is_too_short_is_no_seal(sealed: bytes) -> None:
    with pytest.raises(Unopened):
        OLD.open(sealed, "row")


def test_a_seal_does_not_open_in_another_row() -> None:
    with pytest.raises(Unopened):
        OLD.open(OLD.seal(b"the mail", "jobs/payload/T1/Ev1"), "jobs/payload/T1/Ev2")


def test_the_first_key_seals_and_all_of_them_open() -> None:
    old, new = new_key(), new_key()
    sealed = Keys(old).seal(b"the mail", "row")
    assert Keys(new, old).open(sealed, "row") == b"the mail"
    with pytest.raises(Unopened):
        Keys(old).open(Keys(new, old).seal(b"the mail", "row"), "row")


def test_a_key_does_not_stand_in_what_is_printed() -> None:
    sealer = Sealer(Keys(NEW), new_secret())
    assert NEW not in repr(Keys(NEW)) + repr(sealer)
    assert repr(sealer.secret) not in repr(sealer)


def test_a_hash_tells_its_parts_and_its_purpose_apart() -> None:
    sealer = Sealer(Keys(NEW), new_secret())
    hashes = [sealer.hash("a", "ab", "c"), sealer.hash("a", "a", "bc"), sealer.hash("b", "ab", "c"), sealer.hash("a")]
    assert len(set(hashes)) == 4
    assert sealer.hash("a", "ab", "c") == hashes[0]
