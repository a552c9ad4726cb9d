"""What the network sees before an event: models/features.py, from a melody that still grows."""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from models.features import BARS_AGO, BARS_LEFT
from models.sampler import lookups
from models.sampler.song import BarColumn, Plan, Song
from models.sampler.turns import known_after
from models.shape import NetworkSize
from models.vocabulary import CHORD_SLOT_TICKS


class Place(NamedTuple):
    """Where each lane is: its bar [L], its chord now and next [L, 2], what the plan says of the
    bar [L, 6] (see ``BarColumn``)."""

    bar: Any
    chords: Any
    bars: Any

    @property
    def chord(self) -> Any:
        return self.chords[:, 0]

    def of_bar(self, column: BarColumn) -> Any:
        return self.bars[:, column]


def place_of(plan: Plan, tick: Any) -> Place:
    """The place of a tick [L]."""
    bar = tf.minimum(tick // plan.bar_ticks, plan.bars.shape[1] - 1)
    slot = tf.minimum(tick // CHORD_SLOT_TICKS, plan.chords.shape[1] - 1)
    both = tf.gather(plan.bars, tf.stack([bar, plan.phrased_bar(tick)], 1), batch_dims=1)
    return Place(
        bar,
        tf.gather(plan.chords, slot, batch_dims=1),
        tf.concat([both[:, 0, :1], both[:, 1, 1:]], axis=1),
    )


def features(size: NetworkSize, plan: Plan, song: Song, place: Place) -> Any:
    """[L, columns]: every own and guide column but the genre, as models/features.py orders them."""
    newest, tick = song.newest, song.tick
    bars = -(-plan.total // plan.bar_ticks)
    plain = _side_by_side(
        [
            lookups.pitch_of(newest),
            lookups.ticks_of(newest),
            tick % plan.bar_ticks,
            plan.meter,
            plan.mode,
            place.of_bar(BarColumn.PHRASE),
            tf.clip_by_value(bars - place.bar, 1, BARS_LEFT - 1),
            place.chords[:, 0],
            place.chords[:, 1],
        ]
    )
    where, length = lookups.best_matches(song.matches)
    back = tick - place.of_bar(BarColumn.SHIFT)
    begun = lookups.begun_by(song.starts, back) if size.guided else None
    copied = _copied(plan, song, place, where, length)
    lengths = tf.transpose(lookups.match_class(length))
    columns = [plain, copied, lengths]
    if begun is not None:
        columns.append(_guided(plan, song, back, begun, known_after(where[0])))
    return tf.concat(columns, axis=1)


def _copied(plan: Plan, song: Song, place: Place, where: Any, length: Any) -> Any:
    """[L, 2 * sources]: pitch and ticks of every own source.

    A bar that should be new doesn't see the pitches of the bars before the last one. Their
    rhythms it may take up.
    """
    ticks = song.tick[:, None] - tf.constant(BARS_AGO) * plan.bar_ticks[:, None]
    ago = lookups.events_at(song.starts, song.words, ticks)
    following = tf.minimum(tf.transpose(where) + 1, song.words.shape[1] - 1)
    after = tf.gather(song.words, following, axis=1, batch_dims=1)
    after = tf.where(tf.transpose(length) > 0, after, 0)
    words = tf.concat([ago, after], axis=1)
    shape = after[:, 1]
    moved = lookups.shape_pitch(
        lookups.pitch_of(song.newest) - 1,
        lookups.interval_of(shape),
        broken=lookups.is_broken(shape) | (shape == 0),
    )
    source = tf.range(words.shape[1])
    pitch = tf.where(source == words.shape[1] - 1, moved[:, None], lookups.pitch_of(words))
    fresh = place.of_bar(BarColumn.FRESH)[:, None] > 0
    pitch = tf.where(fresh & (source > 0), 0, pitch)
    both = tf.stack([pitch, lookups.ticks_of(words)], axis=2)
    return tf.reshape(both, (both.shape[0], -1))


def _guided(plan: Plan, song: Song, back: Any, begun: Any, later: Any) -> Any:
    """[L, 4]: what the guide does now, or the section that returns did at ``back``."""
    given = lookups.guide_columns(tf.gather(plan.guide, song.tick + later, axis=1, batch_dims=1))
    latest = tf.maximum(begun - 1, 0)
    word = tf.gather(song.words, latest, axis=1, batch_dims=1)
    start = tf.gather(song.starts, latest, axis=1, batch_dims=1)
    word = tf.where(begun > 0, word, 0)
    here = tf.where(start == back, word, 0)
    sounding, wait = lookups.sounding_and_wait(word, start, back, follows=begun < song.step)
    # Before the first event nothing sounds, and its onset is not looked for.
    own = (lookups.pitch_of(here), lookups.ticks_of(here), sounding, tf.where(begun > 0, wait, 0))
    returning = (back < song.tick)[:, None]
    return tf.where(returning, _side_by_side(own), _side_by_side(given))


def _side_by_side(columns: Any) -> Any:
    """[L, K] from K columns [L]; chosen by number, which melts into one operation."""
    number = tf.range(len(columns))
    total = tf.zeros((columns[0].shape[0], len(columns)), tf.int32)
    for place, column in enumerate(columns):
        total = tf.where(number == place, column[:, None], total)
    return total
