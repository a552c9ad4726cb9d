"""What leanings add to logits, and where."""

from dataclasses import astuple

import numpy as np
import pytest
import tensorflow as tf

from models.sampler import rules
from models.sampler.frames import Commission, FormPlan, Lean, Voice
from models.sampler.leaning import leaning, lingering
from models.sampler.plan import LanePlans
from models.sampler.song import Plan
from models.vocabulary import REST, chord_number, pitch_class_number
from music.chord import parse_chord

C = pitch_class_number(60)


def plan(lean: Lean, *, meter: int = 4, bar_ticks: int = 48) -> Plan:
    blank = np.zeros(4, np.int32)
    form = FormPlan(
        bar_ticks=bar_ticks, bars=4, meter=meter, mode=1, tonic=0, chords=blank + 1,
        border=blank + 4 * bar_ticks, hold=blank, own_shift=blank, phrase_bar=blank + 1,
        fresh=blank, approach=4 * bar_ticks - 24, close=4 * bar_ticks - 24,
    )  # fmt: skip
    plans = LanePlans(lanes=1, events=8, conditions=1)
    voice = Voice(20, 50, 1.0, 1.0, lean=lean)
    plans.place(0, Commission(form, voice, np.zeros((8, 2), np.float32)))
    return plans.tensors()


def tones() -> tf.Tensor:
    return rules.chord_tones(tf.constant([chord_number(parse_chord("C"))]))


def added(lean: Lean, *, tick: int = 0, last_pitch: int = C, tilt: int = 0) -> np.ndarray:
    at, last, up = (tf.constant([value]) for value in (tick, last_pitch, tilt))
    return leaning(plan(lean), tick=at, last_pitch=last, tones=tones(), tilt=up).numpy()[0]


def test_no_leaning_adds_nothing() -> None:
    assert not added(Lean()).any()
    assert not any(astuple(Lean()))


def test_each_leaning_counts_for_its_own_pitches() -> None:
    assert np.flatnonzero(added(Lean(rest=1.0))).tolist() == [REST]
    assert np.flatnonzero(added(Lean(repeat=1.0))).tolist() == [C]
    steps = [C - 2, C - 1, C + 1, C + 2]
    assert np.flatnonzero(added(Lean(step=1.0))).tolist() == steps


def test_before_the_first_note_there_is_nothing_to_repeat_or_step_from() -> None:
    assert not added(Lean(repeat=1.0, step=1.0), last_pitch=0).any()


def test_the_chord_counts_on_strong_beats_only() -> None:
    strong = added(Lean(chord=1.0), tick=24)
    assert strong[C]
    assert strong[C + 4]
    assert not strong[C + 2]
    assert not strong[REST]
    assert not added(Lean(chord=1.0), tick=12).any()


def test_long_notes_outside_the_chord_are_held_back() -> None:
    chord = tf.constant([chord_number(parse_chord("C"))])

    def lengths(pitch: int) -> np.ndarray:
        lean = Lean(linger=-1.0)
        note, is_tone = tf.constant([pitch]), tf.gather(tones()[0], [pitch])
        return np.flatnonzero(lingering(plan(lean), chord, note, is_tone=is_tone).numpy()[0])

    assert lengths(C + 2).min() == 12
    assert not len(lengths(C))
    assert not len(lengths(REST))


def test_colour_counts_outside_the_scale_and_leaps_beyond_a_third() -> None:
    coloured = set(np.flatnonzero(added(Lean(colour=1.0))).tolist())
    assert {C + 1, C + 3, C + 6} <= coloured
    assert not coloured & {REST, C, C + 2, C + 4, C + 5, C + 7, C + 9, C + 11}
    leaps = np.flatnonzero(added(Lean(leap=1.0)))
    assert np.abs(leaps - C).min() == 5
    assert REST not in leaps


def test_haste_shortens_by_halves() -> None:
    chord = tf.constant([0])
    lean = Lean(haste=1.0)
    note, no = tf.constant([C]), tf.constant([False])
    gains = lingering(plan(lean), chord, note, is_tone=no).numpy()[0]
    assert gains[[6, 12, 24]].tolist() == [1.0, 0.0, -1.0]


def test_a_tilted_bar_leans_up_and_silence_weighs_nothing() -> None:
    up, down = (added(Lean(), tilt=tilt) for tilt in (3, -3))
    assert (np.diff(up[1:]) > 0).all()
    assert down == pytest.approx(-up)
    assert up[REST] == 0
