"""The plan of a set of lanes: what each is to write, changed lane by lane.

Everything is padded to fixed lengths, so that one compiled function serves pieces
of any length up to its number of events.
"""

from __future__ import annotations

from dataclasses import astuple, fields

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.features import next_chords
from models.sampler.frames import LONGEST_BARS, Commission, Lean
from models.sampler.lookups import guide_words
from models.sampler.song import BarColumn, Plan
from models.vocabulary import CHORD_SLOT_TICKS, LONGEST_BAR_TICKS

_LONGEST_TICKS = LONGEST_BARS * LONGEST_BAR_TICKS
_SLOTS = _LONGEST_TICKS // CHORD_SLOT_TICKS
_OF_FORM = ("bar_ticks", "meter", "mode", "tonic", "approach", "close", "upbeat")
_COLUMNS = (*_OF_FORM, "total", "low", "high")
_BY_BAR = {
    BarColumn.PHRASE: "phrase_bar",
    BarColumn.BORDER: "border",
    BarColumn.HOLD: "hold",
    BarColumn.SHIFT: "own_shift",
    BarColumn.FRESH: "fresh",
    BarColumn.TILT: "tilt",
}
_NOTHING = np.zeros(1, np.int32)
_BY_VOICE = ("guidance", "temperature", "top_p")


class LanePlans:
    """Plans of ``lanes`` lanes, none of which has anything to write at first."""

    def __init__(self, *, lanes: int, events: int, conditions: int) -> None:
        self.events = events
        whole: dict[str, tuple[int, ...]] = dict.fromkeys(_COLUMNS, (lanes,))
        whole |= {"bars": (lanes, LONGEST_BARS, len(_BY_BAR)), "chords": (lanes, _SLOTS, 2)}
        whole |= {"guide": (lanes, _LONGEST_TICKS), "genres": (lanes, conditions)}
        parts: dict[str, tuple[int, ...]] = dict.fromkeys(_BY_VOICE, (lanes,))
        parts |= {"lean": (lanes, len(fields(Lean)))}
        parts |= {"weights": (lanes, LONGEST_BARS, conditions), "uniforms": (lanes, events, 2)}
        self._ints = {name: np.zeros(shape, np.int32) for name, shape in whole.items()}
        self._floats = {name: np.zeros(shape, np.float32) for name, shape in parts.items()}
        self._ints["bar_ticks"][:] = LONGEST_BAR_TICKS
        for name in ("temperature", "top_p"):
            self._floats[name][:] = 1.0

    def place(self, lane: int, wanted: Commission) -> None:
        """Have a lane write this."""
        form, voice, ints, floats = wanted.form, wanted.voice, self._ints, self._floats
        for name in _OF_FORM:
            ints[name][lane] = getattr(form, name)
        ints["total"][lane] = form.bars * form.bar_ticks - max(form.upbeat, form.spare)
        ints["low"][lane], ints["high"][lane] = voice.low, voice.high
        _fill(ints["chords"][lane, :, 0], form.chords)
        _fill(ints["chords"][lane, :, 1], next_chords(form.chords))
        for column, name in _BY_BAR.items():
            line = getattr(form, name)
            _fill(ints["bars"][lane, :, column], line if line is not None else _NOTHING)
        for name in _BY_VOICE:
            floats[name][lane] = getattr(voice, name)
        floats["lean"][lane] = astuple(voice.lean)
        ints["guide"][lane] = 0
        if wanted.guide is not None:
            until = form.bars * form.bar_ticks
            ints["guide"][lane, :until] = guide_words(wanted.guide, until)
        filled = len(wanted.genres)
        ints["genres"][lane] = wanted.genres[-1]
        ints["genres"][lane, :filled] = wanted.genres
        floats["weights"][lane] = 0
        if wanted.blend is not None:
            floats["weights"][lane, : len(wanted.blend), :filled] = wanted.blend
        floats["uniforms"][lane] = wanted.uniforms

    def clear(self, lane: int) -> None:
        """Have a lane write nothing."""
        self._ints["total"][lane] = 0

    def tensors(self) -> Plan:
        """The plan as it stands."""
        arrays = self._ints | self._floats
        return Plan(**{name: tf.constant(value) for name, value in arrays.items()})


def _fill(place: NDArray[np.int32], line: NDArray[np.int32]) -> None:
    place[: len(line)] = line
    place[len(line) :] = line[-1] if len(line) else 0
