"""A voice's loudness over time: the volume envelope of SoundFont 2.04, section 8.1.2.

Attack is linear in amplitude; decay and release are linear in decibels, and their
times are those of a fall by 100 dB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.render.soundfont import Region
from engine.render.stems import SAMPLE_RATE

_DELAY, _ATTACK, _HOLD, _DECAY, _SUSTAIN, _RELEASE, _KEY_TO_HOLD, _KEY_TO_DECAY = range(33, 41)
_FALL_DB = 100.0
_SILENT_DB = 54.0
_SHORTEST_RELEASE = 0.03
_LONGEST_RELEASE = 10.0


def release_seconds(region: Region) -> float:
    """How long a voice is heard after its key is let go."""
    return _release(region) * _SILENT_DB / _FALL_DB


def amplitude(region: Region, key: int, gate: int, frames: int) -> NDArray[np.float32]:
    """The envelope of ``frames`` frames, the key let go at frame ``gate``."""
    hold = region.seconds(_HOLD) * 2 ** (region.get(_KEY_TO_HOLD) * (60 - key) / 1200)
    decay = region.seconds(_DECAY) * 2 ** (region.get(_KEY_TO_DECAY) * (60 - key) / 1200)
    sustain_db = min(_FALL_DB, max(0, region.get(_SUSTAIN)) / 10)
    start = round(region.seconds(_DELAY) * SAMPLE_RATE)
    peak = start + max(1, round(region.seconds(_ATTACK) * SAMPLE_RATE))
    fall = peak + round(hold * SAMPLE_RATE)
    settle = fall + max(1, round(decay * sustain_db / _FALL_DB * SAMPLE_RATE))
    held = np.empty(min(frames, max(gate + 1, 1)), np.float32)
    held[:start] = 0
    held[start:peak] = np.arange(len(held[start:peak])) / (peak - start)
    held[peak:fall] = 1
    held[fall:settle] = _fall(len(held[fall:settle]), sustain_db / (settle - fall))
    held[settle:] = 10 ** (-sustain_db / 20)
    if frames <= len(held):
        return held
    slope_db = _FALL_DB / (_release(region) * SAMPLE_RATE)
    return np.concatenate([held, held[-1] * _fall(frames - len(held), slope_db)])


def _fall(frames: int, slope_db: float) -> NDArray[np.float32]:
    """A fall from 1 by so many decibels a frame; the first step included."""
    places = np.arange(1, frames + 1, dtype=np.float32)
    return np.asarray(np.exp2(places * np.float32(-slope_db / 20 * np.log2(10))), np.float32)


def _release(region: Region) -> float:
    return min(_LONGEST_RELEASE, max(_SHORTEST_RELEASE, region.seconds(_RELEASE)))
