"""Pieces, works and a small reference for the tests of evaluation, made by chance."""

from pathlib import Path

import numpy as np

from engine.evaluate.measured import COLUMNS, Ruler
from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.reference import RealMusic, Reference
from engine.metrics.harmony import chord_times
from models.originality_build import index_of
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note, Section
from music.meter import Meter
from music.midi import write_midi
from music.piece import Piece, Track
from tests.models.test_originality import piece

# genre: (pitches to draw from, lengths in quarters)
KINDS = {
    "hymn": ((60, 62, 64, 65, 67), (1.0, 2.0)),
    "jazz": ((58, 60, 61, 63, 66, 68, 70, 73), (0.25, 0.5, 0.75)),
    "folk": ((60, 62, 64, 67, 69), (0.5, 1.0)),
}


def made_sheet(genre: str, seed: int, *, bars: int = 16) -> LeadSheet:
    """A tune of chance in a genre's manner that closes on C after G."""
    rng = np.random.default_rng([seed, len(genre)])
    pitches, lengths = KINDS[genre]
    notes, now, end = [], 0.0, bars * 4.0
    while now < end - 4:
        length = float(rng.choice(lengths))
        notes.append(Note(int(rng.choice(pitches)), now, length, genre=genre))
        now += length
    notes.append(Note(60, now, end - now, genre=genre))
    chords = (ChordSpan(Chord(7), 0.0, end - 4), ChordSpan(Chord(0), end - 4, 4.0))
    sections = (Section("A", 0, 8), Section("A'", 8, bars - 8, 0))
    return LeadSheet(Key("C"), Meter("4/4"), bars, tuple(notes), chords, sections)


def made_piece(genre: str, seed: int, *, temperature: float = 1.0) -> EvaluatedPiece:
    sheet = made_sheet(genre, seed)
    return EvaluatedPiece(sheet, {genre: 1.0}, seed, temperature, f"{genre} {seed}")


def small_ruler() -> Ruler:
    return Ruler(index_of([piece(f"t{seed}", made_sheet("folk", seed)) for seed in range(5)]))


def small_reference(ruler: Ruler, *, works: int = 30) -> Reference:
    """Real works that are made as the pieces are, with other seeds."""
    return Reference({genre: real_music(genre, ruler, works) for genre in KINDS})


def real_music(genre: str, ruler: Ruler, works: int) -> RealMusic:
    sheets = [made_sheet(genre, 1000 + seed) for seed in range(works)]
    measured = ruler.measure(sheets)
    assert measured.table.shape == (works, len(COLUMNS))
    return RealMusic(
        genre=genre,
        measured=measured,
        meters=("4/4",) * works,
        minor=(False,) * works,
        chord_times=sum(chord_times(sheet) for sheet in sheets) + 0.0,
        shared_turns=0.01,
    )


def write_song(path: Path, sheet: LeadSheet) -> None:
    """The tune over held triads."""
    block = [
        Note(48 + tone, span.start_beats, span.length_beats)
        for span in sheet.chords
        for tone in span.chord.intervals
    ]
    tracks = (
        Track("Melody", "melody", 73, sheet.melody),
        Track("Piano", "chords", 0, tuple(block)),
    )
    piece = Piece("Song", sheet.key, sheet.meter, 100, sheet.bars, tracks)
    path.write_bytes(write_midi(piece))
