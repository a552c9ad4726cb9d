"""Shipped weights: one ``.npz`` of half-precision arrays and one ``.json`` card each.

The card holds the kind of network, its size, the vocabulary, what it was trained on,
its figures, the date and the SHA-256 of the arrays. Weights whose checksum or
vocabulary doesn't fit are refused with a sentence. Arrays are named by their Keras
path, so that they load into the trainable graph and into the sampler alike.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import vocabulary
from models.errors import WeightsError

SHIPPED = Path(__file__).parent / "weights"
PHASE1, PHASE2, HARMONY, SHARED = "phase1", "phase2", "harmony", "shared"

Arrays = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class StoredNetwork:
    """Arrays by Keras path (float32 again) and the card that came with them."""

    arrays: Arrays
    card: Mapping[str, Any]

    @property
    def version(self) -> str:
        """The first eight hex digits of the arrays' checksum."""
        return str(self.card["sha256"])[:8]


def file_name(kind: str, genre: str | None = None) -> str:
    """``phase1-vintage-pop``: the stem of a network's two files."""
    return kind if genre is None else f"{kind}-{genre.replace(' ', '-')}"


def save_network(folder: Path, stem: str, arrays: Mapping[str, Any], card: dict[str, Any]) -> Path:
    """Write ``stem.npz`` and ``stem.json``; each appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    halves: dict[str, Any] = {n: np.asarray(a, np.float16) for n, a in sorted(arrays.items())}
    np.savez(packed, **halves)
    data = packed.getvalue()
    full = {
        **card,
        "sha256": hashlib.sha256(data).hexdigest(),
        "vocabulary": vocabulary.description(),
    }
    _replace(folder / f"{stem}.npz", data)
    _replace(folder / f"{stem}.json", (json.dumps(full, indent=1) + "\n").encode())
    return folder / f"{stem}.npz"


def load_network(folder: Path, stem: str) -> StoredNetwork:
    """Read a network. Raises WeightsError where a file is missing, damaged or foreign."""
    path = folder / f"{stem}.npz"
    try:
        card = json.loads((folder / f"{stem}.json").read_text())
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise WeightsError(
            f"the weights {stem!r} are missing from {folder}; "
            "install Fusebox again or train them with 'fusebox train'"
        ) from error
    except (OSError, ValueError) as error:
        raise WeightsError(
            f"the weights {stem!r} in {folder} can't be read; install Fusebox again"
        ) from error
    if not isinstance(card, dict) or hashlib.sha256(data).hexdigest() != card.get("sha256"):
        raise WeightsError(
            f"the weights in {path} are damaged (their checksum is wrong); install Fusebox again"
        )
    if card.get("vocabulary") != vocabulary.description():
        raise WeightsError(
            f"the weights in {path} were made for another version of Fusebox; "
            "install its weights again or train with 'fusebox train'"
        )
    try:
        with np.load(io.BytesIO(data)) as packed:
            arrays = {name: packed[name].astype(np.float32) for name in packed.files}
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise WeightsError(f"the weights in {path} can't be read; install Fusebox again") from error
    return StoredNetwork(arrays, card)


def stored_genres(folder: Path) -> tuple[str, ...]:
    """Genres with phase-1 weights in a folder, from their cards, sorted by name."""
    names = []
    for card in sorted(folder.glob(f"{PHASE1}-*.json")):
        try:
            names.append(str(json.loads(card.read_text())["genre"]))
        except (OSError, ValueError, KeyError) as error:
            raise WeightsError(f"the card {card} can't be read; install Fusebox again") from error
    return tuple(sorted(names))


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(path.suffix + ".part")
    temporary.write_bytes(data)
    os.replace(temporary, path)
