"""FluidSynth, where its library and the ``pyfluidsynth`` package are installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import RenderError
from engine.render.soundfont import DRUM_BANK, check_soundfont
from engine.render.stems import SAMPLE_RATE, Stem, Stereo

_GAIN = 0.35
_OFF, _ON = 0, 1
# Loading only the samples of the program in use makes a large font start ten times sooner.
_SETTINGS = {
    "synth.reverb.active": 0,
    "synth.chorus.active": 0,
    "synth.dynamic-sample-loading": 1,
}


def fluidsynth_is_here() -> bool:
    """Whether the package can be imported and finds the library."""
    try:
        return hasattr(_module(), "Synth")
    except (ImportError, OSError, AttributeError):
        return False


class Fluid:
    """A Synth that starts a fresh FluidSynth for every stem: its state leaks otherwise.

    Raises RenderError where the font can't be loaded.
    """

    def __init__(self, font: Path) -> None:
        check_soundfont(font)
        self._font = font
        self._start(program=0, is_drums=False).delete()

    @property
    def name(self) -> str:
        return f"FluidSynth with {self._font.name}"

    def play(self, stem: Stem, frames: int) -> Stereo:
        """The stem's sound, ``frames`` long, without FluidSynth's reverb and chorus."""
        synth = self._start(stem.program, is_drums=stem.is_drums)
        events = []
        for strike in stem.strikes:
            stop = strike.start_seconds + strike.length_seconds
            events.append((round(strike.start_seconds * SAMPLE_RATE), _ON, strike))
            events.append((round(stop * SAMPLE_RATE), _OFF, strike))
        blocks = []
        now = 0
        for frame, kind, strike in sorted(events, key=lambda event: event[:2]):
            if min(frame, frames) > now:
                blocks.append(synth.get_samples(min(frame, frames) - now))
                now = min(frame, frames)
            if kind == _ON:
                synth.noteon(0, strike.pitch, strike.velocity)
            else:
                synth.noteoff(0, strike.pitch)
        blocks.append(synth.get_samples(frames - now))
        synth.delete()
        sound = np.concatenate(blocks).reshape(-1, 2)
        return np.asarray(sound, np.float32) / np.float32(32768)

    def _start(self, program: int, *, is_drums: bool) -> Any:
        synth = _module().Synth(gain=_GAIN, samplerate=SAMPLE_RATE, **_SETTINGS)
        number = synth.sfload(str(self._font))
        if number == -1:
            synth.delete()
            raise RenderError(f"{self._font} is not a soundfont, or a damaged one")
        if is_drums:
            synth.program_select(0, number, DRUM_BANK, 0)
        else:
            synth.program_select(0, number, 0, program)
        return synth


def _module() -> Any:
    import fluidsynth  # deferred: importing it loads a native library

    return fluidsynth
