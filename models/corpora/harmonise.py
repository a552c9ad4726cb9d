"""Harmonising: chords for the sheets that have none.

Knows where a sheet's chords come from (its file, an analysis, its voices, the
learned harmoniser) and which sheets teach which genres. The model itself is
``harmony``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from models.corpora.frames import Array, frame_ticks, normal_shift, sounding_frames
from models.corpora.harmony import (
    KINDS,
    STATES,
    HarmonyModel,
    States,
    best_paths,
    chord_of,
    learn,
)  # fmt: skip
from models.corpora.harmony_features import melody_features
from models.corpora.regression import log_softmax
from music.chord import QUALITIES
from music.key import is_minor_like
from music.meter import Meter

# Which genres' written chords teach the harmoniser of a genre.
TEACHERS: dict[str, tuple[str, ...]] = {
    "jazz": ("jazz", "vintage pop"),
    "blues": ("blues", "jazz"),
    "vintage pop": ("jazz", "vintage pop"),
    "ragtime": ("vintage pop", "ragtime"),
    "folk": ("folk", "celtic"),
    "celtic": ("folk", "celtic"),
    "classical": ("classical", "folk"),
    "hymn": ("classical", "folk"),
    "mazurka": ("classical", "folk"),
    "game": ("folk", "vintage pop"),
    "renaissance": ("classical", "folk"),
}
_ANY_TEACHERS = ("folk", "classical")
_SIDE_BY_SIDE = 48
_WRITTEN = ("file", "analysis")
# The settings that agreed best with people's chords on the validation pieces.
_MELODY_SCALE = 2.5
_VOICES_SCALE = 12.0
_TRIADS_ONLY = frozenset({"renaissance"})  # sevenths are suspensions there, not chords
_SEVENTH_COST = 0.12  # a seventh must sound to be heard as one
_BASS_GAIN = 0.1


def harmonise(rows: Sequence[dict[str, Any]]) -> None:
    """Give every row without chords some; ``chords_from`` says whose they are."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if not row["chords"]:
            groups[TEACHERS.get(row["genre"], _ANY_TEACHERS)].append(row)
    for teachers, bare in groups.items():
        by_ear = all(row.get("frames") for row in bare)
        model = learn_from(rows, teachers, guesses=not by_ear)
        if model is not None:
            add_chords(bare, model)


def learn_from(
    rows: Iterable[dict[str, Any]], genres: Sequence[str], *, guesses: bool = True
) -> HarmonyModel | None:
    """A model from the training sheets of these genres; None where none has chords.

    Without ``guesses`` it only knows chord changes, which is enough where voices sound.
    """
    chosen = [row for row in rows if row["genre"] in genres and row["split"] == "train"
              and row["chords_from"] in _WRITTEN and row["chords"]]  # fmt: skip
    return learn(chosen, guesses=guesses) if chosen else None


def add_chords(rows: Iterable[dict[str, Any]], model: HarmonyModel) -> None:
    """Chords of rows by their voices where they have them, else by their melody."""
    alike: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        alike[(row["meter"], int(is_minor_like(row["key"][1])))].append(row)
    for (name, mode), group in alike.items():
        meter = Meter(name)
        group.sort(key=lambda row: row["bars"])
        for begin in range(0, len(group), _SIDE_BY_SIDE):
            some = group[begin : begin + _SIDE_BY_SIDE]
            evidence = [evidence_of(row, model) for row in some]
            for row, path in zip(some, best_paths(model, evidence, meter, mode), strict=True):
                row["chords"] = _spans(path, row, meter)
                row["chords_from"] = "voices" if row.get("frames") else "harmoniser"


def evidence_of(row: dict[str, Any], model: HarmonyModel) -> Array:
    """(frames, states): how well each chord explains what the row holds."""
    return voice_evidence(row) if row.get("frames") else melody_evidence(row, model)


def melody_evidence(row: dict[str, Any], model: HarmonyModel) -> Array:
    """(frames, states): how well each chord carries the melody around the frame."""
    guesses = log_softmax(melody_features(row) @ model.guess)
    return np.asarray(_MELODY_SCALE * guesses, np.float64)


def voice_evidence(row: dict[str, Any]) -> Array:
    """(frames, states): how well each chord explains all that sounds in the frame."""
    shares, bass = sounding_frames(row)
    fit = shares @ _TEMPLATES.T
    roots = np.arange(STATES) % 12
    has_root = shares[:, roots] > 0.02
    thirds = shares[:, _THIRDS] > 0.02
    fit += 0.10 * has_root + 0.12 * thirds
    sevenths = np.where(shares[:, _SEVENTHS] > 0.04, 0.0, -0.3) - _SEVENTH_COST
    fit += np.where(_IS_SEVENTH, sevenths, 0.0)
    if row.get("genre") in _TRIADS_ONLY:
        fit[:, _IS_SEVENTH] = -1.0
    fit += np.where(bass[:, None] == roots[None, :], _BASS_GAIN, 0.0)
    silent = shares.sum(axis=1) == 0
    fit[silent] = 0.0
    return np.asarray(_VOICES_SCALE * fit)


def _templates() -> Array:
    """(states, 12): 1 for a chord's tones, less than nothing for others."""
    table = np.full((STATES, 12), -0.5)
    for state in range(STATES):
        root, quality = chord_of(state)
        for step in QUALITIES[quality][0]:
            table[state, (root + step) % 12] = 1.0
    return table


def _tones(index: int) -> States:
    return np.array([
        (state % 12 + QUALITIES[KINDS[state // 12]][0][min(index, len(
            QUALITIES[KINDS[state // 12]][0]) - 1)]) % 12 for state in range(STATES)
    ])  # fmt: skip


_TEMPLATES = _templates()
_THIRDS = _tones(1)
_SEVENTHS = _tones(3)
_IS_SEVENTH = np.array([len(QUALITIES[KINDS[s // 12]][0]) == 4 for s in range(STATES)])


def _spans(path: States, row: dict[str, Any], meter: Meter) -> list[list[Any]]:
    """Chord rows in ticks and the original key; a pickup bar stays without a chord."""
    size = frame_ticks(meter)
    shift = normal_shift(row)
    first_onset = row["melody"][0][0] if row["melody"] else 0
    begin = meter.bar_ticks // size if meter.bar_ticks // 2 <= first_onset < meter.bar_ticks else 0
    spans: list[list[Any]] = []
    for frame in range(begin, len(path)):
        root, quality = chord_of(int(path[frame]))
        root = (root - shift) % 12
        if spans and spans[-1][2:4] == [root, quality]:
            spans[-1][1] += size
        else:
            spans.append([frame * size, size, root, quality, None])
    return spans
