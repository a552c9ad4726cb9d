"""A job's tale, and the buckets that count requests: small things with properties."""

from __future__ import annotations

import asyncio

import pytest

from bot.desk.events import Moved
from bot.studio.buckets import Buckets
from bot.studio.melodies import KEPT_SECONDS, Melodies
from bot.studio.tale import Tale, Told
from engine.steps import PHASE1, Step
from music.key import Key
from music.leadsheet import LeadSheet
from music.meter import Meter


def tale() -> Tale:
    return Tale(1, ("studio", "ann"), "main", None)


async def told(one: Tale, after: int = 0) -> list[Told]:
    return [event async for event in one.watch(after) if event is not None]


@pytest.mark.asyncio
async def test_everybody_is_told_everything_once_from_where_they_are() -> None:
    one = tale()
    one.tell("progress", {"n": 1})
    early = asyncio.create_task(told(one))
    late = asyncio.create_task(told(one, after=1))
    await asyncio.sleep(0)
    one.tell("progress", {"n": 2})
    one.state = "finished"
    one.tell("finished", {})
    assert [event.number for event in await early] == [1, 2, 3]
    assert [event.number for event in await late] == [2, 3]
    assert [event.number for event in await told(one)] == [1, 2, 3]


@pytest.mark.asyncio
async def test_who_watches_is_let_go_when_the_process_ends() -> None:
    one = tale()
    watching = asyncio.create_task(told(one))
    await asyncio.sleep(0)
    one.leave()
    assert await watching == []


def test_small_steps_of_a_renderer_are_passed_over() -> None:
    one = tale()
    one.moved(Moved(Step(PHASE1, genres=("jazz",))))
    for hundredth in range(101):
        one.moved(Moved(rendering="ogg", share=hundredth / 100))
    one.moved(Moved(rendering="stems", share=0.01))
    assert len(one.told) < 32
    assert one.told[0].data["stage"] == PHASE1
    assert one.told[-1].data["rendering"] == "stems"
    assert one.to_json()["progress"]["text"] == "making stems: 1%"


class Clock:
    """Stands still until it is turned."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_full_at_first_and_fills_with_time() -> None:
    clock = Clock()
    buckets = Buckets(per_second=0.5, at_once=2, clock=clock)
    assert [buckets.take("ann") for _ in range(3)] == [0, 0, 2]
    assert buckets.take("ben") == 0
    clock.now = 2.0
    assert [buckets.take("ann") for _ in range(2)] == [0, 2]
    clock.now = 1_000.0
    assert [buckets.take("ann") for _ in range(3)] == [0, 0, 2]


def test_melodies_are_kept_for_a_while_and_a_few_of_each() -> None:
    clock = Clock()
    kept = Melodies(clock=clock)
    sheet = LeadSheet(Key("C"), Meter("4/4"), 4, ())
    names = [kept.keep(("studio", "ann"), sheet) for _ in range(10)]
    assert kept.find(("studio", "ann"), names[0]) is None
    assert kept.find(("studio", "ann"), names[-1]) is sheet
    assert kept.find(("studio", "ben"), names[-1]) is None
    clock.now = KEPT_SECONDS + 1.0
    assert kept.find(("studio", "ann"), names[-1]) is None
