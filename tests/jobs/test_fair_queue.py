"""Whoever waits for a process gets one in fair turns, whatever everybody else does."""

import asyncio
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.shapes import Person
from bot.jobs.fair_queue import FairQueue, Rounds
from bot.jobs.seats import Closed, Seats
from tests.growth import grows_linearly

ANN, BOB, CEM = Person("acme", "ann"), Person("acme", "bob"), Person("other", "cem")
PEOPLE = [Person(workspace, name) for workspace in ("acme", "other", "third") for name in ("ann", "bob", "cem")]


def served(queue: FairQueue[str], most: int = 1_000) -> list[str]:
    """Everybody's tickets, served one at a time."""
    tickets: list[str] = []
    while len(tickets) < most and (chosen := queue.next()):
        tickets.append(chosen[0])
        queue.done(chosen[1])
    return tickets


def test_a_burst_from_one_workspace_lets_the_other_one_in_next() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(500):
        queue.join(f"burst {number}", Person("acme", f"person {number}"))
    first = queue.next()
    assert first == ("burst 0", Person("acme", "person 0"))
    queue.join("one", CEM)
    queue.done(first[1])
    chosen = queue.next()
    assert chosen == ("one", CEM)


def test_one_person_does_not_hold_up_the_others_of_their_workspace() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(3):
        queue.join(f"ann {number}", ANN)
    queue.join("bob", BOB)
    queue.join("cem", CEM)
    assert served(queue) == ["ann 0", "cem", "bob", "ann 1", "ann 2"]


def test_who_asks_one_by_one_does_not_come_before_those_who_wait() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(20):
        queue.join(f"acme {number}", Person("acme", f"person {number}"))
    seen = []
    for number in range(10):
        queue.join(f"cem {number}", CEM)  # there again as soon as he was served
        seen += served(queue, 2)
    assert Counter(one.split()[0] for one in seen) == {"acme": 10, "cem": 10}


def test_nobody_is_served_twice_at_once() -> None:
    queue: FairQueue[str] = FairQueue()
    queue.join("one", ANN)
    queue.join("two", ANN)
    assert queue.next() == ("one", ANN)
    assert queue.next() is None
    queue.done(ANN)
    assert queue.next() == ("two", ANN)


def test_what_has_to_be_done_again_comes_before_what_the_person_asked_else() -> None:
    queue: FairQueue[str] = FairQueue()
    for ticket in ("one", "two"):
        queue.join(ticket, ANN)
    assert queue.next() == ("one", ANN)
    queue.done(ANN)
    queue.join("one, briefly", ANN, first=True)
    assert served(queue) == ["one, briefly", "two"]


def test_who_leaves_makes_no_hole() -> None:
    queue: FairQueue[str] = FairQueue()
    for ticket, person in (("one", ANN), ("two", BOB), ("three", CEM)):
        queue.join(ticket, person)
    queue.leave("one", ANN)
    queue.leave("one", ANN)
    queue.leave("three", CEM)
    assert served(queue) == ["two"]
    assert len(queue) == 0


@given(st.lists(st.tuples(st.sampled_from(["join", "first", "leave", "next", "done"]), st.integers(0, 8)), max_size=60))
def test_whatever_happens_every_ticket_is_served_once_and_nobody_twice_at_once(happens: list[tuple[str, int]]) -> None:
    queue: FairQueue[int] = FairQueue()
    waiting: dict[Person, list[int]] = defaultdict(list)
    at_work: set[Person] = set()
    for number, (what, who) in enumerate(happens):
        person = PEOPLE[who]
        if what in ("join", "first"):
            queue.join(number, person, first=what == "first")
            waiting[person].insert(0 if what == "first" else len(waiting[person]), number)
        elif what == "leave" and waiting[person]:
            queue.leave(waiting[person].pop(), person)
        elif what == "done" and person in at_work:
            queue.done(person)
            at_work.remove(person)
        elif what == "next":
            may = [one for one, tickets in waiting.items() if tickets and one not in at_work]
            chosen = queue.next()
            assert (chosen is not None) == bool(may)
            if chosen:
                assert chosen[1] in may and chosen[0] == waiting[chosen[1]].pop(0)
                at_work.add(chosen[1])
        assert len(queue) == sum(map(len, waiting.values()))
    for person in at_work:
        queue.done(person)
    left = sorted(ticket for tickets in waiting.values() for ticket in tickets)
    assert sorted(served_numbers(queue)) == left


def served_numbers(queue: FairQueue[int]) -> list[int]:
    numbers = []
    while chosen := queue.next():
        numbers.append(chosen[0])
        queue.done(chosen[1])
    return numbers


@given(st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=4), min_size=1, max_size=5))
def test_until_its_own_are_all_served_no_workspace_falls_more_than_one_behind(burst: list[list[int]]) -> None:
    queue: FairQueue[int] = FairQueue()
    left: Counter[str] = Counter()
    for workspace, people in enumerate(burst):
        for person, count in enumerate(people):
            for number in range(count):
                queue.join(workspace * 10_000 + person * 100 + number, Person(f"{workspace}", f"{person}"))
            left[f"{workspace}"] += count
    had: Counter[str] = Counter()
    while chosen := queue.next():
        workspace_id = chosen[1].workspace
        had[workspace_id] += 1
        left[workspace_id] -= 1
        queue.done(chosen[1])
        behind = [had[one] for one, count in left.items() if count]
        assert not behind or max(had.values()) - min(behind) <= 1


def test_every_step_costs_the_same_however_many_wait() -> None:
    def all_served(people: list[Person]) -> None:
        queue: FairQueue[int] = FairQueue()
        for number, person in enumerate(people):
            queue.join(number, person)
        for number, person in enumerate(people):
            if number % 3 == 0:
                queue.leave(number, person)
        while chosen := queue.next():
            queue.done(chosen[1])

    grows_linearly(all_served, lambda n: [ANN, *(Person(f"{one % 97}", f"{one % 1009}") for one in range(n))] * 2)
    grows_linearly(all_served, lambda n: [ANN] * n)


def test_rounds_take_each_once_before_any_again() -> None:
    rounds: Rounds[str] = Rounds()
    for key in "abcb":
        rounds.add(key)
    assert [rounds.take(), rounds.take()] == ["a", "b"]
    rounds.add("a")
    rounds.add("d")
    assert [rounds.take(), rounds.take(), rounds.take()] == ["c", "d", "a"]
    assert len(rounds) == 0
    with pytest.raises(KeyError):
        rounds.take()


class Chair:
    def __init__(self) -> None:
        self.gone = False


def seats(count: int = 1) -> tuple[Seats[Chair], list[Chair], list[Chair]]:
    broken: list[Chair] = []
    there: Seats[Chair] = Seats(broken.append)
    chairs = [Chair() for _ in range(count)]
    for chair in chairs:
        there.add(chair)
    return there, chairs, broken


async def test_a_waiter_who_is_cancelled_in_the_moment_of_being_served_leaves_the_seat_to_the_next() -> None:
    there, [chair], _ = seats()
    assert await there.taken(ANN) is chair
    bob, cem = (asyncio.create_task(there.taken(person)) for person in (BOB, CEM))
    await asyncio.sleep(0)
    there.free(chair, ANN)  # one of them has it now, and has not run since
    for one in (bob, cem):
        one.cancel()
    await asyncio.gather(bob, cem, return_exceptions=True)
    assert bob.cancelled() and cem.cancelled()
    async with asyncio.timeout(5):
        assert await there.taken(ANN) is chair


async def test_a_seat_that_is_gone_is_told_of_and_not_given() -> None:
    there, [first, second], broken = seats(2)
    first.gone = True
    assert await there.taken(ANN) is second
    assert broken == [first]


async def test_a_person_waits_for_their_own_seat_while_others_are_free() -> None:
    there, [first, second], _ = seats(2)
    assert await there.taken(ANN) is first
    again = asyncio.create_task(there.taken(ANN))
    await asyncio.sleep(0)
    assert not again.done()
    assert await there.taken(BOB) is second
    there.lost(ANN)
    there.free(second, BOB)
    assert await again is second


async def test_everybody_who_waits_is_told_of_the_end() -> None:
    there, [chair], _ = seats()
    assert await there.taken(ANN) is chair
    waiting = [asyncio.create_task(there.taken(person)) for person in (ANN, ANN, CEM)]
    await asyncio.sleep(0)
    there.close()
    told = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in told] == [Closed] * 3
    with pytest.raises(Closed):
        await there.taken(BOB)
    there.free(chair, ANN)
