"""Chords on plucked strings can be held by a hand."""

import pytest

from engine.arrange.arranger import arrange
from engine.arrange.fretboard import can_be_held, tuning_of
from engine.arrange.ringing import is_plucked
from engine.request import CompositionRequest
from music.instruments import INSTRUMENTS, find_instrument
from tests.engine.arrange.sheets import ode, random_sheet

GUITAR = tuning_of(find_instrument("steel guitar"))


@pytest.mark.parametrize(
    ("chord", "holds"),
    [
        ((40, 47, 52, 56, 59, 64), True),  # open E
        ((41, 48, 53, 57, 60, 65), True),  # F with a barre
        ((48, 55, 64), True),
        ((60, 61, 62, 63), False),  # a cluster
        ((41, 43), False),  # both only on the lowest string
        ((30,), False),
    ],
)
def test_a_hand_holds_shapes_and_no_clusters(chord: tuple[int, ...], holds: bool) -> None:
    assert can_be_held(chord, GUITAR) is holds


def test_keys_have_no_tuning() -> None:
    assert tuning_of(find_instrument("piano")) == ()
    assert all(tuning_of(i) for i in INSTRUMENTS if is_plucked(i) and i.name != "harp")


@pytest.mark.parametrize("name", ["guitar", "banjo", "mandolin", "ukulele", "lute"])
@pytest.mark.parametrize("genre", ["folk", "jazz", "celtic", "ragtime"])
def test_written_chords_can_be_held(name: str, genre: str) -> None:
    player = find_instrument(name)
    for number, sheet in enumerate((ode(), random_sheet(5, meter="3/4", bars=8))):
        request = CompositionRequest(
            {genre: 1.0}, key=sheet.key, meter=sheet.meter, bars=sheet.bars, seed=number,
            instruments=("flute", name), without=("bass",) if number else (),
        )  # fmt: skip
        score = arrange(sheet, request, title="", recipe="").score
        chords = next(t for t in score.tracks if t.role == "chords")
        assert chords.program == player.program
        struck: dict[float, list[int]] = {}
        for note in chords.notes:
            struck.setdefault(note.start_beats, []).append(note.pitch)
        assert all(can_be_held(tuple(sorted(p)), tuning_of(player)) for p in struck.values())
