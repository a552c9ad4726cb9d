"""The chord network: an LSTM over one-hot slots with one softmax over chords."""

from __future__ import annotations

import keras

from models.harmony.slots import COLUMNS, ROWS
from models.vocabulary import CHORDS

UNITS = 96
WIDTH = 64


def build_chord_network(*, units: int = UNITS, width: int = WIDTH) -> keras.Model:
    """Classes int32 [batch, slots, columns] (already offset into one table) to logits."""
    seen = keras.Input((None, len(COLUMNS)), dtype="int32", name="seen")
    rows = keras.layers.Embedding(ROWS, width, name="table")(seen)
    x = keras.ops.sum(rows, axis=-2)
    state = keras.layers.Dropout(0.2)(x)
    state = keras.layers.LSTM(units, return_sequences=True, name="lstm")(state)
    state = keras.layers.Dropout(0.3)(state)
    return keras.Model(seen, keras.layers.Dense(CHORDS, name="head")(state), name="chords")
