"""What leanings add to logits, and where."""

from dataclasses import astuple

import numpy as np
import pytest
import tensorflow as tf

from models.features import OWN_FEATURES
from models.sampler import lookups, rules
from models.sampler.frames import Commission, FormPlan, Lean, Voice
from models.sampler.leaning import leaning, lingering, rhythmic
from models.sampler.plan import LanePlans
from models.sampler.song import Plan
from models.vocabulary import PITCHES, REST, chord_number, pitch_class_number
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


def classes(**seen: int) -> np.ndarray:
    columns = [name for name, _ in OWN_FEATURES]
    row = np.zeros((1, len(columns)), np.int32)
    for name, value in seen.items():
        row[0, columns.index(name)] = value
    return row


def added(
    lean: Lean,
    *,
    tick: int = 0,
    last_pitch: int = C,
    tilt: int = 0,
    seen: np.ndarray | None = None,
    recent: tuple[int, ...] = (C,),
) -> np.ndarray:
    at, last, up = (tf.constant([value]) for value in (tick, last_pitch, tilt))
    seen = tf.constant(classes() if seen is None else seen)
    found = leaning(
        plan(lean), seen, tick=at, last_pitch=last, recent=tf.constant([recent]),
        tones=tones(), tilt=up,
    )  # fmt: skip
    return found.numpy()[0]


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


def test_the_chord_counts_on_strong_beats_and_half_on_weak_ones() -> None:
    strong = added(Lean(chord=1.0), tick=24)
    assert strong[C]
    assert strong[C + 4]
    assert not strong[C + 2]
    assert not strong[REST]
    assert added(Lean(chord=1.0), tick=12) == pytest.approx(strong / 2)
    assert not added(Lean(chord=1.0), tick=6).any()


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


def test_a_rhythm_echoes_what_began_here_bars_ago_and_ends_off_the_eighths() -> None:
    seen = classes(ago1_ticks=9, ago4_ticks=24)

    def lengths(lean: Lean, tick: int) -> list[int]:
        gains = rhythmic(plan(lean), tf.constant(seen), tf.constant([tick])).numpy()[0]
        return np.flatnonzero(gains).tolist()

    assert lengths(Lean(echo=1.0), 0) == [9, 24]
    off = lengths(Lean(off_beat=1.0), 3)
    assert {6, 4} <= set(off)
    assert not {3, 9, 15} & set(off)


def test_the_pitches_of_bars_ago_sound_again_but_not_the_last_bars_nor_silence() -> None:
    seen = classes(ago1_pitch=C + 3, ago2_pitch=C + 1, ago4_pitch=C + 5)
    assert np.flatnonzero(added(Lean(again=1.0), seen=seen)).tolist() == [C, C + 4]
    assert not added(Lean(again=1.0), seen=classes(ago2_pitch=REST + 1)).any()


def test_a_wandering_voice_goes_where_the_last_notes_were_not() -> None:
    fresh = np.flatnonzero(added(Lean(wander=1.0), recent=(C, C + 2, REST)))
    assert set(range(1, PITCHES)) - set(fresh.tolist()) == {C, C + 2, REST} - {0}


def test_the_last_pitches_end_where_the_song_begins() -> None:
    word = lookups.word_of(tf.constant(C), tf.constant(12), tf.constant(lookups.NO_EVENT))
    words = tf.stack([word, word * 0])[None]
    found = lookups.last_pitches(words, tf.constant([1])).numpy()[0]
    assert found[0] == C
