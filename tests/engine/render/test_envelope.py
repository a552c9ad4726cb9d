"""A voice's loudness rises, settles, and dies after its key is let go."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.render.envelope import amplitude, release_seconds
from engine.render.soundfont import Region
from engine.render.stems import SAMPLE_RATE

DELAY, ATTACK, HOLD, DECAY, SUSTAIN, RELEASE = range(33, 39)


def region(**generators: int) -> Region:
    numbers = {"delay": DELAY, "attack": ATTACK, "hold": HOLD, "decay": DECAY}
    numbers |= {"sustain": SUSTAIN, "release": RELEASE}
    return Region(
        keys=(0, 127),
        velocities=(0, 127),
        samples=np.zeros(100, np.int16),
        loop=None,
        rate=SAMPLE_RATE,
        root=60,
        tuning_cents=0,
        generators={numbers[name]: amount for name, amount in generators.items()},
    )


def timecents(seconds: float) -> int:
    return round(1200 * np.log2(seconds))


times = st.integers(-12000, 1200)


@given(
    st.builds(
        region,
        delay=times,
        attack=times,
        hold=times,
        decay=times,
        sustain=st.integers(0, 1000),
        release=times,
    ),
    st.integers(0, 100_000),
    st.integers(1, 100_000),
)
def test_it_is_always_as_long_as_asked_and_between_0_and_1(
    zone: Region, gate: int, frames: int
) -> None:
    curve = amplitude(zone, 60, gate, frames)
    assert len(curve) == frames
    assert curve.min() >= 0
    assert curve.max() <= 1.0001
    assert (np.diff(curve[gate + 1 :]) <= 1e-6).all()


def test_the_stages_last_as_long_as_the_font_says() -> None:
    zone = region(
        delay=timecents(0.1),
        attack=timecents(0.1),
        hold=timecents(0.1),
        decay=timecents(1.0),
        sustain=200,
        release=timecents(1.0),
    )
    curve = amplitude(zone, 60, SAMPLE_RATE, 2 * SAMPLE_RATE)
    at = {seconds: curve[round(seconds * SAMPLE_RATE)] for seconds in (0.09, 0.15, 0.25, 0.4, 0.9)}
    assert at[0.09] == 0
    assert abs(at[0.15] - 0.5) < 0.01
    assert abs(at[0.25] - 1) < 0.001
    # A decay of a second to 100 dB below takes a tenth for 10 dB; it settles at 20 dB.
    assert abs(20 * np.log10(at[0.4]) + 10) < 0.1
    assert abs(20 * np.log10(at[0.9]) + 20) < 0.1
    assert abs(20 * np.log10(curve[round(1.2 * SAMPLE_RATE)]) + 40) < 0.1


def test_even_the_shortest_release_fades() -> None:
    assert release_seconds(region()) > 0.01
