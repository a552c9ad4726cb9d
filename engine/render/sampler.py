"""Playing a soundfont with NumPy alone: the synth of an install without native ones.

The sound of a region at a pitch, with its loop, filter, vibrato and tremolo, is made
once and kept; a note is then a slice of it under an envelope. Pitch bends and the
modulators of a font are not played.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.render.envelope import amplitude, release_seconds
from engine.render.soundfont import Region, SoundFont
from engine.render.stems import SAMPLE_RATE, Stem, Stereo, Strike
from engine.render.tone import tone

_VELOCITY_LAYERS = 4
_EXCLUSIVE_CLASS, _ATTENUATION, _PAN = 57, 48, 17
_CHOKE_SECONDS = 0.02
# Fonts are made for hardware that took four tenths of the specified attenuation.
_ATTENUATION_SCALE = 0.4
# As many tones are kept, the latest used: several pieces' worth.
_KEPT_BYTES = 96 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Kept:
    """A tone as far as it was made; ``is_whole`` where its sample has nothing more."""

    wave: NDArray[np.float32]
    is_whole: bool


class Sampler:
    """A Synth over a font in memory. Tones are kept from piece to piece, within a bound.

    What was kept changes no sound: a tone that is made longer begins with the same bits.
    """

    def __init__(self, font: SoundFont, *, kept_bytes: int = _KEPT_BYTES) -> None:
        self._font = font
        self._tones: OrderedDict[tuple[Region, int, int], _Kept] = OrderedDict()
        self._room = kept_bytes

    @property
    def name(self) -> str:
        return f"built-in sampler with {self._font.path.name}"

    def play(self, stem: Stem, frames: int) -> Stereo:
        """The stem's sound, ``frames`` long; silence where the font has no such program."""
        out = np.zeros((2, frames), np.float32)
        regions = self._font.regions(stem.program, is_drums=stem.is_drums)
        chokes = _chokes(stem, regions)
        for strike in stem.strikes:
            for region in _answering(regions, strike, is_drums=stem.is_drums):
                self._add(out, region, strike, chokes)
        return np.ascontiguousarray(out.T)

    def _add(
        self,
        out: NDArray[np.float32],
        region: Region,
        strike: Strike,
        chokes: dict[int, list[float]],
    ) -> None:
        start = round(strike.start_seconds * SAMPLE_RATE)
        tail = release_seconds(region)
        stop_seconds = strike.start_seconds + strike.length_seconds + tail
        choked = _next(chokes.get(region.get(_EXCLUSIVE_CLASS), []), strike.start_seconds)
        stop_seconds = min(stop_seconds, choked + _CHOKE_SECONDS)
        wanted = min(round(stop_seconds * SAMPLE_RATE), out.shape[1]) - start
        if wanted <= 0:
            return
        wave = self._tone(region, strike, wanted)[:wanted]
        gate = round(strike.length_seconds * SAMPLE_RATE)
        sound = wave * amplitude(region, strike.pitch, gate, len(wave))
        if stop_seconds == choked + _CHOKE_SECONDS or len(wave) < wanted:
            fade = min(len(sound), round(_CHOKE_SECONDS * SAMPLE_RATE))
            sound[len(sound) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
        loudness = (strike.velocity / 127) ** 2 * 10 ** (
            -_ATTENUATION_SCALE * region.get(_ATTENUATION) / 200
        )
        angle = (min(500, max(-500, region.get(_PAN))) / 1000 + 0.5) * np.pi / 2
        out[0, start : start + len(sound)] += sound * np.float32(loudness * np.cos(angle))
        out[1, start : start + len(sound)] += sound * np.float32(loudness * np.sin(angle))

    def _tone(self, region: Region, strike: Strike, wanted: int) -> NDArray[np.float32]:
        layer = strike.velocity * _VELOCITY_LAYERS // 128
        place = (region, strike.pitch, layer)
        kept = self._tones.pop(place, None)
        if kept is None or (len(kept.wave) < wanted and not kept.is_whole):
            if kept is not None:
                self._room += kept.wave.nbytes
            # Looped tones have no end: make some more than asked, to serve longer notes.
            brightness, frames = (layer + 0.5) / _VELOCITY_LAYERS, round(wanted * 1.25)
            wave = tone(region, strike.pitch, brightness=brightness, frames=frames)
            kept = _Kept(wave, len(wave) < frames)
            self._room -= wave.nbytes
        self._tones[place] = kept
        while self._room < 0 and len(self._tones) > 1:
            _, oldest = self._tones.popitem(last=False)
            self._room += oldest.wave.nbytes
        return kept.wave


def _answering(regions: tuple[Region, ...], strike: Strike, *, is_drums: bool) -> list[Region]:
    """The regions that a strike sounds; beyond a font's keys, the outermost ones stretch."""
    found = [region for region in regions if _answers(region, strike)]
    if found or is_drums or not regions:
        return found
    nearest = min(_distance(region, strike.pitch) for region in regions)
    return [region for region in regions if _distance(region, strike.pitch) == nearest][:2]


def _distance(region: Region, pitch: int) -> int:
    low, high = region.keys
    return max(low - pitch, pitch - high, 0)


def _answers(region: Region, strike: Strike) -> bool:
    low, high = region.keys
    soft, loud = region.velocities
    return low <= strike.pitch <= high and soft <= strike.velocity <= loud


def _chokes(stem: Stem, regions: tuple[Region, ...]) -> dict[int, list[float]]:
    """Per exclusive class, when it is struck: a closed hi-hat ends an open one."""
    chokes: dict[int, list[float]] = {}
    for region in regions:
        group = region.get(_EXCLUSIVE_CLASS)
        if group:
            times = [s.start_seconds for s in stem.strikes if _answers(region, s)]
            chokes.setdefault(group, []).extend(times)
    return {group: sorted(times) for group, times in chokes.items()}


def _next(times: list[float], after: float) -> float:
    index = bisect_right(times, after + 0.001)
    return times[index] if index < len(times) else float("inf")
