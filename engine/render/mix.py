"""Mixing stems: every player equally loud first, then as the file's controllers say.

General MIDI programs differ by tens of decibels in every soundfont, so each stem's
loudness is measured and evened out before its volume controller counts; the mix is
then the same with every synth. Velocities shape a player's phrases; between players
they count little, because the volumes seat the band already. A program that the synth
has no sound for is played by the additive one: no player is ever silent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, oaconvolve, sosfilt

from engine.errors import RenderError
from engine.render.additive import Additive
from engine.render.loudness import SILENCE_LUFS, middle_loudness
from engine.render.stems import SAMPLE_RATE, Stem, Stereo, Synth

_STEM_LUFS = -20.0
_MOST_BOOST_DB = 40.0
_USUAL_VELOCITY = 80
_VELOCITY_DB, _MOST_VELOCITY_DB = 12.0, 3.0
_REVERB_SECONDS = 1.9
_PRE_DELAY_SECONDS = 0.018
_REVERB_SEED = 1770
_REVERB_LEVEL = 0.55
# (from Hz, to Hz, seconds to fall by 60 dB): high tones die first in a wooden hall.
_REVERB_BANDS = ((120, 500, 1.5), (500, 2000, 1.35), (2000, 6000, 0.95), (6000, 12000, 0.5))


@dataclass(frozen=True, slots=True)
class Mixed:
    """The sound, and the decibels that each stem got: 0 is an even share of the mix."""

    sound: Stereo
    levels_db: tuple[float, ...]


def mix(
    stems: Sequence[Stem],
    frames: int,
    synth: Synth,
    on_stem: Callable[[int], None] | None = None,
) -> Mixed:
    """All stems in one stereo picture with reverb, at no particular level.

    ``on_stem`` is told how many stems are done. Raises RenderError where all are silent.
    """
    dry = np.zeros((frames, 2), np.float32)
    sent = np.zeros((frames, 2), np.float32)
    levels = []
    for done, stem in enumerate(stems, 1):
        sound, loudness = _heard(stem, frames, synth)
        if loudness > SILENCE_LUFS:
            boost, seat = min(_MOST_BOOST_DB, _STEM_LUFS - loudness), _seat_db(stem)
            sound *= _sides(stem.pan) * np.float32(10 ** ((boost + seat) / 20))
            dry += sound
            sent += sound * np.float32(stem.reverb / 127)
            levels.append(loudness + boost + seat - _STEM_LUFS)
        if on_stem is not None:
            on_stem(done)
    if not levels:
        raise RenderError(f"the piece is silent with {synth.name}: none of its notes can sound")
    for channel in range(2):
        wet = oaconvolve(sent[:, channel], _impulse_response()[:, channel])
        dry[:, channel] += wet[:frames].astype(np.float32)
    return Mixed(dry, tuple(levels))


def _heard(stem: Stem, frames: int, synth: Synth) -> tuple[Stereo, float]:
    """A stem's sound and its loudness, by the additive synth where the first one is silent."""
    sound = synth.play(stem, frames)
    loudness = middle_loudness(sound)
    if loudness <= SILENCE_LUFS and stem.strikes and not isinstance(synth, Additive):
        sound = Additive().play(stem, frames)
        loudness = middle_loudness(sound)
    return sound, loudness


def _seat_db(stem: Stem) -> float:
    """Where the file's volume and the player's strokes put a stem, in decibels."""
    velocity = sum(strike.velocity for strike in stem.strikes) / len(stem.strikes)
    touch = _VELOCITY_DB * float(np.log10(velocity / _USUAL_VELOCITY))
    touch = min(_MOST_VELOCITY_DB, max(-_MOST_VELOCITY_DB, touch))
    return 40 * float(np.log10(max(1, stem.volume) / 127)) + touch


def _sides(pan: int) -> NDArray[np.float32]:
    """The linear gains of left and right, constant in power."""
    angle = min(127, max(1, pan)) / 128 * np.pi / 2
    return np.array([np.sqrt(2) * np.cos(angle), np.sqrt(2) * np.sin(angle)], np.float32)


@lru_cache(maxsize=1)
def _impulse_response() -> NDArray[np.float32]:
    """A hall as two independent noises that die away, always the same ones."""
    frames = round(_REVERB_SECONDS * SAMPLE_RATE)
    time = np.arange(frames)[:, None] / SAMPLE_RATE
    noise = np.random.default_rng(_REVERB_SEED).standard_normal((frames, 2))
    response = np.zeros((frames, 2))
    for low, high, seconds in _REVERB_BANDS:
        band = sosfilt(
            butter(2, (low, high), "bandpass", fs=SAMPLE_RATE, output="sos"), noise, axis=0
        )
        response += band * 10 ** (-3 * time / seconds)
    response *= np.minimum(1, time / 0.012)
    response *= _REVERB_LEVEL / np.sqrt((response**2).sum(axis=0))
    delay = np.zeros((round(_PRE_DELAY_SECONDS * SAMPLE_RATE), 2))
    return np.concatenate([delay, response]).astype(np.float32)
