"""The melody network: one Keras graph for both phases.

An LSTM over one-hot classes (an embedding of a class is its one-hot times a
matrix) with two softmax heads, pitch and then duration given pitch. Copy sources
(models/features.py) enter as inputs and, through gates that the state opens, go
straight to the heads. A network with a memory (models/recall.py) adds what it
remembers to both heads. Phase 1 is this network without a guide and without a genre
input, with weights of its own per genre; phase 2 adds both.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from models.recall import Recall
from models.shape import CHORD_COLUMNS, NetworkSize, columns_of, sources_of
from models.vocabulary import DURATIONS, PITCHES, chord_chroma


@keras.saving.register_keras_serializable("fusebox")
class OneHotSum(keras.layers.Layer):  # type: ignore[misc]
    """Sum over the columns of one-hot(class) @ matrix; chords enter by root and tones.

    Input int32 [batch, time, columns]; output float32 [batch, time, width].
    """

    def __init__(self, size: NetworkSize, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size = size
        self.columns = columns_of(size)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "size": self.size.to_json()}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> OneHotSum:
        return cls(NetworkSize(**config.pop("size")), **config)

    def build(self, input_shape: Any) -> None:
        rows, width = self.columns.rows, self.size.width
        scale = keras.initializers.RandomNormal(stddev=0.05)
        self.table = self.add_weight(name="table", shape=(rows, width), initializer=scale)
        self.chords = self.add_weight(
            name="chords", shape=(len(CHORD_COLUMNS), 24, width), initializer=scale
        )

    def call(self, classes: Any) -> Any:
        offsets = ops.convert_to_tensor(self.columns.offsets, "int32")
        total = ops.sum(ops.take(self.table, classes + offsets, axis=0), axis=-2)
        chroma = ops.convert_to_tensor(chord_chroma())
        for row, name in enumerate(CHORD_COLUMNS):
            tones = ops.take(chroma, classes[..., self.columns.index(name)], axis=0)
            total = total + ops.matmul(tones, self.chords[row])
        return total


@keras.saving.register_keras_serializable("fusebox")
class CopyHeads(keras.layers.Layer):  # type: ignore[misc]
    """Pitch logits, and duration logits given a pitch, with gated copies of the sources.

    Inputs: state [b, t, units], x [b, t, width], classes [b, t, columns], pitch [b, t].
    Outputs: [b, t, PITCHES] and [b, t, DURATIONS].
    """

    def __init__(self, size: NetworkSize, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size = size
        columns = columns_of(size)
        sources = sources_of(size)
        self.pitch_columns = [columns.index(f"{s}_pitch") for s in sources]
        self.ticks_columns = [columns.index(f"{s}_ticks") for s in sources]
        # Per source: a gate for its pitch, one for its duration, and one more
        # for its duration where its pitch is the one chosen.
        self.gates = keras.layers.Dense(3 * len(sources), name="gates")
        self.pitch_head = keras.layers.Dense(PITCHES, name="pitch_head")
        self.hidden = keras.layers.Dense(size.head, name="hidden")
        self.chosen = keras.layers.Embedding(PITCHES, size.head, name="chosen")
        self.ticks_head = keras.layers.Dense(DURATIONS, name="ticks_head")

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "size": self.size.to_json()}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> CopyHeads:
        return cls(NetworkSize(**config.pop("size")), **config)

    def build(self, input_shape: Any) -> None:
        both = self.size.units + self.size.width
        self.gates.build((None, None, both))
        self.pitch_head.build((None, None, both))
        self.hidden.build((None, None, both))
        self.chosen.build((None, None))
        self.ticks_head.build((None, None, self.size.head))

    def call(self, inputs: tuple[Any, Any, Any, Any]) -> tuple[Any, Any]:
        state, x, classes, pitch = inputs
        both = ops.concatenate([state, x], axis=-1)
        n = len(self.pitch_columns)
        gates = self.gates(both)
        pitches = ops.take(classes, ops.convert_to_tensor(self.pitch_columns, "int32"), axis=-1)
        ticks = ops.take(classes, ops.convert_to_tensor(self.ticks_columns, "int32"), axis=-1)
        # Class 0 is "no such event": it copies nothing.
        pitch_copies = ops.one_hot(pitches, PITCHES + 1)[..., 1:]
        ticks_copies = ops.one_hot(ticks, DURATIONS)
        ticks_copies = ticks_copies * ops.cast(ticks > 0, "float32")[..., None]
        pitch_logits = self.pitch_head(both) + ops.einsum(
            "bts,btsp->btp", gates[..., :n], pitch_copies
        )
        agrees = ops.cast(ops.equal(pitches - 1, pitch[..., None]), "float32")
        ticks_gates = gates[..., n : 2 * n] + gates[..., 2 * n :] * agrees
        hidden = ops.relu(self.hidden(both) + self.chosen(pitch))
        ticks_logits = self.ticks_head(hidden) + ops.einsum(
            "bts,btsd->btd", ticks_gates, ticks_copies
        )
        return pitch_logits, ticks_logits


def build_network(size: NetworkSize) -> keras.Model:
    """The trainable graph: classes and true pitches in, two rows of logits out.

    Inputs ``classes`` [batch, time, columns] and ``chosen`` [batch, time]; outputs
    ``pitch`` and ``ticks`` logits over PITCHES and DURATIONS.
    """
    columns = columns_of(size)
    classes = keras.Input((None, len(columns.names)), dtype="int32", name="classes")
    chosen = keras.Input((None,), dtype="int32", name="chosen")
    x = OneHotSum(size, name="one_hot")(classes)
    state = keras.layers.Dropout(size.dropout)(x)
    for layer in range(size.layers):
        state = keras.layers.LSTM(size.units, return_sequences=True, name=f"lstm{layer}")(state)
        state = keras.layers.Dropout(size.dropout)(state)
    pitch, ticks = CopyHeads(size, name="heads")((state, x, classes, chosen))
    if size.recall:
        more_pitch, more_ticks = Recall(size, name="recall")((state, x, classes, chosen))
        pitch, ticks = pitch + more_pitch, ticks + more_ticks
    return keras.Model(
        {"classes": classes, "chosen": chosen}, {"pitch": pitch, "ticks": ticks}, name="melody"
    )
