"""Examples: what real tunes of a genre measure, one drawn for each request to look to.

Choosing the tune nearest to a genre's mean makes every piece alike. So each request draws
a real tune of its genre, by its seed, and the choice looks for a candidate that has about as
many leaps, rests, returns and chords: pieces differ as much as real ones do. The table is
measured on training works (``examples_build``), never on held-out ones, so that a piece
chosen by it can still be compared with those. It holds figures, no notes.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.metrics import fitting, harmony, ideas
from engine.metrics.catalogue import METRICS, Metric
from engine.metrics.grid import Floats
from engine.request import CompositionRequest
from models.errors import WeightsError
from models.packed import load_packed
from models.store import SHIPPED
from music.leadsheet import LeadSheet

STEM = "examples"
EXAMPLE_BARS = 16
# Beside evaluation's figures: what a listener notices first when it is wrong.
HABITS: tuple[Metric, ...] = (
    Metric("first beats", fitting.first_beat_chord_share, 0.05, "harmony"),
    Metric("new phrases", ideas.new_phrase_share, 0.2, "structure"),
    Metric("hanging notes", fitting.hanging_note_share, 0.02, "harmony"),
    Metric("unfitted returns", fitting.unfitted_returns, 0.5, "harmony"),
    Metric("unresolved dominants", harmony.unresolved_dominants, 0.5, "harmony"),
)
FIGURES: tuple[Metric, ...] = (*METRICS, *HABITS)
# Wrong notes are heard before anything else: the judge of genres would have jazz leave its key
# far more often than it does. No tune is wanted as far out of key or chord as a few are.
_RIGHT_NOTES = [[m.name for m in FIGURES].index(name) for name in ("in scale", "chord tones")]
_RIGHT_WEIGHT = 2.5
_LEAST_RIGHT = 25  # percentile of the genre's tunes
# Of these only too much is a fault.
FAULTS = ("hanging notes", "unfitted returns", "unresolved dominants")
# They say little of a tune much shorter than the examples.
_OF_WHOLE_TUNES = ("structure", "bars repeated", "rhythm repeated", "new phrases", "range")
_REMEDY = "install Fusebox again or build it with 'python -m engine.compose.examples_build'"
_SHORT_BARS = 12
# What an adventurous piece has more of than its example, and a cautious one less: this many
# deviations for a whole step of the temperature.
_BOLDER = ("entropy, 1 bar", "entropy, 4 bars", "length entropy", "range", "chord changes")
_BOLDNESS = 2.0
_ENOUGH = 8
_LEAST_TYPICAL = 0.1


@dataclass(frozen=True, slots=True)
class Examples:
    """Figures of a genre's tunes, [tunes, FIGURES]; metre, mode and form of each; deviations.

    ``typical`` [tunes] is how much of its genre the search judge hears in each.
    """

    table: Floats
    meters: tuple[str, ...]
    minor: tuple[bool, ...]
    forms: tuple[str, ...]
    spread: Floats
    typical: Floats

    def like(self, request: CompositionRequest) -> tuple[NDArray[np.intp], Floats]:
        """The tunes in the request's metre and mode; in its metre, or all, where they are few.

        With their numbers how likely each is drawn: the more it sounds like its genre, the
        likelier, above all in a blend, where each genre must be heard beside others.
        """
        meter = np.array([name == request.meter.name for name in self.meters])
        mode = np.array(self.minor) == request.key.is_minor
        for rows in (meter & mode, meter):
            if rows.sum() >= _ENOUGH:
                break
        else:
            rows = np.ones(len(self.table), bool)
        pure = len(request.weights) == 1
        odds = np.maximum(self.typical[rows], _LEAST_TYPICAL) ** (0.5 if pure else 1.0)
        return np.flatnonzero(rows), odds / odds.sum()


@dataclass(frozen=True, slots=True)
class Example:
    """What a tune should measure: ``values`` [FIGURES] and the unit of each; 0: not asked.

    ``usual`` are the means of the tunes that it was drawn from; ``forms``, by genre, the
    phrases of the tune that was drawn (``ABAC``).
    """

    values: Floats
    usual: Floats
    weights: Floats
    units: Floats
    forms: Mapping[str, str]

    def distances(self, sheets: Sequence[LeadSheet]) -> Floats:
        """[sheets] mean distance in units, each figure at most 3; of faults only too much."""
        table = figures_of(sheets)
        off = (table - self.values) / self.units
        one_sided = np.array([metric.name in FAULTS for metric in FIGURES])
        far = np.minimum(np.where(one_sided, np.maximum(off, 0.0), np.abs(off)), _MOST)
        return np.asarray(far @ self.weights / self.weights.sum())


_MOST = 3.0


def figures_of(sheets: Sequence[LeadSheet]) -> Floats:
    """[sheets, FIGURES]."""
    rows = [[float(metric.figure(sheet)) for metric in FIGURES] for sheet in sheets]
    return np.array(rows).reshape(-1, len(FIGURES))


def example_for(request: CompositionRequest, asked: Mapping[str, float]) -> Example | None:
    """A real tune of each genre, drawn by the seed and mixed by the weights.

    An adventurous request looks for more variety than the tune has, a cautious one for less.
    Genres that nobody measured don't count; None without any.
    """
    table = genre_examples()
    known = {genre: weight for genre, weight in asked.items() if genre in table and weight > 0}
    total = sum(known.values())
    if not total:
        return None
    rng = np.random.default_rng([request.seed, 3])
    values, usual, units = np.zeros((3, len(FIGURES)))
    forms = {}
    for genre in sorted(known):
        alike, odds = table[genre].like(request)
        number = int(rng.choice(alike, p=odds))
        rows, drawn = table[genre].table[alike], table[genre].table[number]
        forms[genre] = table[genre].forms[number]
        values += known[genre] / total * np.maximum(drawn, _least(rows))
        usual += known[genre] / total * (odds @ rows)
        units += known[genre] / total * table[genre].spread
    units = np.maximum(units, [metric.grain for metric in FIGURES])
    bolder = np.array([metric.name in _BOLDER for metric in FIGURES])
    values += _BOLDNESS * (request.temperature - 1.0) * units * bolder
    return Example(values, usual, _weights(request.bars), units, forms)


def _least(rows: Floats) -> Floats:
    """[FIGURES]: what an example has at least of right notes; no bound of anything else."""
    least = np.full(len(FIGURES), -np.inf)
    least[_RIGHT_NOTES] = np.percentile(rows[:, _RIGHT_NOTES], _LEAST_RIGHT, axis=0)
    return least


def _weights(bars: int) -> Floats:
    """[FIGURES]: 1, more for right notes, and 0 for what a short tune can't have."""
    asked = [
        bars >= _SHORT_BARS or not metric.name.startswith(_OF_WHOLE_TUNES) for metric in FIGURES
    ]
    weights = np.array(asked, float)
    weights[_RIGHT_NOTES] = _RIGHT_WEIGHT
    return weights


@functools.lru_cache(maxsize=2)
def genre_examples(folder: Path = SHIPPED) -> Mapping[str, Examples]:
    """{genre: its examples}. Raises WeightsError where the table is missing, damaged or old."""
    arrays, card = load_packed(folder, STEM, remedy=_REMEDY)
    if card.get("columns") != [metric.name for metric in FIGURES]:
        raise WeightsError(f"the examples in {folder} are of other figures; {_REMEDY}")
    found = {}
    for number, row in enumerate(card["genres"]):
        table = arrays[f"{number} table"].astype(float)
        found[row["genre"]] = Examples(
            table,
            tuple(row["meters"]),
            tuple(bool(flag) for flag in row["minor"]),
            tuple(row["forms"]),
            table.std(axis=0),
            arrays[f"{number} typical"].astype(float),
        )
    return found
