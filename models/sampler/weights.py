"""Network weights as the sampler takes them: plain arrays.

The sampler gets its weights as arguments, so that a new genre needs no new
compilation. Chord tones are folded into the input table here, once.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.shape import CHORD_COLUMNS, NetworkSize, columns_of
from models.vocabulary import CHORDS, chord_chroma

Floats = NDArray[np.float32]


def sampler_weights(named: Mapping[str, Floats], size: NetworkSize) -> dict[str, Floats]:
    """Flat arrays from a network's weights by their Keras path.

    ``table`` is [rows, width] with chords folded in. ``into`` [width, 4 * units + H] is what the
    first layer and then all heads take from the inputs, ``cells`` [units, 4 * units] and ``heads``
    [units, H] what they take from their states. Of a higher layer ``kernel{i}`` is input and
    recurrent kernel stacked, [2 * units, 4 * units]. Gates are in Keras' order i f c o.
    """
    columns = columns_of(size)
    table = named["one_hot/table"].astype(np.float32).copy()
    for row, name in enumerate(CHORD_COLUMNS):
        first = columns.offsets[columns.index(name)]
        table[first : first + CHORDS] += chord_chroma() @ named["one_hot/chords"][row]
    flat = {"table": table}
    heads = [f"heads/{name}" for name in ("gates", "pitch_head", "hidden")]
    if size.recall:
        heads += [f"recall/{name}" for name in ("keys", "queries", "gates")]
        flat["recall_fading"] = named["recall/fading"]
    into_heads = np.concatenate([named[f"{name}/kernel"] for name in heads], axis=1)
    flat["heads"], outside = into_heads[: size.units], into_heads[size.units :]
    for layer in range(size.layers):
        cell = f"lstm{layer}/lstm_cell"
        kernel, own = named[f"{cell}/kernel"], named[f"{cell}/recurrent_kernel"]
        bias = named[f"{cell}/bias"]
        if layer == 0:
            flat["cells"] = own
            flat["into"] = np.concatenate([kernel, outside], axis=1)
            biases = [bias, *(named[f"{name}/bias"] for name in heads)]
            flat["into_bias"] = np.concatenate(biases)
        else:
            flat[f"kernel{layer}"], flat[f"bias{layer}"] = np.concatenate([kernel, own]), bias
    flat["ticks_head"] = named["heads/ticks_head/kernel"]
    flat["ticks_head_bias"] = named["heads/ticks_head/bias"]
    flat["chosen"] = named["heads/chosen/embeddings"]
    return {name: np.asarray(value, np.float32) for name, value in flat.items()}
