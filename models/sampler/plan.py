"""The tensors of a batch of melodies to write.

Everything is padded to fixed lengths, so that one compiled function serves pieces
of any length up to its number of events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.features import Guide, next_chords
from models.sampler.frames import LONGEST_BARS, FormPlan, Voice
from models.sampler.lookups import NEVER
from models.sampler.song import Plan
from models.vocabulary import CHORD_SLOT_TICKS, LONGEST_BAR_TICKS

Ints = NDArray[np.int32]

_SLOTS = LONGEST_BARS * LONGEST_BAR_TICKS // CHORD_SLOT_TICKS


def tensors_of(
    forms: Sequence[FormPlan],
    voices: Sequence[Voice],
    *,
    events: int,
    guides: Sequence[Guide] = (),
    genres: Sequence[int] = (0,),
    blends: Sequence[NDArray[np.float32]] = (),
) -> Plan:
    """A batch of melodies, one row each.

    ``genres`` are the genre slots of the conditions, the same for all rows; ``blends``
    hold the weights per bar and condition, [bars, conditions] each.
    """
    rows = len(forms)
    guide_start = np.full((events, rows), NEVER, np.int32)
    guide_event = np.zeros((events, rows), np.int32)
    for row, guide in enumerate(guides):
        n = min(len(guide.start), events)
        guide_start[:n, row] = guide.start[:n]
        guide_event[:n, row] = (guide.pitch[:n] + 1) * 128 + guide.ticks[:n]
    weights = np.zeros((rows, LONGEST_BARS, len(genres)), np.float32)
    for row, blend in enumerate(blends):
        weights[row, : len(blend)] = blend
    return Plan(
        bar_ticks=_column([f.bar_ticks for f in forms]),
        total=_column([f.bars * f.bar_ticks for f in forms]),
        meter=_column([f.meter for f in forms]),
        mode=_column([f.mode for f in forms]),
        tonic=_column([f.tonic for f in forms]),
        low=_column([v.low for v in voices]),
        high=_column([v.high for v in voices]),
        close=_column([f.close for f in forms]),
        chords=_padded([f.chords for f in forms], _SLOTS),
        next_chords=_padded([next_chords(f.chords) for f in forms], _SLOTS),
        phrase_bar=_padded([f.phrase_bar for f in forms], LONGEST_BARS),
        border=_padded([f.border for f in forms], LONGEST_BARS),
        hold=_padded([f.hold for f in forms], LONGEST_BARS),
        own_shift=_padded([f.own_shift for f in forms], LONGEST_BARS),
        fresh=_padded([f.fresh for f in forms], LONGEST_BARS),
        approach=_column([f.approach for f in forms]),
        lean=tf.constant([astuple(v.lean) for v in voices], tf.float32),
        guide_start=tf.constant(guide_start),
        guide_event=tf.constant(guide_event),
        genres=tf.constant(np.tile(np.array(genres, np.int32), (rows, 1))),
        weights=tf.constant(weights),
        guidance=tf.constant([v.guidance for v in voices], tf.float32),
        temperature=tf.constant([v.temperature for v in voices], tf.float32),
        top_p=tf.constant([v.top_p for v in voices], tf.float32),
    )


def _column(values: Sequence[int]) -> tf.Tensor:
    return tf.constant(np.array(values, np.int32))


def _padded(lines: Sequence[Ints], length: int) -> tf.Tensor:
    table = np.zeros((len(lines), length), np.int32)
    for row, line in enumerate(lines):
        table[row, : len(line)] = line
        if len(line):
            table[row, len(line) :] = line[-1]
    return tf.constant(table)
