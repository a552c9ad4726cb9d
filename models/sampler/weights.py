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

    ``table`` is [rows, width] with chords folded in; ``kernel{i}`` is input and
    recurrent kernel stacked, [inputs + units, 4 * units], gates in Keras' order i f c o.
    """
    columns = columns_of(size)
    table = named["one_hot/table"].astype(np.float32).copy()
    for row, name in enumerate(CHORD_COLUMNS):
        first = columns.offsets[columns.index(name)]
        table[first : first + CHORDS] += chord_chroma() @ named["one_hot/chords"][row]
    flat = {"table": table}
    for layer in range(size.layers):
        cell = f"lstm{layer}/lstm_cell"
        flat[f"kernel{layer}"] = np.concatenate(
            [named[f"{cell}/kernel"], named[f"{cell}/recurrent_kernel"]]
        )
        flat[f"bias{layer}"] = named[f"{cell}/bias"]
    for name in ("gates", "pitch_head", "hidden", "ticks_head"):
        flat[name] = named[f"heads/{name}/kernel"]
        flat[f"{name}_bias"] = named[f"heads/{name}/bias"]
    if size.recall:
        minds = ("keys", "queries", "gates")
        flat["recall"] = np.concatenate([named[f"recall/{n}/kernel"] for n in minds], axis=1)
        flat["recall_bias"] = np.concatenate([named[f"recall/{n}/bias"] for n in minds])
        flat["recall_fading"] = named["recall/fading"]
    flat["chosen"] = named["heads/chosen/embeddings"]
    return {name: np.asarray(value, np.float32) for name, value in flat.items()}
