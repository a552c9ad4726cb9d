"""The rules that shape every melody, and the draw."""

import numpy as np
import pytest
import tensorflow as tf

from models.features import Guide
from models.sampler import lookups, rules
from models.sampler.draw import BLOCKED, draw
from models.sampler.folding import max_last, sum_last
from models.vocabulary import PITCHES, midi_pitch


def ints(*values: int) -> tf.Tensor:
    return tf.constant(values, tf.int32)


def allowed(mask: tf.Tensor) -> list[int]:
    return np.flatnonzero(mask.numpy()[0]).tolist()


def test_a_note_ends_by_the_border_and_on_a_playable_place() -> None:
    lengths = allowed(rules.fits(ints(12), ints(48), closing=tf.constant([False])))
    assert max(lengths) == 36
    assert {3, 4, 6, 8, 12, 24, 36} <= set(lengths)
    assert not {1, 5, 7, 11} & set(lengths)


def test_triplets_stay_triplets_until_the_next_beat() -> None:
    lengths = allowed(rules.fits(ints(4), ints(24), closing=tf.constant([False])))
    assert lengths[:2] == [2, 4]
    assert 5 not in lengths


def test_the_last_note_fills_what_is_left() -> None:
    assert allowed(rules.fits(ints(36), ints(48), closing=tf.constant([True]))) == [12]


def test_the_last_note_is_the_tonic() -> None:
    tonics = rules.tonics_in_range(ints(9), ints(20), ints(50))
    assert {midi_pitch(number) % 12 for number in allowed(tonics)} == {9}
    classes = allowed(rules.closes_on(tonics, ints(30), closing=tf.constant([True])))
    (last,) = classes
    assert last in allowed(tonics)
    assert abs(last - 30) == min(abs(number - 30) for number in allowed(tonics))
    assert len(allowed(rules.closes_on(tonics, ints(30), closing=tf.constant([False])))) == PITCHES


@pytest.mark.parametrize("tonic", [0, 9])
def test_from_anywhere_in_range_one_tonic_may_close(tonic: int) -> None:
    for last in range(24, 50):
        tonics = rules.tonics_in_range(ints(tonic), ints(24), ints(49))
        assert allowed(rules.closes_on(tonics, ints(last), closing=tf.constant([True])))


def test_notes_near_home_lie_a_third_or_less_from_a_tonic() -> None:
    tonics = rules.tonics_in_range(ints(0), ints(20), ints(50))
    near = allowed(rules.steps_home(tonics))
    homes = allowed(tonics)
    assert near == [n for n in range(1, PITCHES) if min(abs(n - home) for home in homes) <= 4]


def test_leaps_are_an_octave_at_most_and_rests_always_may_come() -> None:
    classes = allowed(rules.within_leap(ints(30)))
    assert (classes[0], classes[1], classes[-1]) == (0, 18, 42)


def test_two_rests_never_follow_each_other() -> None:
    assert 0 not in allowed(rules.not_twice_silent(ints(0)))
    assert 0 in allowed(rules.not_twice_silent(ints(30)))


def drawn(logits: list[float], *, temperature: float, top_p: float) -> np.ndarray:
    n = 4000
    uniform = tf.constant(np.random.default_rng(1).random(n), tf.float32)
    rows = tf.constant([logits] * n, tf.float32)
    chosen = draw(
        rows,
        temperature=tf.fill([n], temperature),
        top_p=tf.fill([n], top_p),
        uniform=uniform,
    )
    return np.bincount(chosen.numpy(), minlength=len(logits)) / n


def test_a_full_nucleus_draws_the_softmax() -> None:
    p = [0.5, 0.3, 0.15, 0.05]
    found = drawn(np.log(p).tolist(), temperature=1.0, top_p=1.0)
    np.testing.assert_allclose(found, p, atol=0.03)


def test_a_nucleus_leaves_out_the_tail_and_keeps_the_proportions() -> None:
    found = drawn(np.log([0.5, 0.3, 0.15, 0.05]).tolist(), temperature=1.0, top_p=0.75)
    np.testing.assert_allclose(found, [0.625, 0.375, 0, 0], atol=0.03)


def test_heat_flattens_and_blocked_classes_never_come() -> None:
    cool = drawn([1.0, 0.0, BLOCKED], temperature=0.5, top_p=1.0)
    hot = drawn([1.0, 0.0, BLOCKED], temperature=2.0, top_p=1.0)
    assert cool[0] > hot[0] > 0.5
    assert cool[2] == hot[2] == 0


@pytest.mark.parametrize(("tick", "pitch", "wait"), [(0, 31, 24), (20, 0, 4), (30, 36, 0)])
def test_what_a_guide_sounds_and_when_it_moves(tick: int, pitch: int, wait: int) -> None:
    guide = Guide(*np.array([[0, 24], [30, 35], [18, 24]], np.int32))
    words = lookups.guide_words(guide, 48)
    columns = lookups.guide_columns(words[tick])
    assert columns[2:] == (pitch, wait)
    assert columns[:2] == {0: (31, 18)}.get(tick, (0, 0))


def test_a_word_holds_an_event_and_the_step_to_it() -> None:
    first = lookups.word_of(ints(30), ints(12), ints(lookups.NO_EVENT))
    second = lookups.word_of(ints(25), ints(96), first)
    rest = lookups.word_of(ints(0), ints(3), second)
    words = np.concatenate([first, second, rest])
    assert lookups.pitch_of(words).tolist() == [31, 26, 1]
    assert lookups.ticks_of(words).tolist() == [12, 96, 3]
    assert lookups.interval_of(words).tolist()[1] == -5
    assert lookups.is_broken(words).tolist() == [True, False, True]


@pytest.mark.parametrize("size", [1, 2, 32, 66, 97, 100, 200, 384, 1536])
def test_folding_sums_and_finds_the_largest(size: int) -> None:
    values = np.random.default_rng(size).integers(-50, 50, (2, 3, size)).astype(np.int32)
    assert (sum_last(tf.constant(values)).numpy() == values.sum(-1)).all()
    assert (max_last(tf.constant(values)).numpy() == values.max(-1)).all()
