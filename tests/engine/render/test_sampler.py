"""The built-in sampler keeps tones from piece to piece, and that changes no sound."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from engine.render.sampler import Sampler
from engine.render.soundfont import SoundFont, load_soundfont
from engine.render.stems import SAMPLE_RATE, Stem, Stereo, Strike


@pytest.fixture(scope="module")
def font() -> SoundFont:
    spec = importlib.util.find_spec("pretty_midi")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return load_soundfont(Path(spec.submodule_search_locations[0]) / "TimGM6mb.sf2")


def stem(*lengths: float, program: int = 0, is_drums: bool = False) -> Stem:
    strikes = tuple(
        Strike(float(place), length, 45 + place % 3, 90) for place, length in enumerate(lengths)
    )
    return Stem("x", program, is_drums, strikes, 100, 64, 40)


STEMS = [
    stem(0.1, 0.2, 0.4),
    stem(2.5, 3.0, 0.4),
    stem(0.1, 2.0, 1.5, program=40),
    stem(0.1, 0.9, 0.2, is_drums=True),
    stem(0.9, 2.0, 2.0, is_drums=True),
]


def played(sampler: Sampler) -> list[Stereo]:
    return [sampler.play(one, 7 * SAMPLE_RATE) for one in STEMS]


def test_a_warm_sampler_plays_what_a_fresh_one_plays(font: SoundFont) -> None:
    warm = Sampler(font)
    played(warm)
    for again, one in zip(played(warm), STEMS, strict=True):
        assert np.array_equal(again, Sampler(font).play(one, 7 * SAMPLE_RATE))
        assert np.abs(again).max() > 0


def test_a_sampler_that_may_keep_next_to_nothing_plays_the_same(font: SoundFont) -> None:
    poor = Sampler(font, kept_bytes=1000)
    for ours, rich in zip(played(poor), played(Sampler(font)), strict=True):
        assert np.array_equal(ours, rich)
    assert len(poor._tones) == 1
