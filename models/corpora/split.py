"""The split by work: which pieces train, which choose, which are only measured.

Knows the published list, which is law for the pieces in it, and the rule for all
others: a fixed hash of the piece's cluster. Where the list holds nothing of a folder
out, the hash does. Doesn't know how duplicates are found.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from pathlib import PurePosixPath

SPLITS = ("train", "valid", "test", "drop")
# Folders whose pieces the published list all trains on: some of them are held out here.
_ALL_TRAINED = ("ragtime/",)


@cache
def listed_split() -> Mapping[str, tuple[str, str]]:
    """{piece id: (split, cluster of near-duplicates)} of the published list."""
    data = resources.files("models.corpora").joinpath("split.tsv.xz").read_bytes()
    rows: dict[str, tuple[str, str]] = {}
    for line in lzma.decompress(data).decode().splitlines():
        split, piece, cluster = line.split("\t")
        rows[piece] = (split, cluster)
    return rows


def fixed_split() -> Mapping[str, tuple[str, str]]:
    """The published list, with some works held out of folders it only trains on.

    No piece that the list holds out is ever moved.
    """
    rows = dict(listed_split())
    for folder in _ALL_TRAINED:
        mine = {piece: work for piece, (_, work) in rows.items() if piece.startswith(folder)}
        sides = held_back(set(mine.values()))
        rows |= {piece: (sides.get(work, "train"), work) for piece, work in mine.items()}
    return rows


def held_back(works: Collection[str]) -> dict[str, str]:
    """{work: valid or test} for a fifth of some works, by the order of their hashes.

    The first tenth is valid, the next is test, at least one work each; fewer than five
    works are too few to spare any. The same works always give the same sides.
    """
    if len(works) < 5:
        return {}
    order = sorted(works, key=lambda work: hashlib.sha256(work.encode()).digest())
    tenth = max(1, round(len(order) / 10))
    return dict.fromkeys(order[:tenth], "valid") | dict.fromkeys(order[tenth : 2 * tenth], "test")


def hashed_split(cluster: str) -> str:
    """train (90%), valid (5%) or test (5%), for ever the same for a cluster's name."""
    number = int.from_bytes(hashlib.sha256(cluster.encode()).digest()[:4], "big") % 100
    return "test" if number < 5 else "valid" if number < 10 else "train"


def work_of(piece_id: str) -> str:
    """A work's plain name, by which unlisted pieces are clustered.

    ``work_of("a/b/Ain_t_She_Sweet_Eb.midi") == "aintshesweeteb"``.
    """
    base, _, part = piece_id.partition("#")
    name = PurePosixPath(base).stem + (f" {part}" if part else "")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain) or hashlib.sha256(piece_id.encode()).hexdigest()[:12]
