"""Shipped tables that are no networks: one ``.npz`` and one ``.json`` card with its checksum.

Knows files and their checksums, nothing of what the arrays mean.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import WeightsError

Arrays = dict[str, NDArray[Any]]


def save_packed(
    folder: Path, stem: str, arrays: Mapping[str, NDArray[Any]], card: Mapping[str, Any]
) -> Path:
    """Write ``stem.npz`` and ``stem.json``, each whole or not at all; same arrays, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    named: dict[str, Any] = dict(sorted(arrays.items()))
    np.savez_compressed(packed, **named)
    data = packed.getvalue()
    made = datetime.now(UTC).date().isoformat()
    full = {**card, "made": made, "sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps(full, indent=1, ensure_ascii=False) + "\n"
    for name, content in ((f"{stem}.npz", data), (f"{stem}.json", text.encode())):
        part = folder / f"{name}.part"
        part.write_bytes(content)
        os.replace(part, folder / name)
    return folder / f"{stem}.npz"


def load_packed(folder: Path, stem: str, *, remedy: str) -> tuple[Arrays, dict[str, Any]]:
    """(arrays, card). ``remedy`` says how to get it again, for the sentence of the error.

    Raises WeightsError where a file is missing or damaged.
    """
    path = folder / f"{stem}.npz"
    try:
        card = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path} is missing or can't be read; {remedy}") from error
    if not isinstance(card, dict) or hashlib.sha256(data).hexdigest() != card.get("sha256"):
        raise WeightsError(f"{path} is damaged (its checksum is wrong); {remedy}")
    try:
        with np.load(io.BytesIO(data)) as packed:
            return {name: packed[name] for name in packed.files}, card
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise WeightsError(f"{path} can't be read; {remedy}") from error
