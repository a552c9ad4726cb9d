"""A synth of sines and noise: plain, but there on every machine.

One row of the table per family of eight General MIDI programs, and one per kind of
drum. It knows no samples and reads no files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.render.stems import SAMPLE_RATE, Stem, Stereo, Strike

_RELEASE_SECONDS = 0.12
_HIGHEST_HZ = 15_000.0
_NOISE_SEED = 808


@dataclass(frozen=True, slots=True)
class _Timbre:
    """Levels of the harmonics, rise in seconds, and seconds to fall by 60 dB (0: sustained)."""

    harmonics: tuple[float, ...]
    rise: float
    fall: float
    vibrato_cents: float = 0.0


@dataclass(frozen=True, slots=True)
class _Drum:
    """A sine that slides between two pitches in Hz, noise in a band, and their fall times."""

    from_hz: float
    to_hz: float
    sine: float
    sine_fall: float
    noise: float
    noise_fall: float
    noise_is_bright: bool = True


_STRUCK = (1.0, 0.55, 0.32, 0.2, 0.12, 0.07, 0.04, 0.025)
_BOWED = (1.0, 0.62, 0.48, 0.36, 0.28, 0.2, 0.15, 0.1, 0.07, 0.05)
_HOLLOW = (1.0, 0.06, 0.5, 0.05, 0.28, 0.04, 0.15, 0.03, 0.08)
_BLOWN = (1.0, 0.85, 0.7, 0.5, 0.36, 0.24, 0.16, 0.1, 0.06)
# By program // 8, in General MIDI's order.
_TIMBRES: tuple[_Timbre, ...] = (
    _Timbre(_STRUCK, 0.003, 2.6),
    _Timbre((1.0, 0.05, 0.0, 0.32, 0.0, 0.05), 0.002, 1.6),
    _Timbre((1.0, 0.8, 0.45, 0.5, 0.1, 0.3, 0.05, 0.22), 0.008, 0.0),
    _Timbre((1.0, 0.6, 0.42, 0.25, 0.16, 0.08, 0.05), 0.003, 1.9),
    _Timbre((1.0, 0.6, 0.25, 0.1, 0.05), 0.005, 1.5),
    _Timbre(_BOWED, 0.06, 0.0, 9.0),
    _Timbre(_BOWED, 0.09, 0.0, 6.0),
    _Timbre(_BLOWN, 0.035, 0.0, 4.0),
    _Timbre((1.0, 0.7, 0.55, 0.42, 0.25, 0.2, 0.12, 0.08), 0.03, 0.0, 7.0),
    _Timbre((1.0, 0.28, 0.12, 0.05), 0.04, 0.0, 6.0),
    _Timbre(_HOLLOW, 0.005, 0.0),
    _Timbre(_BOWED, 0.25, 0.0, 5.0),
    _Timbre(_BOWED, 0.15, 4.0, 5.0),
    _Timbre((1.0, 0.7, 0.5, 0.4, 0.28, 0.2, 0.14), 0.003, 1.2),
    _Timbre((1.0, 0.2, 0.5, 0.1, 0.25), 0.002, 0.8),
    _Timbre(_STRUCK, 0.01, 1.0),
)
_KICK = _Drum(120, 48, 1.0, 0.35, 0.15, 0.02, noise_is_bright=False)
_SNARE = _Drum(210, 175, 0.5, 0.15, 0.7, 0.22)
_TOM = _Drum(150, 95, 0.9, 0.45, 0.1, 0.05, noise_is_bright=False)
_CLOSED = _Drum(0, 0, 0.0, 0.1, 0.5, 0.09)
_OPEN = _Drum(0, 0, 0.0, 0.1, 0.5, 0.5)
_RIDE = _Drum(3900, 3900, 0.08, 0.5, 0.35, 0.9)
_CRASH = _Drum(0, 0, 0.0, 0.1, 0.7, 1.8)
_CLICK = _Drum(1700, 1500, 0.6, 0.06, 0.2, 0.02)
_DRUMS: dict[int, _Drum] = {
    35: _KICK, 36: _KICK, 37: _CLICK, 38: _SNARE, 39: _SNARE, 40: _SNARE, 41: _TOM, 43: _TOM,
    45: _TOM, 47: _TOM, 48: _TOM, 50: _TOM, 42: _CLOSED, 44: _CLOSED, 46: _OPEN, 49: _CRASH,
    52: _CRASH, 55: _CRASH, 57: _CRASH, 51: _RIDE, 53: _RIDE, 59: _RIDE, 54: _CLOSED, 69: _CLOSED,
    70: _CLOSED, 82: _CLOSED,
}  # fmt: skip


class Additive:
    """A Synth that always works."""

    @property
    def name(self) -> str:
        return "built-in additive synth"

    def play(self, stem: Stem, frames: int) -> Stereo:
        """The stem's sound, ``frames`` long, the same on both sides."""
        out = np.zeros(frames, np.float32)
        for strike in stem.strikes:
            start = round(strike.start_seconds * SAMPLE_RATE)
            if start < frames:
                sound = _drum(strike) if stem.is_drums else _note(strike, stem.program)
                sound = sound[: frames - start]
                out[start : start + len(sound)] += sound * np.float32((strike.velocity / 127) ** 2)
        return np.repeat(out[:, None], 2, axis=1)


def _note(strike: Strike, program: int) -> NDArray[np.float32]:
    timbre = _TIMBRES[program // 8]
    hertz = 440 * 2 ** ((strike.pitch - 69) / 12)
    seconds = strike.length_seconds + _RELEASE_SECONDS
    time = np.arange(round(seconds * SAMPLE_RATE), dtype=np.float32) / SAMPLE_RATE
    turns = hertz * time
    if timbre.vibrato_cents:
        depth = timbre.vibrato_cents / 1200 * np.log(2) * hertz / (2 * np.pi * 5.3)
        turns = turns + depth * np.sin(2 * np.pi * 5.3 * time) * np.clip(time * 3 - 0.6, 0, 1)
    phase = (2 * np.pi * (turns % 1)).astype(np.float32)
    wave = np.zeros_like(phase)
    # Softer strokes are duller: their upper harmonics count less.
    dullness = 1.4 - 0.9 * strike.velocity / 127
    for number, level in enumerate(timbre.harmonics, 1):
        if level and number * hertz < _HIGHEST_HZ:
            shape = np.float32(level * number ** (0.5 - dullness))
            wave += shape * np.sin(number * phase)
    if timbre.fall:
        wave *= np.power(np.float32(10), -3 * time / np.float32(timbre.fall * (60 / strike.pitch)))
    wave *= np.minimum(1, time / timbre.rise)
    wave *= np.clip((seconds - time) / _RELEASE_SECONDS, 0, 1) ** 2
    return wave


def _drum(strike: Strike) -> NDArray[np.float32]:
    drum = _DRUMS.get(strike.pitch, _CLICK)
    seconds = max(drum.sine_fall, drum.noise_fall) * 1.2
    time = np.arange(round(seconds * SAMPLE_RATE), dtype=np.float32) / SAMPLE_RATE
    noise = np.random.default_rng(_NOISE_SEED + strike.pitch).standard_normal(len(time) + 2)
    # Differences of noise are bright, running means dull.
    band = np.diff(noise, n=2) / 2.4 if drum.noise_is_bright else (noise[1:-1] + noise[2:]) / 1.4
    slide = drum.to_hz + (drum.from_hz - drum.to_hz) * np.exp(-time * 30)
    sine = np.sin(2 * np.pi * np.cumsum(slide) / SAMPLE_RATE)
    wave = drum.sine * sine * 10 ** (-3 * time / drum.sine_fall)
    wave += drum.noise * 0.5 * band * 10 ** (-3 * time / drum.noise_fall)
    wave[:32] *= np.linspace(0, 1, 32)
    return wave.astype(np.float32)
