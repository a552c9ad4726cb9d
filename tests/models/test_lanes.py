"""Melodies written side by side: none may change a bit of another, and nothing recompiles."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.features import Guide
from models.networks import Networks
from models.sampler.frames import FormPlan, Voice, WrittenMelody
from models.sampler.workshop import Gone, IsGone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def networks(tiny_weights: Path) -> Networks:
    return Networks(tiny_weights)


def form(bars: int) -> FormPlan:
    return FormPlan(
        bar_ticks=48,
        bars=bars,
        meter=4,
        mode=1,
        tonic=0,
        chords=np.ones(bars * 8, np.int32),
        border=np.full(bars, bars * 48, np.int32),
        hold=np.zeros(bars, np.int32),
        own_shift=np.zeros(bars, np.int32),
        phrase_bar=np.arange(bars, dtype=np.int32) % 8 + 1,
        fresh=np.zeros(bars, np.int32),
        approach=bars * 48 - 24,
        close=bars * 48 - 24,
    )


def voice(temperature: float, guidance: float = 0.0) -> Voice:
    return Voice(low=20, high=45, temperature=temperature, top_p=0.97, guidance=guidance)


def both_phases(networks: Networks, seed: int) -> list[WrittenMelody]:
    """A request of its own length, temperature, genres and number of candidates."""
    rng = np.random.default_rng(seed)
    bars, temperature = int(rng.integers(2, 12)), float(rng.uniform(0.8, 1.2))
    genres = list(rng.permutation(["jazz", "classical", "folk"])[: rng.integers(1, 4)])
    first = networks.write_melodies(
        [form(bars)] * 3, dict.fromkeys(genres, voice(temperature)), rng=rng
    )
    guides = [Guide(m.start, m.pitch, m.ticks) for m in first[genres[0]]]
    blend = np.full((bars, len(genres)), 1 / len(genres), np.float32)
    fused = networks.fuse(
        [form(bars)] * 3,
        [voice(temperature, 2.0)] * 3,
        genres=genres,
        blends=[blend] * 3,
        guides=guides,
        rng=rng,
    )
    return [melody for row in first.values() for melody in row] + fused


def the_same(one: list[WrittenMelody], other: list[WrittenMelody]) -> bool:
    return len(one) == len(other) and all(
        getattr(a, name).tobytes() == getattr(b, name).tobytes()
        for a, b in zip(one, other, strict=True)
        for name in ("pitch", "ticks", "start", "scores")
    )


def test_a_pickup_begins_within_its_bar_and_the_end_leaves_its_room(networks: Networks) -> None:
    picked = replace(
        form(5),
        upbeat=12,
        border=np.array([3 * 48 - 12] * 3 + [5 * 48 - 12] * 2, np.int32),
        close=4 * 48,
        approach=4 * 48,
    )
    rng = np.random.default_rng(3)
    written = networks.write_melodies([picked, form(5)] * 2, {"jazz": voice(1.0)}, rng=rng)
    for number, melody in enumerate(written["jazz"]):
        ends = melody.start + melody.ticks
        is_picked = number % 2 == 0
        assert (melody.start[0], ends[-1]) == ((36, 228) if is_picked else (0, 240))
        assert (melody.start[1:] == ends[:-1]).all()
        if is_picked:  # the section is over where the upbeat to the next begins
            assert 132 in melody.start


def test_a_request_is_the_same_to_the_bit_alone_and_among_others(networks: Networks) -> None:
    alone = {seed: both_phases(networks, seed) for seed in range(8)}
    assert len({melodies[0].pitch.tobytes() for melodies in alone.values()}) == 8
    for order in (range(8), reversed(range(8))):
        with ThreadPoolExecutor(8) as pool:
            among = {seed: pool.submit(both_phases, networks, seed) for seed in order}
        for seed, melodies in alone.items():
            assert the_same(melodies, among[seed].result())


def test_another_genre_and_another_length_compile_nothing(networks: Networks) -> None:
    def write(genre: str, bars: int) -> None:
        rng = np.random.default_rng(1)
        networks.write_melodies([form(bars)] * 2, {genre: voice(1.0)}, rng=rng)

    write("jazz", 8)
    traces = networks.traces
    for genre, bars in (("folk", 8), ("classical", 3), ("jazz", 20)):
        write(genre, bars)
    assert networks.traces == traces > 0


def test_melodies_nobody_waits_for_are_given_up_and_others_go_on(networks: Networks) -> None:
    gone, begun = threading.Event(), threading.Event()

    def is_gone() -> bool:
        begun.set()
        return gone.is_set()

    def write(bars: int, is_gone: IsGone = lambda: False) -> dict[str, list[WrittenMelody]]:
        return networks.heeding(is_gone).write_melodies(
            [form(bars)] * 40, {"jazz": voice(1.0)}, rng=np.random.default_rng(2)
        )

    with ThreadPoolExecutor(2) as pool:
        given_up = pool.submit(write, 32, is_gone)
        other = pool.submit(write, 4)
        assert begun.wait(60)
        gone.set()
        with pytest.raises(Gone):
            given_up.result(60)
        assert len(other.result(60)["jazz"]) == 40
