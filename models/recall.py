"""The memory of a melody network: what came next where the piece stood in a place like this.

A query, made of the state before an event, is compared with the keys of the piece's own
last events, made of the states before those, and what these events were is raised by how
alike the places are: attention over one's own past whose values are copied (a pointer,
Merity et al. 2016; a cache, Grave et al. 2016). Two minds of their own remember pitches
and durations. It adapts to the piece while it reads, as a short-term Markov model does.
The sampler computes the same numbers (models/sampler/recalling.py).
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from models.shape import NetworkSize, columns_of
from models.vocabulary import DURATIONS, PITCHES

# The memory reaches this many events back, as long as a training window.
REACH = 256
# How a remembered share becomes a logit: log(1 + SHARPNESS * share), 0 for what never came.
SHARPNESS = 20.0
_FAR = -1e9
_FIRST_GATE = 0.2
_SEED = 1


@keras.saving.register_keras_serializable("fusebox")
class Recall(keras.layers.Layer):  # type: ignore[misc]
    """What the memory adds to the logits of pitches, and of durations given a pitch.

    Inputs: state [b, t, units], x [b, t, width], classes [b, t, columns], pitch [b, t].
    Outputs: [b, t, PITCHES] and [b, t, DURATIONS].
    """

    def __init__(self, size: NetworkSize, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size = size
        columns = columns_of(size)
        self.pitch_column, self.ticks_column = columns.index("pitch"), columns.index("ticks")
        # Alike at first: a place is compared with places as they are.
        self.keys, self.queries = (
            keras.layers.Dense(
                2 * size.recall,
                name=name,
                kernel_initializer=keras.initializers.GlorotUniform(seed=_SEED),
            )
            for name in ("keys", "queries")
        )
        # One for pitches, one for durations, one more for those of the chosen pitch.
        self.gates = keras.layers.Dense(
            3,
            name="gates",
            kernel_initializer="zeros",
            bias_initializer=keras.initializers.Constant(_FIRST_GATE),
        )

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "size": self.size.to_json()}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Recall:
        return cls(NetworkSize(**config.pop("size")), **config)

    def build(self, input_shape: Any) -> None:
        both = self.size.units + self.size.width
        for layer in (self.keys, self.queries, self.gates):
            layer.build((None, None, both))
        # How much less an event counts for each event that it lies further back.
        self.fading = self.add_weight(name="fading", shape=(2,), initializer="zeros")

    def call(self, inputs: tuple[Any, Any, Any, Any]) -> tuple[Any, Any]:
        state, x, classes, pitch = inputs
        both = ops.concatenate([state, x], axis=-1)
        gates = self.gates(both)
        # What stands before event i + 1 tells what event i was: keys move on by one.
        keys = ops.pad(self.keys(both)[:, :-1], ((0, 0), (1, 0), (0, 0)))
        queries = self.queries(both)
        was_pitch = classes[..., self.pitch_column] - 1
        was_ticks = classes[..., self.ticks_column]
        width = self.size.recall
        pitches = _attention(queries[..., :width], keys[..., :width], self.fading[0])
        lengths = _attention(queries[..., width:], keys[..., width:], self.fading[1])
        same = ops.cast(ops.equal(pitch[:, :, None], was_pitch[:, None, :]), "float32")
        pitch_values = ops.one_hot(was_pitch, PITCHES)
        ticks_values = ops.one_hot(was_ticks, DURATIONS)
        more_pitch = gates[..., :1] * _evidence(ops.matmul(pitches, pitch_values))
        more_ticks = gates[..., 1:2] * _evidence(ops.matmul(lengths, ticks_values))
        more_ticks += gates[..., 2:] * _evidence(ops.matmul(lengths * same, ticks_values))
        return more_pitch, more_ticks


def _evidence(share: Any) -> Any:
    return ops.log(1.0 + SHARPNESS * share)


def _attention(queries: Any, keys: Any, fading: Any) -> Any:
    """[b, t, t]: the shares of the events before each, none at the first."""
    scale = keys.shape[-1] ** -0.5
    now = ops.arange(ops.shape(keys)[1])
    ago = now[:, None] - now[None, :]
    known = (ago >= 0) & (ago < REACH) & (now[None, :] >= 1)
    scores = scale * ops.matmul(queries, ops.transpose(keys, (0, 2, 1)))
    scores = scores - fading * ops.cast(ago, "float32")
    shares = ops.softmax(ops.where(known[None], scores, _FAR), axis=-1)
    return shares * ops.cast(known, "float32")[None]
