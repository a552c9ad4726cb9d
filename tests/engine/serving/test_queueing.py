"""Who is served when: everybody's first before anybody's second."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from engine.serving.limits import Backoff
from engine.serving.queueing import FairQueue

ASKERS = st.sampled_from("abcd")


@given(st.lists(ASKERS, max_size=40))
def test_nobodys_second_goes_before_anothers_first(askers: list[str]) -> None:
    queue: FairQueue[tuple[str, int]] = FairQueue()
    count: dict[str, int] = defaultdict(int)
    for asker in askers:
        count[asker] += 1
        queue.push(asker, (asker, count[asker]))
    served = [queue.pop() for _ in askers]
    assert [turn for _, turn in served] == sorted(turn for _, turn in served)
    for asker in count:
        assert [t for a, t in served if a == asker] == list(range(1, count[asker] + 1))


@given(st.lists(ASKERS, max_size=40))
def test_the_order_that_is_told_is_the_order_of_service(askers: list[str]) -> None:
    queue: FairQueue[int] = FairQueue()
    for number, asker in enumerate(askers):
        queue.push(asker, number)
    told = queue.order()
    assert told == [queue.pop() for _ in range(len(queue))]


class Service(RuleBasedStateMachine):
    """Pushes, pops and drops in any order; nobody is passed over twice by one other."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: FairQueue[tuple[str, int]] = FairQueue()
        self.held: list[tuple[str, int]] = []
        self.number = 0
        self.served_since: dict[str, list[str]] = {}

    @rule(asker=ASKERS)
    def push(self, asker: str) -> None:
        self.number += 1
        self.queue.push(asker, (asker, self.number))
        self.held.append((asker, self.number))
        self.served_since.setdefault(asker, [])

    @precondition(lambda self: self.held)
    @rule()
    def pop(self) -> None:
        item = self.queue.pop()
        asker = item[0]
        assert item == min(row for row in self.held if row[0] == asker)
        self.held.remove(item)
        for other, served in self.served_since.items():
            if other != asker:
                served.append(asker)
                assert len(set(served)) == len(served), "passed over twice"
        self.served_since[asker] = []
        self._forget()

    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        if self.held:
            item = data.draw(st.sampled_from(self.held))
            assert self.queue.drop(lambda other: other == item) == [item]
            self.held.remove(item)
            self._forget()
        else:
            assert self.queue.drop(lambda _: True) == []

    def _forget(self) -> None:
        waiting = {asker for asker, _ in self.held}
        self.served_since = {a: s for a, s in self.served_since.items() if a in waiting}

    @invariant()
    def holds_what_was_pushed(self) -> None:
        assert len(self.queue) == len(self.held)
        assert sorted(self.queue.order()) == sorted(self.held)


TestService = Service.TestCase


def test_deaths_in_a_row_wait_longer_and_longer_until_a_job_is_done() -> None:
    backoff = Backoff(most=5, pause=60)
    assert [backoff.died() for _ in range(6)] == [0, 1, 2, 4, 60, 60]
    assert backoff.is_broken
    backoff.lived()
    assert not backoff.is_broken
    assert backoff.died() == 0
