"""Lead-ins: who plays along with a pickup, and what."""

from dataclasses import replace

import pytest

from engine.arrange.leadin import upbeat_chord
from music.chord import Chord
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.piece import Piece
from tests.engine.arrange.test_pickup import arranged, ode_with_pickup

BAR = 4.0
LONG = (Note(67, 2.0, 1.0), Note(69, 3.0, 0.5), Note(71, 3.5, 0.5))


def led(pickup: tuple[Note, ...] = LONG, **wishes: object) -> Piece:
    sheet = ode_with_pickup()
    tune: LeadSheet = replace(sheet, melody=(*pickup, *sheet.melody[1:]))
    return arranged(tune, **wishes).score


def early(piece: Piece, role: str) -> list[Note]:
    """What a role plays in the pickup's bar."""
    notes = [n for track in piece.tracks if track.role == role for n in track.notes]
    return sorted((n for n in notes if n.start_beats < BAR), key=lambda n: n.start_beats)


@pytest.mark.parametrize("genre", ["jazz", "blues", "game", "vintage pop", "celtic"])
def test_a_drummer_leads_in_for_as_long_as_the_pickup(genre: str) -> None:
    for seed in range(4):
        piece = led(weights={genre: 1.0}, seed=seed)
        struck = early(piece, "drums")
        assert struck
        assert struck[0].start_beats >= LONG[0].start_beats
        assert len({note.pitch for note in struck}) == 1
        assert not [n for role in ("bass", "chords", "inner") for n in early(piece, role)]


@pytest.mark.parametrize("genre", ["folk", "classical", "mazurka", "renaissance"])
def test_where_no_band_would_the_tune_begins_alone(genre: str) -> None:
    piece = led(weights={genre: 1.0}, instruments=("drums",))
    roles = {track.role for track in piece.tracks} - {"melody"}
    assert not [note for role in roles for note in early(piece, role)]


def test_a_hymn_is_sung_in_parts_from_its_upbeat_on() -> None:
    for seed in range(6):
        piece = led(weights={"hymn": 1.0}, seed=seed)
        tune, bass, inner = (early(piece, role) for role in ("melody", "bass", "inner"))
        assert bass[0].start_beats == inner[0].start_beats == tune[0].start_beats
        assert max(n.end_beats for n in (*bass, *inner)) == BAR
        for note in (*bass, *inner):
            above = [n.pitch for n in tune if n.start_beats < note.end_beats
                     and n.end_beats > note.start_beats]  # fmt: skip
            assert note.pitch <= min(above)
        sung = {n.pitch % 12 for n in (*bass, *inner) if n.start_beats == tune[0].start_beats}
        assert sung <= {0, 4, 7}


def test_an_organist_alone_plays_chords_to_it() -> None:
    piece = led(weights={"hymn": 1.0}, only=("organ", "trumpet"))
    chords = early(piece, "chords")
    assert {n.start_beats for n in chords} == {2.0, 3.0}


def test_a_note_of_no_chord_is_left_alone() -> None:
    piece = led((Note(66, 3.0, 1.0),), weights={"hymn": 1.0})
    assert early(piece, "melody")
    assert not early(piece, "bass") + early(piece, "inner")


@pytest.mark.parametrize(
    ("key", "pitch", "chord"),
    [
        ("C major", 67, Chord(0)),
        ("C major", 62, Chord(7)),
        ("C major", 69, Chord(5)),
        ("A minor", 64, Chord(9, "min")),
        ("A minor", 68, Chord(4)),
        ("A minor", 67, Chord(0)),
    ],
)
def test_an_upbeat_stands_on_the_tonic_where_it_can(key: str, pitch: int, chord: Chord) -> None:
    assert upbeat_chord(Key.parse(key), [Note(pitch, 3.0, 1.0)]) == chord


def test_an_intro_needs_no_lead_in() -> None:
    piece = led(weights={"hymn": 1.0}, intro=1)
    assert piece.pickup_beats == 0.0
    assert min(n.start_beats for track in piece.tracks for n in track.notes) == 0.0
