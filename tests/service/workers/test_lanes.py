"""The rules of the pool without its processes: who runs next, who waits, who has to go."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.store import Limits, Question
from painopiste.workers.answer import Answer
from painopiste.workers.job import Job, Lane
from painopiste.workers.queue import FairQueue
from painopiste.workers.schedule import Remembered, Schedule
from painopiste.workers.settings import PoolSettings

CLIENTS = st.lists(st.sampled_from("abcd"), max_size=40)


def job(client: str, text: str = "ASK {}") -> Job:
    """A job of a client."""
    loop = asyncio.new_event_loop()
    made = Job(Question(text), Limits(), client, Answer(loop, 1), 0)
    loop.close()
    return made


def everyone(_: str) -> bool:
    """Every client may run one more."""
    return True


@given(CLIENTS)
def test_clients_take_turns_and_keep_their_order(clients: list[str]) -> None:
    """In every round each client that still waits has one, and its first ones come first."""
    queue, jobs = FairQueue(100), [job(client) for client in clients]
    for each in jobs:
        assert queue.push(each) is None
    popped = [queue.pop(everyone) for _ in jobs]
    assert queue.pop(everyone) is None
    for client in set(clients):
        assert [each for each in popped if each and each.client == client] == [each for each in jobs if each.client == client]
    left = Counter(clients)
    while left:
        round_of, popped = popped[: len(left)], popped[len(left) :]
        assert {each.client for each in round_of if each} == set(left)
        left -= Counter(left.keys())


@given(CLIENTS, st.integers(0, 10))
def test_a_queue_is_never_longer_than_it_may_be(clients: list[str], limit: int) -> None:
    """What goes is always of a client that has most."""
    queue = FairQueue(limit)
    for client in clients:
        before = Counter(each.client for each in queue) + Counter([client])
        surplus = queue.push(job(client))
        assert len(queue) == sum(1 for _ in queue) <= limit
        assert surplus is None or before[surplus.client] == max(before.values())


@given(CLIENTS, st.randoms())
def test_a_job_can_leave_the_queue_from_anywhere(clients: list[str], chance: object) -> None:
    """Once, and the others stay in order."""
    queue, jobs = FairQueue(100), [job(client) for client in clients]
    for each in jobs:
        queue.push(each)
    gone = [each for each in jobs if chance.random() < 0.5]
    assert all(queue.remove(each) for each in gone)
    assert not any(queue.remove(each) for each in gone)
    left = [queue.pop(everyone) for _ in range(len(jobs) - len(gone))]
    assert set(left) == set(jobs) - set(gone)
    assert queue.pop(everyone) is None


def test_a_client_that_runs_enough_is_passed_over() -> None:
    """The next one has its turn."""
    queue = FairQueue(9)
    for client in "aab":
        queue.push(job(client))
    popped = queue.pop(lambda client: client != "a")
    assert popped is not None
    assert popped.client == "b"
    assert queue.pop(lambda client: client != "a") is None


def test_what_was_remembered_longest_ago_is_forgotten_first() -> None:
    """Unless it was met again."""
    slow = Remembered(2)
    for fingerprint in (1, 2, 1, 3):
        slow.keep(fingerprint, True)
    assert [fingerprint in slow for fingerprint in (1, 2, 3)] == [True, False, True]
    slow.keep(1, False)
    assert 1 not in slow


def test_a_job_counts_where_it_runs_until_it_ends() -> None:
    """Its place and its client's share are free then, once."""
    schedule = Schedule(PoolSettings(fast=1, slow=1, per_client=1))
    first, second = job("a"), job("a")
    assert schedule.admit(first)
    schedule.start(first)
    assert not schedule.admit(second)
    assert schedule.queue(second) is None
    assert schedule.next(Lane.FAST) is None, "the client runs as many as it may in the fast lane"
    assert schedule.end(first)
    assert not schedule.end(first)
    assert schedule.next(Lane.FAST) is second
    assert schedule.is_idle


def test_a_client_whose_heavy_queries_run_has_light_ones_on_trial_beside_them() -> None:
    """Each may stay as long as it is light; a heavy one more waits until one of the heavy has ended."""
    schedule = Schedule(PoolSettings(fast=2, slow=4, per_client=1))
    heavy, light, another = job("a", "ASK { ?h ?e ?a }"), job("a"), job("a", "ASK { ?s ?l ?w }")
    schedule.start(heavy)
    schedule.move(heavy, Lane.SLOW)
    assert schedule.admit(light)
    schedule.start(light)
    assert light.is_on_trial
    assert not schedule.acquit(light)
    assert not schedule.admit(job("a")), "as many light ones as heavy ones"
    schedule.remember(another, is_slow=True)
    assert not schedule.admit(another)
    assert schedule.end(heavy)
    assert schedule.acquit(light)
    assert schedule.end(light)
    assert not any(schedule.taken.values())
    assert schedule.admit(another)


def test_a_job_that_is_put_back_waits_for_a_slow_place() -> None:
    """And is known as slow when it is asked again."""
    schedule = Schedule(PoolSettings())
    slow, again = job("a", "ASK { ?s ?p ?o }"), job("b", "ASK { ?s ?p ?o }")
    schedule.start(slow)
    schedule.remember(slow, is_slow=True)
    assert schedule.put_back(slow) is None
    assert list(schedule.waiting()) == [slow]
    schedule.admit(again)
    assert (slow.lane, again.lane) == (Lane.SLOW, Lane.SLOW)
    assert schedule.next(Lane.FAST) is None
    assert schedule.next(Lane.SLOW) is slow


def test_the_service_itself_has_a_lane_of_its_own() -> None:
    """And no limit to how many it runs in it but the places."""
    schedule = Schedule(PoolSettings(internal=2, per_client=1))
    for _ in range(2):
        own = job("")
        assert schedule.admit(own)
        schedule.start(own)
    assert not schedule.admit(job(""))
    assert schedule.has_place(Lane.FAST)


@pytest.mark.parametrize("name", ["fast", "slow", "flowing", "internal", "per_client", "hurry"])
def test_a_pool_without_places_is_refused(name: str) -> None:
    """Some queries would wait for ever."""
    with pytest.raises(ValueError, match=name):
        PoolSettings(**{name: 0})
