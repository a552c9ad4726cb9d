"""Stage ``carry``: what genres had learnt, laid on a shared network that was trained on.

A genre's own network is the shared one and a difference. When the shared network has been
trained on from the same weights, half of the difference still fits: cheaper than learning it
anew, and better than none (docs/experiments.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models import store
from models.errors import TrainingError
from models.network import build_network
from models.training.bare import Bare
from models.training.data import GenreData
from models.training.phase1 import FORMER, bits_under, size_of
from models.training.setup import Setup, card_of, sources_of_genre, validation

_SHARE = 0.5


def carry(
    setup: Setup, data: Mapping[str, GenreData], bare: Mapping[str, Bare], genres: Sequence[str]
) -> None:
    """New networks of these genres from those in the weights folder. Raises TrainingError."""
    shared = store.load_network(setup.runs_dir / "shared", store.SHARED)
    if not (setup.runs_dir / "shared" / f"{FORMER}.json").is_file():
        raise TrainingError("nothing to carry over: train the shared network with --go-on first")
    former = store.load_network(setup.runs_dir / "shared", FORMER)
    model = build_network(setup.size)
    for genre in genres:
        stem = store.file_name(store.PHASE1, genre)
        own = store.load_network(setup.weights_dir, stem)
        if own.card.get("shared", former.version) != former.version:
            raise TrainingError(f"{genre} doesn't stand on the former shared network")
        arrays = dict(shared.arrays)
        for name, value in own.arrays.items():
            arrays[name] = arrays[name] + _SHARE * (value - former.arrays[name])
        held = {"valid_bits": data[genre].melodies["valid"], "bare_bits": bare[genre]["valid"]}
        figures = {
            name: bits_under(model, validation(melodies))(arrays)
            for name, melodies in held.items()
            if melodies
        }
        setup.say(f"{genre}: {figures['valid_bits']:.3f} bits per event")
        card = card_of(
            setup,
            "phase1",
            own.card["curve"],
            settings=own.card["settings"],
            genre=genre,
            size=setup.size.to_json(),
            shared=shared.version,
            carried={"share": _SHARE, "from": own.version, "that_stood_on": former.version},
            figures={**own.card["figures"], **figures},
            data={
                **{split: data[genre].size(split) for split in ("train", "valid")},
                "bare": {side: size_of(melodies) for side, melodies in bare[genre].items()},
            },
            sources=sources_of_genre(genre),
        )
        store.save_network(setup.weights_dir, stem, arrays, card)
