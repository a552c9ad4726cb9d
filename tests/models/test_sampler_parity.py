"""The sampler's graph and the training graph must be the same network seeing the same things."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from models.events import Events
from models.features import GUIDE_FEATURES, OWN_FEATURES, Guide, guide_features, own_features
from models.network import build_network
from models.sampler.frames import FormPlan, Voice
from models.sampler.loop import build_sampler
from models.sampler.plan import tensors_of
from models.sampler.weights import sampler_weights, stack_weights
from models.shape import NetworkSize, columns_of
from models.training.fitting import named_arrays
from music.units import TICKS_PER_BEAT

SMALL = NetworkSize(units=24, layers=2, width=16, head=16, guided=False)
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


def written(result: dict, row: int, plan: FormPlan) -> Events:
    length = result["ticks"].numpy()[:, row]
    used = length > 0
    return Events(
        result["pitch"].numpy()[used, row],
        length[used],
        result["start"].numpy()[used, row],
        plan.chords,
        plan.bar_ticks,
        plan.bars * plan.bar_ticks,
        plan.meter,
        plan.mode,
    )


def log_likelihood(model: keras.Model, classes: np.ndarray, events: Events) -> np.ndarray:
    logits = model({"classes": classes[None], "chosen": events.pitch[None]}, training=False)
    pitch = tf.nn.log_softmax(logits["pitch"][0]).numpy()
    ticks = tf.nn.log_softmax(logits["ticks"][0]).numpy()
    steps = np.arange(len(events))
    return pitch[steps, events.pitch] + ticks[steps, events.ticks]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_phase_one_scores_what_it_writes_as_the_training_graph_does(seed: int) -> None:
    models, weights = zip(*(random_weights(SMALL, seed + n) for n in range(2)), strict=True)
    plan = form(8)
    voice = Voice(low=20, high=45, temperature=1.0, top_p=0.97)
    tensors = tensors_of([plan] * 4, [voice] * 4, events=200)
    uniforms = tf.constant(np.random.default_rng(seed).random((200, 4, 2)), tf.float32)
    result = build_sampler(SMALL, guidance=False)(stack_weights(weights), tensors, uniforms)
    for row in range(4):
        events = written(result, row, plan)
        assert events.ticks.sum() == 8 * 48
        classes = own_features(events)
        expected = log_likelihood(models[row // 2], classes, events)
        scores = result["scores"].numpy()[: len(events), row, 0]
        np.testing.assert_allclose(scores, expected, atol=2e-3)


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
    tensors = tensors_of(
        [plan] * 2,
        [voice] * 2,
        events=200,
        guides=[guide] * 2,
        genres=[0, 3, 5],
        blends=[blend] * 2,
    )
    uniforms = tf.constant(rng.random((200, 2, 2)), tf.float32)
    result = build_sampler(GUIDED, guidance=True)(stack_weights([weights]), tensors, uniforms)
    for row in range(2):
        events = written(result, row, plan)
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
            scores = result["scores"].numpy()[: len(events), row, condition]
            np.testing.assert_allclose(scores, expected, atol=2e-3)


def test_columns_cover_every_feature_once() -> None:
    names = columns_of(GUIDED).names
    assert len(set(names)) == len(names)
    assert {n for n, _ in OWN_FEATURES + GUIDE_FEATURES} < set(names)
    assert TICKS_PER_BEAT == 12
