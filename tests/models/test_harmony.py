"""Progressions: slots from lead sheets, and writing under a blend."""

from itertools import pairwise

import numpy as np
import pytest

from models.harmony.cells import ChordCells
from models.harmony.colour import changes_per_bar, fit_habits, outside_share
from models.harmony.slots import COLUMNS, ROWS, Progression, progression_rows, slots_per_bar
from models.harmony.writer import (
    CADENCE_ROOTS,
    ChordForm,
    outside_scale,
    secondary_dominants,
    write_progression,
    write_progressions,
)
from models.vocabulary import CHORDS, chord_number, chord_of
from music.chord import parse_chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet
from music.meter import KNOWN_METERS, Meter


def sheet(symbols: str, *, meter: str = "4/4", step: float = 2.0) -> LeadSheet:
    spans = tuple(
        ChordSpan(parse_chord(symbol), index * step, step)
        for index, symbol in enumerate(symbols.split())
    )
    bars = int(spans[-1].end_beats / Meter(meter).bar_beats)
    return LeadSheet(Key("C"), Meter(meter), bars, (), spans)


def cells(seed: int = 1) -> ChordCells:
    rng = np.random.default_rng(seed)
    shapes = {
        "table/embeddings": (ROWS, 8),
        "lstm/lstm_cell/kernel": (8, 32),
        "lstm/lstm_cell/recurrent_kernel": (8, 32),
        "lstm/lstm_cell/bias": (32,),
        "head/kernel": (8, CHORDS),
        "head/bias": (CHORDS,),
    }
    return ChordCells({n: rng.normal(0, 0.7, s).astype(np.float32) for n, s in shapes.items()})


def write(form: ChordForm, seed: int = 1, weight: float = 0.5) -> list[int]:
    blend = np.tile(np.array([weight, 1 - weight], np.float32), (form.bars, 1))
    return write_progression(
        cells(),
        form,
        genre_slots=[1, 2],
        blend=blend,
        temperature=1.0,
        rng=np.random.default_rng(seed),
    ).tolist()


def test_a_sheet_gives_one_chord_a_slot() -> None:
    found = Progression.of(sheet("C Am F G7"))
    assert [str(chord_of(n).symbol()) for n in found.chords[::2]] == ["C", "Am", "F", "G7"]
    assert found.per_bar == 4
    waltz = Progression.of(sheet("C G7 C", meter="3/4", step=1.0))
    assert waltz.per_bar == 3
    assert [str(chord_of(n).symbol()) for n in waltz.chords[:2]] == ["C", "G7"]


def test_slots_are_felt_beats() -> None:
    beats = {name: slots_per_bar(Meter(name)) for name in KNOWN_METERS}
    assert beats == {
        "2/2": 4, "2/4": 2, "3/4": 3, "4/4": 4, "5/4": 5, "7/8": 1, "6/8": 2, "9/8": 3, "12/8": 4,
    }  # fmt: skip


def test_rows_see_only_the_past() -> None:
    one, other = (Progression.of(sheet(f"C Am F {last}", step=1.0)) for last in ("G7", "Dm"))
    np.testing.assert_array_equal(progression_rows(one, 3), progression_rows(other, 3))
    assert progression_rows(one, 3)[1][0] == chord_number(parse_chord("C"))


def test_classes_stay_inside_their_columns() -> None:
    rows = progression_rows(Progression.of(sheet("C Am F G7 " * 20)), 5)
    assert (rows < np.array([size for _, size in COLUMNS])).all()


@pytest.mark.parametrize("tonic", [0, 9])
def test_a_progression_is_full_and_ends_on_the_tonic(tonic: int) -> None:
    form = ChordForm(8, 2, 4, 1 if tonic == 0 else 2, [-1] * 8, tonic)
    chords = [chord_of(number) for number in write(form)]
    assert all(chord is not None for chord in chords)
    assert chords[0].root == chords[-1].root == chords[-2].root == tonic
    assert chords[-3].root != tonic or chords[-3].quality not in ("maj", "maj7", "7", "min", "m7")


def test_no_chord_holds_for_more_than_two_bars() -> None:
    for seed in range(20):
        chords = write(ChordForm(16, 2, 4, 1, [-1] * 16, 0), seed)
        assert all(len(set(chords[i : i + 5])) > 1 for i in range(len(chords) - 5))


def test_a_pickup_bar_has_no_chord_and_the_next_begins_on_the_tonic() -> None:
    sources = [-1, -1, -1, -1, -1, 1, 2, 3, -1]
    chords = write(ChordForm(9, 2, 4, 1, sources, 0, first_bar=1))
    assert chords[:2] == [0, 0]
    assert all(chords[2:])
    assert chord_of(chords[2]).root == 0
    assert chords[10:15] == chords[2:7]


def test_a_returning_bar_has_its_sources_chords() -> None:
    form = ChordForm(8, 2, 4, 1, [-1, -1, -1, -1, 0, 1, 2, -1], 0)
    chords = write(form)
    assert chords[8:13] == chords[:5]  # what leads to the last bar is written anew


def test_a_tonic_that_was_brought_back_for_two_bars_may_still_close() -> None:
    # In A minor one chord alone may close; bars 2 and 3 bring back bars of nothing else.
    given = np.zeros(8, np.int32)
    given[:6] = chord_number(parse_chord("Am"))
    form = ChordForm(4, 2, 4, 2, [-1, -1, -1, -1], 9)
    chords = write_progression(
        cells(),
        form,
        genre_slots=[1],
        blend=np.ones((4, 1), np.float32),
        temperature=1.0,
        rng=np.random.default_rng(1),
        given=given,
    )
    assert chord_of(int(chords[-1])).symbol() == "Am"


def test_seed_and_weights_change_what_is_written() -> None:
    form = ChordForm(8, 2, 4, 1, [-1] * 8, 0)
    assert write(form) == write(form)
    assert write(form) != write(form, seed=2)
    assert write(form, weight=1.0) != write(form, weight=0.0)


def test_colour_moves_the_share_of_chords_outside_the_scale() -> None:
    form = ChordForm(16, 2, 4, 1, [-1] * 16, 0)

    def share(colour: float) -> float:
        lines = []
        for seed in range(8):
            chords = write_progression(
                cells(),
                form,
                genre_slots=[1],
                blend=np.ones((16, 1), np.float32),
                temperature=1.0,
                rng=np.random.default_rng(seed),
                colour=colour,
            )
            lines.append((chords, 1))
        return outside_share(lines)

    assert share(-3.0) < share(0.0) < share(3.0)


def test_chords_outside_the_scale_are_known_in_both_modes() -> None:
    def outside(symbol: str, mode: int) -> bool:
        return bool(outside_scale(mode)[chord_number(parse_chord(symbol))])

    assert [outside(symbol, 1) for symbol in ("C", "G7", "D7", "Fm", "E7")] == [
        False, False, True, True, True
    ]  # fmt: skip
    assert [outside(symbol, 2) for symbol in ("Am", "E7", "F", "D7", "Bb")] == [
        False, False, False, True, True
    ]  # fmt: skip


def test_colours_bring_written_progressions_to_the_real_share() -> None:
    real = [Progression.of(sheet("C D7 E7 A7 Fm B7 Bb Ab", step=1.0))] * 4
    habits = fit_habits(cells(), {"jazz": real, "folk": real[:0]}, {"jazz": 1, "folk": 2})
    assert habits["folk"].colour < habits["jazz"].colour
    assert habits["folk"].restless < habits["jazz"].restless


def test_restlessness_makes_chords_change_more_often() -> None:
    def share(restless: float) -> float:
        lines = [
            write_progression(
                cells(),
                ChordForm(16, 2, 4, 1, [-1] * 16, 0),
                genre_slots=[1],
                blend=np.ones((16, 1), np.float32),
                temperature=1.0,
                rng=np.random.default_rng(seed),
                restless=restless,
            )
            for seed in range(8)
        ]
        return changes_per_bar([(line, 2) for line in lines])

    assert share(-4.0) < share(0.0)


def test_a_cadence_leads_to_the_last_bar() -> None:
    for seed in range(10):
        for tonic, mode in ((0, 1), (9, 2)):
            chords = write(ChordForm(8, 2, 4, mode, [-1] * 8, tonic), seed)
            assert (chord_of(chords[-3]).root - tonic) % 12 in CADENCE_ROOTS


def test_a_dominant_of_another_degree_goes_mostly_where_it_leads() -> None:
    dominants = secondary_dominants(1)
    found = [
        symbol
        for symbol in ("D7", "A", "G7", "F", "Bb7")
        if dominants[chord_number(parse_chord(symbol))]
    ]
    assert found == ["D7", "A"]
    hits, lost = 0, 0
    for seed in range(40):
        chords = write(ChordForm(16, 2, 4, 1, [-1] * 16, 0), seed)
        for one, after in pairwise(chords):
            if dominants[one] and one != after:
                step = (chord_of(after).root - chord_of(one).root) % 12
                hits += step in (5, 11)
                lost += step not in (0, 5, 11)
    chance = 2 / 11
    assert hits / (hits + lost) > 1.5 * chance


def test_progressions_written_side_by_side_are_as_many_and_differ() -> None:
    forms = [ChordForm(8, 2, 4, 1, [-1] * 8, 0)] * 3
    lines = write_progressions(
        cells(),
        forms,
        genre_slots=[1],
        blend=np.ones((8, 1), np.float32),
        temperature=1.0,
        rng=np.random.default_rng(1),
    )
    assert len({tuple(line.tolist()) for line in lines}) == 3
    for line in lines:
        assert (line > 0).all()
        assert chord_of(int(line[-1])).root == 0
