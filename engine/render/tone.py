"""One region at one pitch: resampled, looped, filtered, with vibrato and tremolo.

Everything that doesn't depend on when the key is let go. Sources: SoundFont 2.04,
section 8.1.2, and R. Bristow-Johnson's cookbook formulae for the low-pass filter.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

from engine.render.soundfont import Region
from engine.render.stems import SAMPLE_RATE

_TREMOLO_TO_PITCH, _VIBRATO_TO_PITCH, _ENVELOPE_TO_PITCH = 5, 6, 7
_CUTOFF, _RESONANCE, _ENVELOPE_TO_CUTOFF, _TREMOLO_TO_VOLUME = 8, 9, 11, 13
_TREMOLO_DELAY, _TREMOLO_RATE, _VIBRATO_DELAY, _VIBRATO_RATE = 21, 22, 23, 24
_DELAY, _ATTACK, _HOLD, _DECAY, _SUSTAIN = range(25, 30)
_SCALE_TUNING = 56
_LOWEST_HZ = 8.176
_OPEN_CENTS = 13_400
# A soft stroke closes the filter by up to half an octave. The specification's two
# octaves (default modulator 8.4.2) make drums and synths duller than any player does.
_SOFT_CENTS = 600
# The filter moves in steps of about a semitone while its envelope does.
_SWEEP_STEP_CENTS = 120


def tone(region: Region, key: int, *, brightness: float, frames: int) -> NDArray[np.float32]:
    """Up to ``frames`` frames at full level; shorter where an unlooped sample ends.

    ``brightness`` from 0 (softest stroke) to 1 (hardest) opens the filter.
    """
    time = np.arange(frames, dtype=np.float64) / SAMPLE_RATE
    wave = _resampled(region, _positions(region, key, time))
    envelope = _second_envelope(region, time[: len(wave)])
    wave = _filtered(region, wave, envelope, brightness)
    depth = region.get(_TREMOLO_TO_VOLUME)
    if depth:
        swing = _wobble(region, _TREMOLO_DELAY, _TREMOLO_RATE, time[: len(wave)])
        wave = wave * np.asarray(10 ** (depth * swing / 200), np.float32)
    return wave


def _positions(region: Region, key: int, time: NDArray[np.float64]) -> NDArray[np.float64]:
    cents = (key - region.root) * region.get(_SCALE_TUNING) + region.tuning_cents
    step = region.rate / SAMPLE_RATE * 2 ** (cents / 1200)
    bend: NDArray[np.float64] | None = None
    for depth, delay, rate in (
        (region.get(_VIBRATO_TO_PITCH), _VIBRATO_DELAY, _VIBRATO_RATE),
        (region.get(_TREMOLO_TO_PITCH), _TREMOLO_DELAY, _TREMOLO_RATE),
    ):
        if depth:
            swing = depth * _wobble(region, delay, rate, time)
            bend = swing if bend is None else bend + swing
    if region.get(_ENVELOPE_TO_PITCH):
        slide = region.get(_ENVELOPE_TO_PITCH) * _second_envelope(region, time)
        bend = slide if bend is None else bend + slide
    if bend is None:
        return np.arange(len(time), dtype=np.float64) * step
    steps = step * 2 ** (bend / 1200)
    return np.concatenate([[0.0], np.cumsum(steps)[:-1]])


def _resampled(region: Region, at: NDArray[np.float64]) -> NDArray[np.float32]:
    """Four-point Hermite interpolation of the sample at fractional positions."""
    samples = region.samples
    if region.loop is None:
        at = at[at < len(samples) - 3]
    else:
        start, stop = region.loop
        beyond = int(np.searchsorted(at, stop))
        at[beyond:] = start + (at[beyond:] - start) % (stop - start)
    index = at.astype(np.int32)
    part = (at - index).astype(np.float32)
    padded = np.pad(samples, (1, 3), mode="edge").astype(np.float32) / np.float32(32768)
    before: NDArray[np.float32] = padded[index]
    here: NDArray[np.float32] = padded[index + 1]
    after: NDArray[np.float32] = padded[index + 2]
    last: NDArray[np.float32] = padded[index + 3]
    first = (after - before) * 0.5
    third = (last - before) * 0.5 + (here - after) * 1.5
    second = before - here * 2.5 + after * 2 - last * 0.5
    return np.asarray(((third * part + second) * part + first) * part + here, np.float32)


def _wobble(
    region: Region, delay: int, rate: int, time: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A triangle wave from -1 to 1 that begins at 0 after its delay."""
    hertz = _LOWEST_HZ * 2 ** (region.get(rate) / 1200)
    phase = np.maximum(0, time - region.seconds(delay)) * hertz
    triangle: NDArray[np.float64] = 1 - 4 * np.abs((phase + 0.75) % 1 - 0.5)
    return -triangle


def _second_envelope(region: Region, time: NDArray[np.float64]) -> NDArray[np.float64]:
    start = region.seconds(_DELAY)
    peak = start + max(0.001, region.seconds(_ATTACK))
    fall = peak + region.seconds(_HOLD)
    sustain = 1 - min(1000, max(0, region.get(_SUSTAIN))) / 1000
    settle = fall + max(0.001, region.seconds(_DECAY) * (1 - sustain))
    return np.interp(time, (start, peak, fall, settle), (0, 1, 1, sustain))


def _filtered(
    region: Region,
    wave: NDArray[np.float32],
    envelope: NDArray[np.float64],
    brightness: float,
) -> NDArray[np.float32]:
    cents = region.get(_CUTOFF) - _SOFT_CENTS * (1 - brightness)
    sweep = region.get(_ENVELOPE_TO_CUTOFF)
    if not len(wave) or min(cents, cents + sweep) >= _OPEN_CENTS:
        return wave
    resonance = region.get(_RESONANCE) / 10
    if abs(sweep) < 50:
        section = _low_pass(cents, resonance)
        return np.asarray(sosfilt(section, wave), np.float32)
    out = np.empty_like(wave)
    state = np.zeros((1, 2))
    moving = cents + sweep * envelope
    edges = [0, *(np.flatnonzero(np.diff(moving // _SWEEP_STEP_CENTS)) + 1).tolist(), len(wave)]
    for start, stop in pairwise(edges):
        section = _low_pass(float(moving[start]), resonance)
        out[start:stop], state = sosfilt(section, wave[start:stop], zi=state)
    return out


def _low_pass(cents: float, resonance_db: float) -> NDArray[np.float64]:
    hertz = min(0.45 * SAMPLE_RATE, max(20.0, _LOWEST_HZ * 2 ** (cents / 1200)))
    angle = 2 * np.pi * hertz / SAMPLE_RATE
    alpha = np.sin(angle) / (2 * 10 ** ((resonance_db - 3.01) / 20))
    cosine = np.cos(angle)
    edge = (1 - cosine) / 2
    top = 1 + alpha
    return np.array(
        [[edge / top, 2 * edge / top, edge / top, 1, -2 * cosine / top, (1 - alpha) / top]]
    )
