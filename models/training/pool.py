"""Phase-1 melodies in numbers, for phase 2's damaged guides.

Each genre's network writes melodies over the chords of real training pieces.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import tensorflow as tf

from models import store
from models.dataset import Melody
from models.events import Events
from models.sampler.frames import Commission, FormPlan, Voice, WrittenMelody
from models.sampler.lanes import Lanes, Shape
from models.sampler.loop import build_sampler
from models.sampler.weights import sampler_weights
from models.shape import NetworkSize
from models.training.data import GenreData

_ROWS = 32
_EVENTS = 384
_LONGEST_BARS = 32
_CALLS_PER_GENRE = 6
_LOW, _HIGH = 20, 52


def phase1_pool(
    weights_dir: Path, data: Mapping[str, GenreData], *, seed: int
) -> dict[int, list[Events]]:
    """Melodies by bar length in ticks, written by every genre's own network."""
    rng = np.random.default_rng(seed)
    pool: dict[int, list[Events]] = {}
    sampler = None
    frames = [m for d in data.values() for m in d.melodies["train"]]
    for genre in data:
        stored = store.load_network(weights_dir, store.file_name(store.PHASE1, genre))
        size = NetworkSize(**stored.card["size"])
        sampler = sampler or build_sampler(size, guidance=False)
        weights = {
            name: tf.constant(value) for name, value in sampler_weights(stored.arrays, size).items()
        }
        own = data[genre].melodies["train"]
        for _ in range(_CALLS_PER_GENRE):
            chosen = [
                source[int(rng.integers(len(source)))]
                for source in [own] * (_ROWS // 2) + [frames] * (_ROWS // 2)
            ]
            forms = [_frame(melody) for melody in chosen]
            voice = Voice(_LOW, _HIGH, temperature=1.0, top_p=0.97)
            lanes = Lanes(sampler, weights, size, Shape(_ROWS, _EVENTS))
            for lane, form in enumerate(forms):
                numbers = rng.random((_EVENTS, 2), np.float32)
                lanes.place(lane, Commission(form, voice, numbers))
            lanes.write(_EVENTS)
            for form, melody in zip(forms, lanes.taken(np.arange(_ROWS)), strict=True):
                pool.setdefault(form.bar_ticks, []).append(_events(melody, form))
    return pool


def _frame(melody: Melody) -> FormPlan:
    events = melody.events
    bars = min(-(-events.total_ticks // events.bar_ticks), _LONGEST_BARS)
    end = bars * events.bar_ticks
    chords = events.chords if len(events.chords) else np.zeros(1, np.int32)
    return FormPlan(
        bar_ticks=events.bar_ticks,
        bars=bars,
        meter=events.meter,
        mode=events.mode,
        tonic=9 if events.mode == 2 else 0,
        chords=chords[: end // 6 + 1],
        border=np.full(bars, end, np.int32),
        hold=np.zeros(bars, np.int32),
        own_shift=np.zeros(bars, np.int32),
        phrase_bar=np.arange(bars, dtype=np.int32) % 8 + 1,
        fresh=np.zeros(bars, np.int32),
        approach=end - events.bar_ticks // 2,
        close=end - events.bar_ticks // 2,
    )


def _events(melody: WrittenMelody, form: FormPlan) -> Events:
    return Events(
        melody.pitch,
        melody.ticks,
        melody.start,
        form.chords,
        form.bar_ticks,
        form.bars * form.bar_ticks,
        form.meter,
        form.mode,
    )
