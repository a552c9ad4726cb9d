"""The sampler's graph and the training graph must be the same network seeing the same things."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from models.events import Events
from models.features import GUIDE_FEATURES, OWN_FEATURES, Guide, guide_features, own_features
from models.network import build_network
from models.sampler.frames import Commission, FormPlan, Voice, WrittenMelody
from models.sampler.lanes import Lanes, Shape
from models.sampler.loop import build_sampler
from models.sampler.weights import sampler_weights
from models.shape import NetworkSize, columns_of
from models.training.fitting import named_arrays
from music.units import TICKS_PER_BEAT

SMALL = NetworkSize(units=24, layers=2, width=16, head=16, guided=False)
REACH = 24  # of the memory, so that it forgets in a short melody
REMEMBERING = NetworkSize(units=24, layers=2, width=16, head=16, recall=8)
GUIDED = NetworkSize(units=24, layers=2, width=16, head=16, guided=True)


def random_weights(size: NetworkSize, seed: int) -> tuple[keras.Model, dict]:
    keras.utils.set_random_seed(seed)
    model = build_network(size)
    for weight in model.weights:
        shape = weight.shape
        weight.assign(np.random.default_rng(seed).normal(0, 0.3, shape).astype(np.float32))
    return model, sampler_weights(named_arrays(model), size)


def form(bars: int, *, meter: int = 4, bar_ticks: int = 48, returns: bool = False) -> FormPlan:
    half = bars // 2
    shift = [0] * half + [half * bar_ticks if returns else 0] * (bars - half)
    borders = [half * bar_ticks] * half + [bars * bar_ticks] * (bars - half)
    return FormPlan(
        bar_ticks=bar_ticks,
        bars=bars,
        meter=meter,
        mode=1,
        tonic=0,
        chords=np.tile(np.array([1, 8, 1, 15], np.int32), bars * bar_ticks // 24)[: bars * 8],
        border=np.array(borders, np.int32),
        hold=np.array([0] * (half - 1) + [half * bar_ticks - 12] + [0] * (bars - half), np.int32),
        own_shift=np.array(shift, np.int32),
        phrase_bar=np.arange(bars, dtype=np.int32) % 8 + 1,
        fresh=np.zeros(bars, np.int32),
        approach=bars * bar_ticks - 24,
        close=bars * bar_ticks - 24,
    )


def events_of(melody: WrittenMelody, plan: FormPlan) -> Events:
    return Events(
        melody.pitch,
        melody.ticks,
        melody.start,
        plan.chords,
        plan.bar_ticks,
        plan.bars * plan.bar_ticks,
        plan.meter,
        plan.mode,
    )


def written(
    size: NetworkSize, weights: dict, orders: list[Commission], *, steps: int = 200
) -> list[WrittenMelody]:
    """The melodies of as many lanes, ``steps`` events at a time."""
    shape = Shape(len(orders), 200, len(orders[0].genres))
    sampler = build_sampler(size, guidance=size.guided)
    lanes = Lanes(sampler, weights, size, shape)
    for lane, wanted in enumerate(orders):
        lanes.place(lane, wanted)
    while not lanes.write(steps).all():
        pass
    return list(lanes.taken(np.arange(len(orders))))


def log_likelihood(model: keras.Model, classes: np.ndarray, events: Events) -> np.ndarray:
    logits = model({"classes": classes[None], "chosen": events.pitch[None]}, training=False)
    pitch = tf.nn.log_softmax(logits["pitch"][0]).numpy()
    ticks = tf.nn.log_softmax(logits["ticks"][0]).numpy()
    steps = np.arange(len(events))
    return pitch[steps, events.pitch] + ticks[steps, events.ticks]


@pytest.mark.slow
@pytest.mark.parametrize(("size", "bars"), [(SMALL, 8), (REMEMBERING, 8), (REMEMBERING, 32)])
def test_phase_one_scores_what_it_writes_as_the_training_graph_does(
    size: NetworkSize, bars: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("models.recall", "models.sampler.recalling"):
        monkeypatch.setattr(f"{module}.REACH", REACH)
    model, weights = random_weights(size, bars)
    plan = form(bars)
    voice = Voice(low=20, high=45, temperature=1.0, top_p=0.97)
    uniforms = np.random.default_rng(bars).random((4, 200, 2), np.float32)
    for melody in written(size, weights, [Commission(plan, voice, u) for u in uniforms]):
        events = events_of(melody, plan)
        assert events.ticks.sum() == bars * 48
        assert len(events) > REACH or bars == 8
        expected = log_likelihood(model, own_features(events), events)
        np.testing.assert_allclose(melody.scores[:, 0], expected, atol=2e-3)


@pytest.mark.slow
def test_phase_two_sees_guide_and_returning_section_as_training_does() -> None:
    model, weights = random_weights(GUIDED, 5)
    plan = form(8, returns=True)
    rng = np.random.default_rng(3)
    onsets = np.arange(0, 8 * 48, 12, dtype=np.int32)
    pitches = rng.integers(20, 40, len(onsets)).astype(np.int32)
    guide = Guide(onsets, pitches, np.full(len(onsets), 12, np.int32))
    voice = Voice(low=20, high=45, temperature=1.0, top_p=0.97, guidance=2.0)
    blend = np.tile(np.array([0, 0.7, 0.3], np.float32), (8, 1))
    orders = [
        Commission(plan, voice, rng.random((200, 2), np.float32), guide, (0, 3, 5), blend)
        for _ in range(2)
    ]
    for melody in written(GUIDED, weights, orders):
        events = events_of(melody, plan)
        seen = own_features(events)
        first = guide_features(events, guide)
        own = Guide(events.start + 4 * 48, events.pitch, events.ticks)
        second = guide_features(events, own)
        returning = events.start >= 4 * 48
        # What follows the source section's end is not yet known to a melody being written.
        guided = np.where(returning[:, None], second, first)
        for condition, genre in enumerate([0, 3, 5]):
            column = np.full((len(events), 1), genre, np.int32)
            classes = np.hstack([seen, guided, column])
            expected = log_likelihood(model, classes, events)
            np.testing.assert_allclose(melody.scores[:, condition], expected, atol=2e-3)


def test_columns_cover_every_feature_once() -> None:
    names = columns_of(GUIDED).names
    assert len(set(names)) == len(names)
    assert {n for n, _ in OWN_FEATURES + GUIDE_FEATURES} < set(names)
    assert TICKS_PER_BEAT == 12
