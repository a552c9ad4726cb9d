"""Mastering: rumble out, loudness to its target, peaks under their ceiling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import butter, sosfilt

from engine.render.loudness import integrated_loudness, peak_curve
from engine.render.stems import SAMPLE_RATE, Stereo

TARGET_LUFS = -16.0
# Lossy coding moves peaks by some tenths; the promise to the listener is -1 dBTP.
CEILING_DBTP = -2.0
_RUMBLE_HZ = 25
_LOOK_AHEAD_SECONDS = 0.006
_FADE_SECONDS = 0.6
_ROUNDS = 3
_CLOSE_ENOUGH_DB = 0.2


@dataclass(frozen=True, slots=True)
class Mastered:
    """Sound ready to be coded, its integrated loudness and its highest true peak."""

    sound: Stereo
    loudness_lufs: float
    peak_dbtp: float


def master(sound: Stereo, *, is_loop: bool = False) -> Mastered:
    """The sound at TARGET_LUFS with no true peak over CEILING_DBTP.

    Its end fades out, unless it is a loop, whose end runs into its beginning.
    """
    clean = _without_rumble(sound, is_loop=is_loop)
    if not is_loop:
        fade = min(len(clean), round(_FADE_SECONDS * SAMPLE_RATE))
        clean[len(clean) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
    peaks = peak_curve(clean)
    loudness = integrated_loudness(clean)
    gain_db = 0.0
    limited = clean
    for _ in range(_ROUNDS):
        gain_db += TARGET_LUFS - loudness
        gain = np.float32(10 ** (gain_db / 20))
        held = _limiter_curve(peaks * gain)
        curve = held * gain
        limited = clean * curve[:, None]
        if held.min() >= 1:
            loudness = TARGET_LUFS
            break
        loudness = integrated_loudness(limited)
        if abs(TARGET_LUFS - loudness) < _CLOSE_ENOUGH_DB:
            break
    highest = float((peaks * curve).max())
    return Mastered(limited, loudness, 20 * float(np.log10(max(1e-6, highest))))


def _without_rumble(sound: Stereo, *, is_loop: bool) -> Stereo:
    rumble = butter(2, _RUMBLE_HZ, "highpass", fs=SAMPLE_RATE, output="sos").astype(np.float32)
    # A loop's filter is warm from its own end when it begins.
    before = min(len(sound), SAMPLE_RATE) if is_loop else 0
    led_in = np.concatenate([sound[len(sound) - before :], sound]) if before else sound
    return np.asarray(sosfilt(rumble, led_in, axis=0), np.float32)[before:]


def _limiter_curve(peaks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Per frame, the gain at most 1 that keeps the peaks under the ceiling, smooth in time.

    The lowest gain of the neighbourhood, averaged over that same neighbourhood, can
    nowhere exceed the gain that its middle needs.
    """
    ceiling = np.float32(10 ** (CEILING_DBTP / 20))
    needed: NDArray[np.float32] = np.minimum(np.float32(1), ceiling / np.maximum(peaks, 1e-6))
    if needed.min() >= 1:
        return needed
    half = 2 * round(_LOOK_AHEAD_SECONDS * SAMPLE_RATE / 2) + 1
    lowest = minimum_filter1d(needed, 2 * half - 1)
    # Two boxes make a triangle over exactly the window of the minimum.
    smooth = uniform_filter1d(uniform_filter1d(lowest, half, mode="nearest"), half, mode="nearest")
    return np.asarray(smooth, np.float32)
