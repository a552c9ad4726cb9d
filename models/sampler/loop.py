"""The whole sampling loop of both phases as one compiled function.

Rows are melodies. In phase 1 each stack of weights is a genre's own network and
writes M melodies; in phase 2 one network is asked under C conditions per melody
(no genre first, then each genre) and the answers are combined:
``log p(none) + s * sum_g w_g * (log p(g) - log p(none))``
(classifier-free guidance, Ho & Salimans 2022, over genres). Shapes: B melodies,
N events, T slots, Q bars, C conditions.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from models.features import BARS_AGO, BARS_LEFT
from models.sampler import lookups, network_step, rules
from models.sampler.draw import BLOCKED, draw
from models.shape import NetworkSize, columns_of
from models.vocabulary import CHORD_SLOT_TICKS, REST


class Plan(NamedTuple):
    """What to write, as tensors; times in ticks. Every melody has its own row.

    bar_ticks, total, meter, mode, tonic, low, high, close: int32 [B]; chords and
    next_chords: [B, T]; phrase_bar, border, hold, own_shift: [B, Q] (border: the next
    tick that no event may cross; hold: the tick from which one chord tone is held to the
    border, 0 for none; own_shift: ticks back to the section that returns here, 0 where
    it is new); guide_start, guide_event: [N, B] (packed); genres: [B, C];
    weights: float32 [B, Q, C]; guidance, temperature, top_p: float32 [B].
    """

    bar_ticks: Any
    total: Any
    meter: Any
    mode: Any
    tonic: Any
    low: Any
    high: Any
    close: Any
    chords: Any
    next_chords: Any
    phrase_bar: Any
    border: Any
    hold: Any
    own_shift: Any
    guide_start: Any
    guide_event: Any
    genres: Any
    weights: Any
    guidance: Any
    temperature: Any
    top_p: Any


class _Song(NamedTuple):
    """What has been written so far."""

    step: Any
    tick: Any
    last_pitch: Any
    pitch: Any
    ticks: Any
    start: Any
    interval: Any
    broken: Any
    exact: Any
    shape: Any
    scores: Any
    state: Any


def build_sampler(size: NetworkSize, *, guidance: bool) -> Any:
    """The compiled loop: (stacked weights, Plan, uniforms [N, B, 2]) to a dict.

    The dict has pitch, ticks, start as int32 [N, B] (ticks 0 after the end) and scores
    float32 [N, B, C], the log-likelihood of each event under each condition.
    """

    def sample(weights: Any, plan: Plan, uniforms: Any) -> dict[str, Any]:
        first = _empty(size, weights, plan, uniforms)
        limit = tf.shape(uniforms)[0]

        def going(song: _Song) -> Any:
            return (song.step < limit) & tf.reduce_any(song.tick < plan.total)

        def write(song: _Song) -> tuple[_Song]:
            return (_write_event(size, weights, plan, uniforms, song, guidance),)

        (song,) = tf.while_loop(going, write, (first,))
        return {
            "pitch": song.pitch,
            "ticks": song.ticks,
            "start": song.start,
            "scores": song.scores,
        }

    return tf.function(sample, jit_compile=True, reduce_retracing=False)


def _empty(size: NetworkSize, weights: Any, plan: Plan, uniforms: Any) -> _Song:
    events, rows = uniforms.shape[0], uniforms.shape[1]
    conditions = plan.genres.shape[1]
    stacks = weights["table"].shape[0]
    blank = tf.zeros((events, rows), tf.int32)
    return _Song(
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
    size: NetworkSize, weights: Any, plan: Plan, uniforms: Any, song: _Song, guidance: bool
) -> _Song:
    exact, shape = _grown_matches(song)
    song = song._replace(exact=exact, shape=shape)
    classes = _conditioned(size, plan, _features(size, plan, song), weights)
    both, state = network_step.run_cells(weights, size, classes, song.state)
    gates = network_step.copy_gates(weights, both)
    rows, conditions = plan.genres.shape
    bar = tf.minimum(song.tick // plan.bar_ticks, plan.weights.shape[1] - 1)
    blend = tf.gather(plan.weights, bar, axis=1, batch_dims=1)
    closing = song.tick >= plan.close
    border, holding = _border(plan, song.tick)
    done = song.tick >= plan.total

    logits = network_step.pitch_logits(weights, size, both, gates, classes)
    pitch_log = tf.nn.log_softmax(tf.reshape(logits, (rows, conditions, -1)))
    before = _last(song.pitch, song.step)
    allowed = (
        rules.in_range(plan.low, plan.high)
        & rules.within_leap(song.last_pitch)
        & rules.closes_on(plan.tonic, closing=closing)
        & rules.rests_on(_chord(plan, song.tick), holding=holding)
        & rules.not_twice_silent(before)
    )
    mixed = _mixed(pitch_log, blend, plan.guidance, guidance)
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
    return _Song(
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


def _last(values: Any, step: Any) -> Any:
    """The last event's value, that of an absent note (-1) before the first."""
    return tf.where(step > 0, values[tf.maximum(step - 1, 0)], -1)


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


def _chord(plan: Plan, tick: Any) -> Any:
    slot = tf.minimum(tick // CHORD_SLOT_TICKS, plan.chords.shape[1] - 1)
    return tf.gather(plan.chords, slot, axis=1, batch_dims=1)


def _grown_matches(song: _Song) -> tuple[Any, Any]:
    last = tf.maximum(song.step - 1, 0)
    same_ticks = song.ticks == song.ticks[last]
    exact = lookups.grow_matches(
        song.exact, same_ticks & (song.pitch == song.pitch[last]), song.step
    )
    same_shape = same_ticks & (song.interval == song.interval[last])
    unbroken = ~song.broken & ~song.broken[last]
    return exact, lookups.grow_matches(song.shape, same_shape & unbroken, song.step)


def _features(size: NetworkSize, plan: Plan, song: _Song) -> dict[str, Any]:
    """Every own and guide column but the genre, each [B]."""
    tick, started = song.tick, song.step > 0
    bar = tf.minimum(tick // plan.bar_ticks, plan.phrase_bar.shape[1] - 1)
    slot = tf.minimum(tick // CHORD_SLOT_TICKS, plan.chords.shape[1] - 1)
    bars = -(-plan.total // plan.bar_ticks)
    values = {
        "pitch": tf.where(started, _last(song.pitch, song.step) + 1, 0),
        "ticks": tf.where(started, tf.maximum(_last(song.ticks, song.step), 0), 0),
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
    if size.guided:
        _add_guide(values, plan, song, packed)
    return values


def _add_matches(values: dict[str, Any], song: _Song, packed: Any) -> None:
    where, length = lookups.best_match(song.exact)
    following = tf.where(length > 0, lookups.take_event(packed, where + 1), 0)
    values["match_pitch"], values["match_ticks"] = lookups.unpack(following)
    values["match_length"] = lookups.match_class(length)
    where, length = lookups.best_match(song.shape)
    following = tf.where(length > 0, lookups.take_event(packed, where + 1), 0)
    interval = lookups.take_event(song.interval, where + 1)
    broken = lookups.take_event(tf.cast(song.broken, tf.int32), where + 1) > 0
    values["shape_pitch"] = lookups.shape_pitch(
        _last(song.pitch, song.step), interval, broken=broken | (length == 0)
    )
    values["shape_ticks"] = lookups.unpack(following)[1]
    values["shape_length"] = lookups.match_class(length)


def _add_guide(values: dict[str, Any], plan: Plan, song: _Song, packed: Any) -> None:
    bar = tf.minimum(song.tick // plan.bar_ticks, plan.own_shift.shape[1] - 1)
    shift = tf.gather(plan.own_shift, bar, axis=1, batch_dims=1)
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
