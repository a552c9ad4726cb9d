"""Mastering: rumble out, loudness to its target, peaks under their ceiling."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import minimum_filter1d
from scipy.signal import butter, fftconvolve, sosfilt

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


def master(sound: Stereo) -> Stereo:
    """The sound at TARGET_LUFS with no true peak over CEILING_DBTP; its end fades out."""
    rumble = butter(2, _RUMBLE_HZ, "highpass", fs=SAMPLE_RATE, output="sos").astype(np.float32)
    clean = sosfilt(rumble, sound, axis=0).astype(np.float32)
    fade = min(len(clean), round(_FADE_SECONDS * SAMPLE_RATE))
    clean[len(clean) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
    peaks = peak_curve(clean)
    gain_db = TARGET_LUFS - integrated_loudness(clean)
    limited = clean
    for _ in range(_ROUNDS):
        gain = np.float32(10 ** (gain_db / 20))
        limited = clean * _limiter_curve(peaks * gain)[:, None] * gain
        missing_db = TARGET_LUFS - integrated_loudness(limited)
        if abs(missing_db) < _CLOSE_ENOUGH_DB:
            break
        gain_db += missing_db
    return limited


def _limiter_curve(peaks: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Stereo:
    """Per frame, the gain at most 1 that keeps the peaks under the ceiling, smooth in time.

    The lowest gain of the neighbourhood, averaged over that same neighbourhood, can
    nowhere exceed the gain that its middle needs.
    """
    ceiling = np.float32(10 ** (CEILING_DBTP / 20))
    needed = np.minimum(1, ceiling / np.maximum(peaks, 1e-6)).astype(np.float32)
    if needed.min() >= 1:
        return needed
    window = 2 * round(_LOOK_AHEAD_SECONDS * SAMPLE_RATE) + 1
    shape = np.hanning(window + 2)[1:-1].astype(np.float32)
    lowest = minimum_filter1d(needed, window)
    padded = np.pad(lowest, window // 2, mode="edge")
    return np.minimum(1, fftconvolve(padded, shape / shape.sum(), "valid")).astype(np.float32)
