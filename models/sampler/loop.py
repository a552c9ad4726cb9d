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
from models.sampler.folding import max_last, sum_last
from models.sampler.leaning import leaning, lingering, rhythmic
from models.sampler.seeing import Place, features, place_of
from models.sampler.song import BarColumn, Plan, Song, blank_song
from models.sampler.turns import in_turn, known_after
from models.shape import NetworkSize
from models.vocabulary import REST

_FOLD = 4  # classes are padded to a multiple: their numbers are hard to fold


def build_sampler(size: NetworkSize, *, guidance: bool) -> Any:
    """The compiled loop: (weights, Plan, Song, fresh bool [L], steps) to a Song.

    Writes at most ``steps`` events further in every lane; a ``fresh`` lane begins anew.
    A lane is at its end when its tick reaches the plan's total, or its events are full.
    """

    def write(weights: Any, plan: Plan, song: Song, fresh: Any, steps: Any) -> Song:
        lanes, events, _ = plan.uniforms.shape
        blank = blank_song(size, events=events, lanes=lanes, conditions=plan.genres.shape[1])
        song, plan = in_turn(_renewed(song, _opened(plan, blank), fresh), plan)
        genres = network_step.genre_parts(weights, size, plan.genres)

        def going(count: Any, song: Song) -> Any:
            return (count < steps) & tf.reduce_any(_is_open(plan, song))

        def step(count: Any, song: Song) -> tuple[Any, Song]:
            return count + 1, _write_event(size, weights, genres, plan, song, guidance)

        _, song = tf.while_loop(going, step, (tf.constant(0), song))
        return song

    return tf.function(write, jit_compile=True, autograph=False)


def _opened(plan: Plan, blank: Song) -> Song:
    """Where melodies begin; with a pickup, as real ones do, within their first bar."""
    opening = tf.where(plan.upbeat > 0, plan.bar_ticks - plan.upbeat, 0)
    step, _, last_pitch, newest = tf.unstack(blank.now)
    return blank._replace(now=tf.stack([step, opening, last_pitch, newest]))


def _is_open(plan: Plan, song: Song) -> Any:
    return (song.tick < plan.total) & (song.step < song.words.shape[1])


def _renewed(song: Song, blank: Song, fresh: Any) -> Song:
    """The song with nothing written in its ``fresh`` lanes."""
    asked = tf.repeat(fresh, song.scores.shape[2])[:, None]
    return Song(
        now=tf.where(fresh, blank.now, song.now),
        words=tf.where(fresh[:, None], blank.words, song.words),
        starts=tf.where(fresh[:, None], blank.starts, song.starts),
        matches=tf.where(fresh[:, None], blank.matches, song.matches),
        scores=song.scores,  # as with the memory:
        state=tuple(tf.where(asked, 0.0, old) for old in song.state),
        memory=song.memory,  # what lies beyond the song's own events is never looked at
    )


def _write_event(
    size: NetworkSize, weights: Any, genres: Any, plan: Plan, song: Song, guidance: bool
) -> Song:
    matches = lookups.grown_matches(song.matches, song.words, song.newest, song.step)
    song = song._replace(matches=matches)
    tick = song.tick
    place = place_of(plan, tick)
    classes = features(size, plan, song, place)
    inputs = network_step.input_part(weights, size, classes)[:, None] + genres
    cells = 4 * size.units
    hidden, state = network_step.run_cells(weights, size, inputs[..., :cells], song.state)
    heard = network_step.heads(weights, size, hidden, inputs[..., cells:])
    # What doesn't feed the network waits until it has been fed.
    later = known_after(classes[:, 0])
    tick, last_pitch, step = tick + later, song.last_pitch + later, song.step + later
    blend = tf.gather(plan.weights, place.bar + later, axis=1, batch_dims=1)
    closing = tick >= plan.close
    tonics = rules.tonics_in_range(plan.tonic, plan.low, plan.high)
    homeward = rules.steps_home(tonics)
    approaching = (tick >= plan.approach) & ~closing
    border, holding = _border(plan, tick, place)
    tones = rules.chord_tones(place.chord + later)
    event = tf.minimum(step, plan.uniforms.shape[1] - 1)
    uniform = tf.gather(plan.uniforms, event, axis=1, batch_dims=1)

    logits = network_step.pitch_logits(size, heard, classes)
    recalled = None
    if size.recall:
        fading = weights["recall_fading"]
        recalled = recalling.recall(fading, size, song.memory, step, heard.recall, later)
        logits += recalling.pitch_evidence(recalled)[:, None]
    allowed = (
        rules.in_range(plan.low, plan.high)
        & rules.within_leap(last_pitch)
        & rules.closes_on(tonics, last_pitch, closing=closing)
        & rules.rests_on(tones, place.chord, holding=holding)
        & rules.not_twice_silent(lookups.pitch_of(song.newest) - 1)
        & (homeward | ~approaching[:, None])
    )
    pitch_sums = _log_sums(logits)
    mixed = _mixed(logits - pitch_sums[..., None], blend, plan.guidance, guidance)
    tilt = place.of_bar(BarColumn.TILT) + later
    recent = lookups.last_pitches(song.words, step)
    mixed += leaning(
        plan, classes, tick=tick, last_pitch=last_pitch, recent=recent, tones=tones, tilt=tilt
    )
    pitch = draw(
        tf.where(allowed, mixed, BLOCKED),
        temperature=plan.temperature,
        top_p=plan.top_p,
        uniform=uniform[:, 0],
    )
    score = tf.gather(logits, pitch, axis=2, batch_dims=1) - pitch_sums

    # Which pitches are tones of the chord, and which lie near home, looked up in one go.
    kinds = tf.gather(tf.stack([tones, homeward], axis=2), pitch, axis=1, batch_dims=1)
    is_tone, is_near = kinds[:, 0], kinds[:, 1]
    logits = network_step.ticks_logits(weights, size, heard, classes, pitch)
    if recalled is not None:
        logits += recalling.ticks_evidence(song.memory, recalled, pitch)[:, None]
    ticks_sums = _log_sums(logits)
    mixed = _mixed(logits - ticks_sums[..., None], blend, plan.guidance, guidance)
    mixed += lingering(plan, place.chord, pitch, is_tone=is_tone) + rhythmic(plan, classes, tick)
    far = ~is_near & (tick < plan.approach)
    border = tf.where(far, tf.minimum(border, plan.approach), border)
    ticks = draw(
        tf.where(rules.fits(tick, border, closing=closing | holding), mixed, BLOCKED),
        temperature=plan.temperature,
        top_p=plan.top_p,
        uniform=uniform[:, 1],
    )
    ticks = tf.maximum(ticks, 1)
    score += tf.gather(logits, ticks, axis=2, batch_dims=1) - ticks_sums
    memory = song.memory
    if recalled is not None:
        memory = recalling.remembered(memory, step, recalled, pitch, ticks)
    return _added(plan, song._replace(memory=memory, state=state), pitch, ticks, score)


def _added(plan: Plan, song: Song, pitch: Any, ticks: Any, score: Any) -> Song:
    """The song with one more event in every lane that is not at its end."""
    still = _is_open(plan, song)
    here = (tf.range(song.words.shape[1]) == song.step[:, None]) & still[:, None]
    word = lookups.word_of(pitch, ticks, song.newest)
    last_pitch = tf.where(pitch == REST, song.last_pitch, pitch)
    further = tf.stack([song.step + 1, song.tick + ticks, last_pitch, word])
    return song._replace(
        now=tf.where(still, further, song.now),
        words=tf.where(here, word[:, None], song.words),
        starts=tf.where(here, song.tick[:, None], song.starts),
        scores=tf.where(here[..., None], score[:, None], song.scores),
    )


def _log_sums(logits: Any) -> Any:
    """[L, C] from [L, C, K]: the logarithm of the sum of all exponentials."""
    classes = logits.shape[-1]
    padded = tf.pad(logits, ((0, 0), (0, 0), (0, -classes % _FOLD)), constant_values=BLOCKED)
    highest = max_last(padded)
    return highest + tf.math.log(sum_last(tf.exp(padded - highest[..., None])))


def _mixed(logs: Any, blend: Any, strength: Any, guidance: bool) -> Any:
    """[L, K] from [L, C, K]; condition 0 is the network without a genre."""
    if not guidance:
        return logs[:, 0]
    free = logs[:, :1]
    pull = tf.reduce_sum(blend[:, :, None] * (logs - free), axis=1)
    return free[:, 0] + strength[:, None] * pull


def _border(plan: Plan, tick: Any, place: Place) -> tuple[Any, Any]:
    """(the next tick that no event may cross, whether a held note starts here)."""
    border, hold = place.of_bar(BarColumn.BORDER), place.of_bar(BarColumn.HOLD)
    border = tf.where(tick < hold, tf.minimum(border, hold), border)
    border = tf.where(tick < plan.close, tf.minimum(border, plan.close), border)
    return border, (hold > 0) & (tick >= hold)
