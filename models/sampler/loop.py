"""The sampling loop of both phases as one compiled function over lanes.

In phase 1 a genre's own network writes a melody in every lane; in phase 2 one network is
asked under C conditions per lane (no genre first, then each genre) and the answers are
combined: ``log p(none) + s * sum_g w_g * (log p(g) - log p(none))``
(classifier-free guidance, Ho & Salimans 2022, over genres).

A lane's arithmetic never looks at another lane, and the number of lanes is fixed: what
is written beside a melody changes no bit of it. Shapes: see ``song``.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from models.sampler import lookups, network_step, recalling, rules
from models.sampler.draw import BLOCKED, draw
from models.sampler.leaning import leaning, lingering
from models.sampler.seeing import chord_at, features
from models.sampler.song import Event, Plan, Song, blank_song
from models.shape import NetworkSize, columns_of
from models.vocabulary import REST


def build_sampler(size: NetworkSize, *, guidance: bool) -> Any:
    """The compiled loop: (weights, Plan, Song, fresh bool [L], steps) to a Song.

    Writes at most ``steps`` events further in every lane; a ``fresh`` lane begins anew.
    A lane is at its end when its tick reaches the plan's total, or its events are full.
    """

    def write(weights: Any, plan: Plan, song: Song, fresh: Any, steps: Any) -> Song:
        events, lanes = plan.guide_start.shape
        blank = blank_song(size, events=events, lanes=lanes, conditions=plan.genres.shape[1])
        song = _renewed(song, blank._replace(tick=_opening(plan)), fresh)
        ready = network_step.make_ready(weights, size, plan.genres)

        def going(count: Any, song: Song) -> Any:
            return (count < steps) & tf.reduce_any(_is_open(plan, song))

        def step(count: Any, song: Song) -> tuple[Any, Song]:
            return count + 1, _write_event(size, weights, ready, plan, song, guidance)

        _, song = tf.while_loop(going, step, (tf.constant(0), song))
        return song

    return tf.function(write, jit_compile=True, autograph=False)


def _opening(plan: Plan) -> Any:
    """[L]: where melodies begin; with a pickup, as real ones do, within their first bar."""
    return tf.where(plan.upbeat > 0, plan.bar_ticks - plan.upbeat, 0)


def _is_open(plan: Plan, song: Song) -> Any:
    return (song.tick < plan.total) & (song.step < song.pitch.shape[0])


def _renewed(song: Song, blank: Song, fresh: Any) -> Song:
    """The song with nothing written in its ``fresh`` lanes."""

    def pick(old: Any, new: Any) -> Any:
        return tf.where(fresh, new, old)

    asked = tf.repeat(fresh, song.scores.shape[2])[:, None]
    return Song(
        step=pick(song.step, blank.step),
        tick=pick(song.tick, blank.tick),
        last_pitch=pick(song.last_pitch, blank.last_pitch),
        before=Event(*(pick(*pair) for pair in zip(song.before, blank.before, strict=True))),
        pitch=pick(song.pitch, blank.pitch),
        ticks=pick(song.ticks, blank.ticks),
        start=pick(song.start, blank.start),
        interval=pick(song.interval, blank.interval),
        broken=pick(song.broken, blank.broken),
        exact=pick(song.exact, blank.exact),
        shape=pick(song.shape, blank.shape),
        scores=tf.where(fresh[:, None], blank.scores, song.scores),
        state=tuple(tf.where(asked, 0.0, old) for old in song.state),
        memory=song.memory,  # what lies beyond the song's own events is never looked at
    )


def _write_event(
    size: NetworkSize,
    weights: Any,
    ready: network_step.Ready,
    plan: Plan,
    song: Song,
    guidance: bool,
) -> Song:
    exact, shape = _grown_matches(song)
    song = song._replace(exact=exact, shape=shape)
    values = features(size, plan, song)
    names = [name for name in columns_of(size).names if name != "genre"]
    classes = tf.stack([values[name] for name in names], axis=-1)
    x = network_step.input_sum(ready, size, classes)
    hidden, state = network_step.run_cells(weights, ready, x, song.state)
    gates, plain, seen = network_step.head_values(ready, size, hidden, x)
    bar = tf.minimum(song.tick // plan.bar_ticks, plan.weights.shape[1] - 1)
    blend = tf.gather(plan.weights, bar, axis=1, batch_dims=1)
    closing = song.tick >= plan.close
    tonics = rules.tonics_in_range(plan.tonic, plan.low, plan.high)
    homeward = rules.steps_home(tonics)
    approaching = (song.tick >= plan.approach) & ~closing
    border, holding = _border(plan, song.tick)
    chord = chord_at(plan, song.tick)
    place = tf.minimum(song.step, plan.uniforms.shape[1] - 1)
    uniform = tf.gather(plan.uniforms, place, axis=1, batch_dims=1)

    logits = network_step.pitch_logits(size, plain, gates, classes)
    recalled = None
    if size.recall:
        both = tf.concat([hidden, x], axis=-1)
        recalled = recalling.recall(weights, size, song.memory, song.step, both)
        logits += recalling.pitch_evidence(song.memory, recalled)[:, None]
    pitch_log = tf.nn.log_softmax(logits)
    allowed = (
        rules.in_range(plan.low, plan.high)
        & rules.within_leap(song.last_pitch)
        & rules.closes_on(tonics, song.last_pitch, closing=closing)
        & rules.rests_on(chord, holding=holding)
        & rules.not_twice_silent(song.before.pitch)
        & (homeward | ~approaching[:, None])
    )
    mixed = _mixed(pitch_log, blend, plan.guidance, guidance)
    mixed += leaning(plan, song, chord)
    pitch = draw(
        tf.where(allowed, mixed, BLOCKED),
        temperature=plan.temperature,
        top_p=plan.top_p,
        uniform=uniform[:, 0],
    )

    logits = network_step.ticks_logits(weights, size, seen, gates, classes, pitch)
    if recalled is not None:
        logits += recalling.ticks_evidence(song.memory, recalled, pitch)[:, None]
    ticks_log = tf.nn.log_softmax(logits)
    mixed = _mixed(ticks_log, blend, plan.guidance, guidance)
    mixed += lingering(plan, chord, pitch)
    far = ~tf.gather(homeward, pitch, axis=1, batch_dims=1) & (song.tick < plan.approach)
    border = tf.where(far, tf.minimum(border, plan.approach), border)
    ticks = draw(
        tf.where(rules.fits(song.tick, border, closing=closing | holding), mixed, BLOCKED),
        temperature=plan.temperature,
        top_p=plan.top_p,
        uniform=uniform[:, 1],
    )
    ticks = tf.maximum(ticks, 1)
    score = tf.gather(pitch_log, pitch, axis=2, batch_dims=1)
    score += tf.gather(ticks_log, ticks, axis=2, batch_dims=1)
    memory = song.memory
    if recalled is not None:
        memory = recalling.remembered(memory, song.step, recalled, pitch, ticks)
    return _added(plan, song._replace(memory=memory), pitch, ticks, score, state)


def _added(
    plan: Plan, song: Song, pitch: Any, ticks: Any, score: Any, state: tuple[Any, ...]
) -> Song:
    """The song with one more event in every lane that is not at its end."""
    still = _is_open(plan, song)
    here = (tf.range(song.pitch.shape[0])[:, None] == song.step) & still
    interval, broken = lookups.interval_of(pitch, song.before.pitch)
    broken |= song.step == 0
    return Song(
        step=song.step + tf.cast(still, tf.int32),
        tick=tf.where(still, song.tick + ticks, song.tick),
        last_pitch=tf.where(pitch == REST, song.last_pitch, pitch),
        before=Event(pitch, ticks, interval, broken),
        pitch=tf.where(here, pitch, song.pitch),
        ticks=tf.where(here, ticks, song.ticks),
        start=tf.where(here, song.tick, song.start),
        interval=tf.where(here, interval, song.interval),
        broken=tf.where(here, broken, song.broken),
        exact=song.exact,
        shape=song.shape,
        scores=tf.where(here[..., None], score, song.scores),
        state=state,
        memory=song.memory,
    )


def _mixed(logs: Any, blend: Any, strength: Any, guidance: bool) -> Any:
    """[L, K] from [L, C, K]; condition 0 is the network without a genre."""
    if not guidance:
        return logs[:, 0]
    free = logs[:, :1]
    pull = tf.reduce_sum(blend[:, :, None] * (logs - free), axis=1)
    return free[:, 0] + strength[:, None] * pull


def _border(plan: Plan, tick: Any) -> tuple[Any, Any]:
    """(the next tick that no event may cross, whether a held note starts here)."""
    bar = plan.phrased_bar(tick)
    border = tf.gather(plan.border, bar, axis=1, batch_dims=1)
    hold = tf.gather(plan.hold, bar, axis=1, batch_dims=1)
    border = tf.where(tick < hold, tf.minimum(border, hold), border)
    border = tf.where(tick < plan.close, tf.minimum(border, plan.close), border)
    return border, (hold > 0) & (tick >= hold)


def _grown_matches(song: Song) -> tuple[Any, Any]:
    newest = song.before
    same_ticks = song.ticks == newest.ticks
    exact = lookups.grow_matches(song.exact, same_ticks & (song.pitch == newest.pitch), song.step)
    same_shape = same_ticks & (song.interval == newest.interval)
    unbroken = ~song.broken & ~newest.broken
    return exact, lookups.grow_matches(song.shape, same_shape & unbroken, song.step)
