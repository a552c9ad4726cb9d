"""What the independent judge counts, and that its fast way gives the same."""

import numpy as np
import pytest

from models.judge.bars import BarReader
from models.judge.listening import listen
from models.judge.statistics import (
    BAR,
    BEAT,
    CHORD,
    FIGURES,
    MELODIC_FIGURES,
    NOTE,
    STATISTICS,
    count_statistics,
    weighed_statistics,
)
from models.judge.units import Units
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter
from tests.models.judge.tunes import runs, strides

HEARD = listen([strides(1), runs(2), strides(3, bars=5)])


def one(*notes: Note, meter: str = "4/4") -> LeadSheet:
    return LeadSheet(Key("C"), Meter(meter), 2, notes, ())


def test_classes_stay_inside_their_statistic() -> None:
    units = Units.of(HEARD)
    sizes = {
        NOTE: len(HEARD.bar),
        BEAT: len(units.pattern),
        CHORD: len(HEARD.chord_bar),
        BAR: HEARD.bars,
    }
    for statistic in STATISTICS:
        classes = statistic.read(units)
        assert len(classes) == sizes[statistic.of]
        assert classes.min() >= 0
        assert classes.max() < statistic.classes


def test_sums_of_weights_are_those_of_the_counts() -> None:
    weights = np.random.default_rng(1).normal(0, 1, (FIGURES, 5)).astype(np.float32)
    slow = count_statistics(HEARD) @ weights
    assert weighed_statistics(HEARD, weights) == pytest.approx(slow, abs=1e-4)


def test_shares_of_a_statistic_leave_a_reserve() -> None:
    figures = count_statistics(HEARD)
    assert figures.shape == (HEARD.bars, FIGURES)
    steps = figures[:, : STATISTICS[0].classes].sum(axis=1)
    notes = np.bincount(HEARD.bar, minlength=HEARD.bars)
    assert steps == pytest.approx(notes / (notes + 0.5))


def test_a_beat_is_known_by_its_onsets() -> None:
    dotted = Units.of(listen([one(Note(60, 0.0, 0.75), Note(62, 0.75, 0.25), Note(64, 1.0, 1.0))]))
    assert dotted.pattern.tolist() == [0b100001, 0b1]


def test_beats_of_compound_metre_are_felt_in_dotted_quarters() -> None:
    jig = Units.of(listen([one(*(Note(60 + n, n / 2, 0.5) for n in range(6)), meter="6/8")]))
    assert jig.pattern.tolist() == [0b10101, 0b10101]


def test_a_beat_has_no_predecessor_in_another_tune() -> None:
    together = Units.of(listen([runs(1), strides(2)]))
    alone = Units.of(listen([strides(2)]))
    assert together.before_rhythm[-len(alone.rhythm) :].tolist() == alone.before_rhythm.tolist()


def test_bars_without_notes_or_chords_are_read() -> None:
    empty = listen([LeadSheet(Key("C"), Meter("4/4"), 4, (), ())])
    figures = count_statistics(empty)
    assert np.isfinite(figures).all()
    assert figures.shape == (4, FIGURES)


def test_columns_that_need_no_chords_ignore_them() -> None:
    weights = np.ones((FIGURES, 3), np.float32)
    weights[MELODIC_FIGURES:, 0] = 0
    reader = BarReader(weights, np.zeros(3, np.float32), melodic=1)
    tune = strides(1)
    bare = LeadSheet(tune.key, tune.meter, tune.bars, tune.melody, ())
    with_chords, without = reader(listen([tune])), reader(listen([bare]))
    assert with_chords.shape == (tune.bars, 2 + 2 * 3)
    assert with_chords[:, 2:4] == pytest.approx(without[:, 2:4])
    assert with_chords[:, 1].min() == 1
    assert without[:, 1].max() == 0
