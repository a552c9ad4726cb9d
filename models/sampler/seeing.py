"""What the network sees before an event: models/features.py, from a melody that still grows."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from models.features import BARS_AGO, BARS_LEFT, OWN_SOURCES
from models.sampler import lookups
from models.sampler.song import Plan, Song
from models.shape import NetworkSize
from models.vocabulary import CHORD_SLOT_TICKS

# What a bar that should be new doesn't see: the pitches of the bars before the last one. Their
# rhythms it may take up.
_HIDDEN = tuple(f"{source}_pitch" for source in OWN_SOURCES if source != "ago1")


def chord_at(plan: Plan, tick: Any) -> Any:
    slot = tf.minimum(tick // CHORD_SLOT_TICKS, plan.chords.shape[1] - 1)
    return tf.gather(plan.chords, slot, axis=1, batch_dims=1)


def features(size: NetworkSize, plan: Plan, song: Song) -> dict[str, Any]:
    """Every own and guide column but the genre, each [L]."""
    tick = song.tick
    bar = tf.minimum(tick // plan.bar_ticks, plan.phrase_bar.shape[1] - 1)
    slot = tf.minimum(tick // CHORD_SLOT_TICKS, plan.chords.shape[1] - 1)
    bars = -(-plan.total // plan.bar_ticks)
    values = {
        "pitch": song.before.pitch + 1,
        "ticks": song.before.ticks,
        "position": tick % plan.bar_ticks,
        "meter": plan.meter,
        "mode": plan.mode,
        "phrase_bar": tf.gather(plan.phrase_bar, bar, axis=1, batch_dims=1),
        "bars_left": tf.clip_by_value(bars - bar, 1, BARS_LEFT - 1),
        "chord": tf.gather(plan.chords, slot, axis=1, batch_dims=1),
        "next_chord": tf.gather(plan.next_chords, slot, axis=1, batch_dims=1),
    }
    packed = lookups.pack(song.pitch, song.ticks)
    for ago in BARS_AGO:
        event = lookups.event_at(song.start, packed, tick - ago * plan.bar_ticks)
        values[f"ago{ago}_pitch"], values[f"ago{ago}_ticks"] = lookups.unpack(event)
    _add_matches(values, song, packed)
    fresh = tf.gather(plan.fresh, plan.phrased_bar(tick), axis=1, batch_dims=1) > 0
    for name in _HIDDEN:
        values[name] = tf.where(fresh, 0, values[name])
    if size.guided:
        _add_guide(values, plan, song, packed)
    return values


def _add_matches(values: dict[str, Any], song: Song, packed: Any) -> None:
    where, length = lookups.best_match(song.exact)
    following = tf.where(length > 0, lookups.take_event(packed, where + 1), 0)
    values["match_pitch"], values["match_ticks"] = lookups.unpack(following)
    values["match_length"] = lookups.match_class(length)
    where, length = lookups.best_match(song.shape)
    following = tf.where(length > 0, lookups.take_event(packed, where + 1), 0)
    interval = lookups.take_event(song.interval, where + 1)
    broken = lookups.take_event(tf.cast(song.broken, tf.int32), where + 1) > 0
    values["shape_pitch"] = lookups.shape_pitch(
        song.before.pitch, interval, broken=broken | (length == 0)
    )
    values["shape_ticks"] = lookups.unpack(following)[1]
    values["shape_length"] = lookups.match_class(length)


def _add_guide(values: dict[str, Any], plan: Plan, song: Song, packed: Any) -> None:
    shift = tf.gather(plan.own_shift, plan.phrased_bar(song.tick), axis=1, batch_dims=1)
    returning = shift > 0
    back = song.tick - shift
    given = lookups.event_at(plan.guide_start, plan.guide_event, song.tick)
    own = lookups.event_at(song.start, packed, back)
    pitch, ticks = lookups.unpack(tf.where(returning, own, given))
    values["guide_pitch"], values["guide_ticks"] = pitch, ticks
    values["guide_sounding"] = tf.where(
        returning,
        lookups.sounding_at(song.start, packed, back),
        lookups.sounding_at(plan.guide_start, plan.guide_event, song.tick),
    )
    values["guide_wait"] = tf.where(
        returning,
        lookups.wait_after(song.start, back),
        lookups.wait_after(plan.guide_start, song.tick),
    )
