"""What several tests share: real networks, small and untrained, written as weights."""

from pathlib import Path

import pytest

TINY_GENRES = ("jazz", "classical", "folk")


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A weights folder with small random networks of three genres: quick to compile."""
    import keras

    from models import store
    from models.harmony.network import build_chord_network
    from models.network import build_network
    from models.shape import NetworkSize
    from models.training.fitting import named_arrays

    folder = tmp_path_factory.mktemp("weights")
    small = {"units": 16, "layers": 1, "width": 16, "head": 16}
    slots = {genre: slot for slot, genre in enumerate(TINY_GENRES, start=1)}
    keras.utils.set_random_seed(5)
    for genre in TINY_GENRES:
        size = NetworkSize(**small, recall=4)
        card = {"genre": genre, "size": size.to_json()}
        stem = store.file_name(store.PHASE1, genre)
        store.save_network(folder, stem, named_arrays(build_network(size)), card)
    size = NetworkSize(**small, guided=True)
    card = {"genres": slots, "size": size.to_json()}
    store.save_network(folder, store.PHASE2, named_arrays(build_network(size)), card)
    chords = build_chord_network(units=16, width=16)
    store.save_network(folder, store.HARMONY, named_arrays(chords), {})
    return folder
