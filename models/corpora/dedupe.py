"""Splits and copies: every piece gets its side, and copies in training are set aside.

Knows how the published split, the fixed hash and the near-duplicates come together.
A piece that sounds like a held-out one is never trained on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from models.corpora.near import Fingerprints, fingerprint
from models.corpora.split import fixed_split, hashed_split, work_of

_ALIKE = 0.5  # share of the smaller fingerprint: the same work
_COPY = 0.85  # the same work, note for note
_LEAST_GRAMS = 12  # fewer say nothing
_HELD_OUT = ("valid", "test")


def assign_splits(
    rows: list[dict[str, Any]], listed: Mapping[str, tuple[str, str]] | None = None
) -> None:
    """Give every row its ``split`` and ``cluster``.

    Listed pieces keep the list's side, except that a training piece that sounds like a
    held-out one, or shares its cluster, becomes drop (the list misses a few). Others:
    drop where they sound like a held-out piece, else the side of a listed work they sound
    like, else the hash of their work. In training all but the first of a genre's copies
    become drop.
    """
    known = fixed_split() if listed is None else listed
    kept_out = {cluster for split, cluster in known.values() if split in _HELD_OUT}
    grams = _fingerprints(rows)
    chosen = {name: known[name] for name in grams if name in known}
    held_out, sounds = Fingerprints(), Fingerprints()
    for name, (split, _) in chosen.items():
        sounds.add(name, grams[name])
        if split in _HELD_OUT:
            held_out.add(name, grams[name])
    for name, (split, cluster) in chosen.items():
        if split == "train" and (cluster in kept_out or _alike(grams[name], held_out)):
            chosen[name] = ("drop", cluster)
    for name, mine in grams.items():
        if name not in chosen:
            chosen[name] = _choose(name, mine, sounds, chosen)
            sounds.add(name, mine)
    copies = _copies(rows, grams, chosen)
    for row in rows:
        split, cluster = chosen[row["id"]]
        row["split"] = "drop" if (row["id"], row["genre"]) in copies else split
        row["cluster"] = cluster


def _fingerprints(rows: list[dict[str, Any]]) -> dict[str, frozenset[int]]:
    grams: dict[str, frozenset[int]] = {}
    for row in rows:
        mine = fingerprint(row["melody"])
        grams[row["id"]] = grams[row["id"]] | mine if row["id"] in grams else mine
    return grams


def _alike(mine: frozenset[int], sounds: Fingerprints) -> list[str]:
    if len(mine) < _LEAST_GRAMS:
        return []
    return [name for _, name in sounds.like(mine, _ALIKE)]


def _choose(
    name: str,
    mine: frozenset[int],
    sounds: Fingerprints,
    chosen: Mapping[str, tuple[str, str]],
) -> tuple[str, str]:
    sides = [chosen[other] for other in _alike(mine, sounds)]
    for split, cluster in sides:
        if split in _HELD_OUT:
            return "drop", cluster
    for split, cluster in sides:
        if split == "train":
            return split, cluster
    cluster = f"w-{work_of(name)}"
    return hashed_split(cluster), cluster


def _copies(
    rows: list[dict[str, Any]],
    grams: Mapping[str, frozenset[int]],
    chosen: Mapping[str, tuple[str, str]],
) -> set[tuple[str, str]]:
    """(piece, genre) of training pieces that repeat an earlier one of their genre."""
    seen: dict[str, Fingerprints] = defaultdict(Fingerprints)
    found: set[tuple[str, str]] = set()
    done: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: row["chords_from"] != "file"):
        key = (row["id"], row["genre"])
        mine = grams[row["id"]]
        if key in done or chosen[row["id"]][0] != "train" or len(mine) < _LEAST_GRAMS:
            continue
        done.add(key)
        earlier = seen[row["genre"]].like(mine, _COPY)
        if any(len(mine) < 1.6 * len(grams[other]) for _, other in earlier):
            found.add(key)
        else:
            seen[row["genre"]].add(row["id"], mine)
    return found
