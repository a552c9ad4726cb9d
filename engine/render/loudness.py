"""How loud sound is and how high its peaks are, as broadcasters measure it.

ITU-R BS.1770-4: K-weighted, gated loudness in LUFS (annex 1) and true peak in dBTP
by four times oversampling (annex 2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d
from scipy.signal import resample_poly, sosfilt

from engine.render.stems import SAMPLE_RATE, Stereo

SILENCE_LUFS = -70.0
_BLOCK_SECONDS = 0.4
_STEP_SECONDS = 0.1
_RELATIVE_GATE_DB = 10.0
_OVERSAMPLING = 4
_CHUNK = 1 << 18
_OVERLAP = 64


def _k_weighting() -> NDArray[np.float64]:
    """The two filters of BS.1770 for SAMPLE_RATE, from their analogue parameters."""
    shelf_hz, shelf_db, shelf_q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = np.tan(np.pi * shelf_hz / SAMPLE_RATE)
    high = 10 ** (shelf_db / 20)
    band = high**0.4996667741545416
    top = 1 + k / shelf_q + k * k
    shelf = [
        (high + band * k / shelf_q + k * k) / top, 2 * (k * k - high) / top,
        (high - band * k / shelf_q + k * k) / top, 1.0, 2 * (k * k - 1) / top,
        (1 - k / shelf_q + k * k) / top,
    ]  # fmt: skip
    pass_hz, pass_q = 38.13547087602444, 0.5003270373238773
    k = np.tan(np.pi * pass_hz / SAMPLE_RATE)
    top = 1 + k / pass_q + k * k
    high_pass = [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / top, (1 - k / pass_q + k * k) / top]
    return np.array([shelf, high_pass])


_K_WEIGHTING = _k_weighting()


def integrated_loudness(sound: Stereo) -> float:
    """Integrated loudness in LUFS; SILENCE_LUFS where nothing passes the gate."""
    step, per_block = round(_STEP_SECONDS * SAMPLE_RATE), round(_BLOCK_SECONDS / _STEP_SECONDS)
    missing = max(0, step * per_block - len(sound))
    power = np.zeros(0)
    for channel in sound.T:
        weighted = sosfilt(_K_WEIGHTING.astype(np.float32), np.pad(channel, (0, missing)))
        steps = len(weighted) // step
        squares = np.square(weighted[: steps * step]).reshape(steps, step).sum(axis=1, dtype=float)
        blocks = np.convolve(squares, np.ones(per_block), "valid") / (step * per_block)
        power = blocks if not len(power) else power + blocks
    loud = power[_lufs(power) > SILENCE_LUFS]
    if not len(loud):
        return SILENCE_LUFS
    gate = float(_lufs(loud.mean())) - _RELATIVE_GATE_DB
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


def middle_loudness(sound: Stereo) -> float:
    """The loudness of what both channels share, as LUFS of stereo: half the work.

    Exact for sound in the middle, which is where synths put their players.
    """
    middle = (sound[:, 0] + sound[:, 1]) * np.float32(0.5)  # far quicker than mean(axis=1)
    loudness = integrated_loudness(middle[:, None])
    return loudness if loudness <= SILENCE_LUFS else loudness + 10 * float(np.log10(2))


def peak_curve(sound: Stereo) -> NDArray[np.float32]:
    """Per frame, the highest true peak of both channels (linear, full scale 1.0)."""
    curve = np.empty(len(sound), np.float32)
    for start in range(0, len(sound), _CHUNK):
        stop = min(len(sound), start + _CHUNK)
        first, last = max(0, start - _OVERLAP), min(len(sound), stop + _OVERLAP)
        sides = [
            np.abs(resample_poly(sound[first:last, side], _OVERSAMPLING, 1)) for side in range(2)
        ]
        fine = np.maximum(*sides)
        # Each frame answers for the oversampled points up to both of its neighbours.
        near = maximum_filter1d(fine, 2 * _OVERSAMPLING - 1)[::_OVERSAMPLING]
        curve[start:stop] = near[start - first : start - first + stop - start]
    return curve


def true_peak(sound: Stereo) -> float:
    """The highest true peak in dBTP; -120 for silence."""
    return float(20 * np.log10(max(1e-6, float(peak_curve(sound).max(initial=0.0)))))


def _lufs(power: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))
