"""The whole sampling loop of both phases as one compiled function.

Rows are melodies. In phase 1 each stack of weights is a genre's own network and
writes M melodies; in phase 2 one network is asked under C conditions per melody
(no genre first, then each genre) and the answers are combined:
``log p(none) + s * sum_g w_g * (log p(g) - log p(none))``
(classifier-free guidance, Ho & Salimans 2022, over genres). Shapes: B melodies,
N events, T slots, Q bars, C conditions.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from models.sampler import lookups, network_step, rules
from models.sampler.draw import BLOCKED, draw
from models.sampler.leaning import leaning, lingering
from models.sampler.seeing import chord_at, features, last
from models.sampler.song import Plan, Song
from models.shape import NetworkSize, columns_of
from models.vocabulary import REST


def build_sampler(size: NetworkSize, *, guidance: bool) -> Any:
    """The compiled loop: (stacked weights, Plan, uniforms [N, B, 2]) to a dict.

    The dict has pitch, ticks, start as int32 [N, B] (ticks 0 after the end) and scores
    float32 [N, B, C], the log-likelihood of each event under each condition.
    """

    def sample(weights: Any, plan: Plan, uniforms: Any) -> dict[str, Any]:
        first = _empty(size, weights, plan, uniforms)
        limit = tf.shape(uniforms)[0]

        def going(song: Song) -> Any:
            return (song.step < limit) & tf.reduce_any(song.tick < plan.total)

        def write(song: Song) -> tuple[Song]:
            return (_write_event(size, weights, plan, uniforms, song, guidance),)

        (song,) = tf.while_loop(going, write, (first,))
        return {
            "pitch": song.pitch,
            "ticks": song.ticks,
            "start": song.start,
            "scores": song.scores,
        }

    return tf.function(sample, jit_compile=True, reduce_retracing=False)


def _empty(size: NetworkSize, weights: Any, plan: Plan, uniforms: Any) -> Song:
    events, rows = uniforms.shape[0], uniforms.shape[1]
    conditions = plan.genres.shape[1]
    stacks = weights["table"].shape[0]
    blank = tf.zeros((events, rows), tf.int32)
    return Song(
        step=tf.constant(0),
        tick=tf.zeros(rows, tf.int32),
        last_pitch=tf.zeros(rows, tf.int32),
        pitch=blank,
        ticks=blank,
        start=blank + lookups.NEVER,
        interval=blank,
        broken=tf.ones((events, rows), tf.bool),
        exact=blank,
        shape=blank,
        scores=tf.zeros((events, rows, conditions)),
        state=network_step.zero_state(size, stacks, rows * conditions // stacks),
    )


def _write_event(
    size: NetworkSize, weights: Any, plan: Plan, uniforms: Any, song: Song, guidance: bool
) -> Song:
    exact, shape = _grown_matches(song)
    song = song._replace(exact=exact, shape=shape)
    classes = _conditioned(size, plan, features(size, plan, song), weights)
    both, state = network_step.run_cells(weights, size, classes, song.state)
    gates = network_step.copy_gates(weights, both)
    rows, conditions = plan.genres.shape
    bar = tf.minimum(song.tick // plan.bar_ticks, plan.weights.shape[1] - 1)
    blend = tf.gather(plan.weights, bar, axis=1, batch_dims=1)
    closing = song.tick >= plan.close
    tonics = rules.tonics_in_range(plan.tonic, plan.low, plan.high)
    homeward = rules.steps_home(tonics)
    approaching = (song.tick >= plan.approach) & ~closing
    border, holding = _border(plan, song.tick)
    done = song.tick >= plan.total
    chord = chord_at(plan, song.tick)

    logits = network_step.pitch_logits(weights, size, both, gates, classes)
    pitch_log = tf.nn.log_softmax(tf.reshape(logits, (rows, conditions, -1)))
    before = last(song.pitch, song.step)
    allowed = (
        rules.in_range(plan.low, plan.high)
        & rules.within_leap(song.last_pitch)
        & rules.closes_on(tonics, song.last_pitch, closing=closing)
        & rules.rests_on(chord, holding=holding)
        & rules.not_twice_silent(before)
        & (homeward | ~approaching[:, None])
    )
    mixed = _mixed(pitch_log, blend, plan.guidance, guidance)
    mixed += leaning(plan, song, chord)
    pitch = draw(
        tf.where(allowed, mixed, BLOCKED),
        temperature=plan.temperature,
        top_p=plan.top_p,
        uniform=uniforms[song.step, :, 0],
    )

    spread = tf.reshape(tf.repeat(pitch, conditions), tf.shape(classes)[:2])
    logits = network_step.ticks_logits(weights, size, both, gates, classes, spread)
    ticks_log = tf.nn.log_softmax(tf.reshape(logits, (rows, conditions, -1)))
    mixed = _mixed(ticks_log, blend, plan.guidance, guidance)
    mixed += lingering(plan, chord, pitch)
    far = ~tf.gather(homeward, pitch, axis=1, batch_dims=1) & (song.tick < plan.approach)
    border = tf.where(far, tf.minimum(border, plan.approach), border)
    ticks = draw(
        tf.where(rules.fits(song.tick, border, closing=closing | holding), mixed, BLOCKED),
        temperature=plan.temperature,
        top_p=plan.top_p,
        uniform=uniforms[song.step, :, 1],
    )
    ticks = tf.where(done, 0, tf.maximum(ticks, 1))
    pitch = tf.where(done, REST, pitch)
    score = tf.gather(pitch_log, pitch, axis=2, batch_dims=1)
    score += tf.gather(ticks_log, ticks, axis=2, batch_dims=1)
    interval, broken = lookups.interval_of(pitch, before)
    return Song(
        step=song.step + 1,
        tick=song.tick + ticks,
        last_pitch=tf.where(pitch == REST, song.last_pitch, pitch),
        pitch=_put(song.pitch, song.step, pitch),
        ticks=_put(song.ticks, song.step, ticks),
        start=_put(song.start, song.step, tf.where(done, lookups.NEVER, song.tick)),
        interval=_put(song.interval, song.step, interval),
        broken=_put(song.broken, song.step, broken | (song.step == 0)),
        exact=song.exact,
        shape=song.shape,
        scores=_put(song.scores, song.step, tf.where(done[:, None], 0.0, score)),
        state=state,
    )


def _put(values: Any, step: Any, row: Any) -> Any:
    return tf.tensor_scatter_nd_update(values, [[step]], row[None])


def _mixed(logs: Any, blend: Any, strength: Any, guidance: bool) -> Any:
    """[B, K] from [B, C, K]; condition 0 is the network without a genre."""
    if not guidance:
        return logs[:, 0]
    free = logs[:, :1]
    pull = tf.reduce_sum(blend[:, :, None] * (logs - free), axis=1)
    return free[:, 0] + strength[:, None] * pull


def _border(plan: Plan, tick: Any) -> tuple[Any, Any]:
    """(the next tick that no event may cross, whether a held note starts here)."""
    bar = tf.minimum(tick // plan.bar_ticks, plan.border.shape[1] - 1)
    border = tf.gather(plan.border, bar, axis=1, batch_dims=1)
    hold = tf.gather(plan.hold, bar, axis=1, batch_dims=1)
    border = tf.where(tick < hold, tf.minimum(border, hold), border)
    border = tf.where(tick < plan.close, tf.minimum(border, plan.close), border)
    return border, (hold > 0) & (tick >= hold)


def _grown_matches(song: Song) -> tuple[Any, Any]:
    newest = tf.maximum(song.step - 1, 0)
    same_ticks = song.ticks == song.ticks[newest]
    exact = lookups.grow_matches(
        song.exact, same_ticks & (song.pitch == song.pitch[newest]), song.step
    )
    same_shape = same_ticks & (song.interval == song.interval[newest])
    unbroken = ~song.broken & ~song.broken[newest]
    return exact, lookups.grow_matches(song.shape, same_shape & unbroken, song.step)


def _conditioned(size: NetworkSize, plan: Plan, values: dict[str, Any], weights: Any) -> Any:
    """Classes [S, M, F]: each melody's columns once per condition."""
    rows, conditions = plan.genres.shape
    stacks = weights["table"].shape[0]
    columns = []
    for name in columns_of(size).names:
        column = plan.genres if name == "genre" else tf.repeat(values[name][:, None], conditions, 1)
        columns.append(column)
    classes = tf.stack(columns, axis=-1)
    return tf.reshape(classes, (stacks, rows * conditions // stacks, len(columns)))
