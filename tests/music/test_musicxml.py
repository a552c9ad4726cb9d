"""The written score opens in music21 and verovio, and says what the sheet says."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import music21
import pytest
import verovio

from music.chord import parse_chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Section
from music.meter import KNOWN_METERS, Meter
from music.musicxml import write_musicxml
from tests.music.pieces import band_piece, tune

CHORDS = ("Dm7", "G7/B", "Cmaj7", "C#dim7", "Am7", "Bb7", "Em7b5", "A7")


def sheet(**changes: Any) -> LeadSheet:
    plain = LeadSheet(
        key=Key("D", "minor"),
        meter=Meter("4/4"),
        bars=4,
        melody=tune(),
        chords=tuple(ChordSpan(parse_chord(name), 2.0 * i, 2.0) for i, name in enumerate(CHORDS)),
        sections=(Section("A", 0, 2), Section("A'", 2, 2, 0)),
        title="Tune & <Title>",
        tempo_bpm=132,
    )
    return replace(plain, **changes)


def reread(text: str, folder: Path) -> music21.stream.Score:
    path = folder / "sheet.musicxml"
    path.write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        score = music21.converter.parse(path)
    assert isinstance(score, music21.stream.Score)
    return score


def verovio_log(text: str) -> str:
    verovio.enableLog(verovio.LOG_WARNING)
    toolkit = verovio.toolkit()
    assert toolkit.loadData(text)
    assert toolkit.renderToSVG(1)
    return str(toolkit.getLog())


def test_the_same_sheet_gives_the_same_text() -> None:
    assert write_musicxml(sheet()) == write_musicxml(sheet())


def test_music21_reads_melody_chords_key_and_tempo(tmp_path: Path) -> None:
    score = reread(write_musicxml(sheet()), tmp_path)
    part = score.parts[0]
    assert score.metadata.title == "Tune & <Title>"
    assert part.isWellFormedNotation()
    flat = part.stripTies().flatten()
    read = [(n.pitch.midi, float(n.offset), float(n.quarterLength)) for n in flat.notes
            if isinstance(n, music21.note.Note)]  # fmt: skip
    assert read == [(n.pitch, n.start_beats, n.length_beats) for n in tune()]
    chords = [(c.figure, float(c.offset)) for c in flat.getElementsByClass("ChordSymbol")]
    assert [offset for _, offset in chords] == [0, 2, 4, 6, 8, 10, 12, 14]
    assert [figure for figure, _ in chords][:4] == ["Dm7", "G7/B", "Cmaj7", "C#o7"]
    assert part.recurse().getElementsByClass(music21.key.KeySignature).first().sharps == -1
    assert part.recurse().getElementsByClass(music21.tempo.MetronomeMark).first().number == 132


@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_every_metre_opens_without_a_warning(meter: str, tmp_path: Path) -> None:
    text = write_musicxml(sheet(meter=Meter(meter), bars=8, chords=()))
    assert verovio_log(text) == ""
    part = reread(text, tmp_path).parts[0]
    bar_beats = Meter(meter).bar_beats
    assert [m.duration.quarterLength for m in part.getElementsByClass("Measure")] == [bar_beats] * 8


@pytest.mark.parametrize("key", ["C# major", "Ab minor", "F lydian", "Gb major", "E phrygian"])
def test_every_key_opens_without_a_warning(key: str, tmp_path: Path) -> None:
    text = write_musicxml(sheet(key=Key.parse(key)))
    assert verovio_log(text) == ""
    flat = reread(text, tmp_path).parts[0].stripTies().flatten()
    pitches = [n.pitch.midi for n in flat.notes if isinstance(n, music21.note.Note)]
    assert pitches == [note.pitch for note in tune()]


def test_accidentals_are_shown_once_a_bar() -> None:
    root = ET.fromstring(write_musicxml(sheet(melody=tune("F#5 F#5 F5 F5 F#5 D5"), bars=2)))
    signs = [note.findtext("accidental") for note in root.iter("note")][:6]
    assert signs == ["sharp", None, "natural", None, "sharp", None]


def test_a_pickup_is_a_short_first_bar() -> None:
    chords = (ChordSpan(parse_chord("Dm"), 4.0, 12.0),)
    pickup = sheet(melody=tune("- - - A4 D5 E5 F5 G5"), chords=chords, sections=())
    root = ET.fromstring(write_musicxml(pickup))
    measures = list(root.iter("measure"))
    assert [m.get("number") for m in measures] == ["0", "1", "2", "3"]
    assert measures[0].get("implicit") == "yes"
    assert [note.findtext("duration") for note in measures[0].iter("note")] == ["12"]
    assert verovio_log(write_musicxml(pickup)) == ""


def test_sections_have_marks_and_double_bars() -> None:
    root = ET.fromstring(write_musicxml(sheet()))
    assert [mark.text for mark in root.iter("rehearsal")] == ["A", "A'"]
    assert [style.text for style in root.iter("bar-style")] == ["light-light", "light-heavy"]


def test_low_tunes_are_read_in_the_bass_clef() -> None:
    low = tuple(replace(note, pitch=note.pitch - 30) for note in tune())
    signs = [
        ET.fromstring(write_musicxml(sheet(melody=melody))).findtext(".//clef/sign")
        for melody in (tune(), low)
    ]
    assert signs == ["G", "F"]


def test_a_band_piece_gives_its_tune(tmp_path: Path) -> None:
    part = reread(write_musicxml(band_piece()), tmp_path).parts[0]
    flat = part.stripTies().flatten()
    pitches = [n.pitch.midi for n in flat.notes if isinstance(n, music21.note.Note)]
    assert pitches == [note.pitch for note in band_piece().tracks[0].notes]


def test_played_articulation_is_not_written_as_rests() -> None:
    piece = band_piece()
    played = tuple(
        replace(n, length_beats=n.length_beats * 0.8, start_beats=n.start_beats + 0.02)
        for n in piece.tracks[0].notes
    )
    short = replace(piece, tracks=(replace(piece.tracks[0], notes=played),))
    legato, articulated = (ET.fromstring(write_musicxml(p)) for p in (piece, short))
    assert len(list(articulated.iter("rest"))) <= len(list(legato.iter("rest"))) + 2


def test_an_empty_tune_is_a_score_of_rests() -> None:
    text = write_musicxml(sheet(melody=(), title=""))
    assert verovio_log(text) == ""
    assert len(list(ET.fromstring(text).iter("rest"))) == 4
