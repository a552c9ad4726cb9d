"""Every genre's band is heard whole, at the promised loudness, with every synth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.arrange.arranger import arrange
from engine.render.additive import Additive
from engine.render.audio import render_audio
from engine.render.loudness import integrated_loudness, true_peak
from engine.render.stems import Synth
from engine.render.synths import best_synth
from engine.request import CompositionRequest
from music.genres import GENRES, Genre
from music.key import Key
from music.leadsheet import LeadSheet
from music.meter import Meter
from music.midi import write_midi
from tests.music.pieces import band_piece

# An accompanist may be this much softer than the tune, and never louder than this over it.
_SOFTEST_DB, _LOUDEST_DB = -9.0, 1.5


def played(genre: Genre) -> bytes:
    """Eight bars of the test tune in four, arranged for a genre's band."""
    piece = band_piece(bars=8, key="D minor")
    sheet = LeadSheet(
        key=Key("D", "minor"),
        meter=Meter("4/4"),
        bars=8,
        melody=piece.tracks[0].notes,
        chords=piece.chords,
        sections=piece.sections,
    )
    request = CompositionRequest(
        weights={genre.name: 1.0}, bars=8, tempo_bpm=genre.tempo_bpm, key=sheet.key, seed=3
    )
    return write_midi(arrange(sheet, request, title=genre.name, recipe="").piece)


@pytest.mark.slow
@pytest.mark.parametrize("synth", [best_synth, Additive], ids=["best", "additive"])
@pytest.mark.parametrize("genre", GENRES, ids=lambda genre: genre.name)
def test_loudness_peaks_and_balance(tmp_path: Path, genre: Genre, synth: type[Synth]) -> None:
    info = render_audio(played(genre), tmp_path / "piece.ogg", synth=synth())
    sound, _ = soundfile.read(tmp_path / "piece.ogg", dtype="float32", always_2d=True)
    assert integrated_loudness(np.asarray(sound)) == pytest.approx(-16, abs=1)
    assert true_peak(np.asarray(sound)) <= -1
    tune, *others = info.levels_db
    for level in others:
        assert _SOFTEST_DB < level - tune < _LOUDEST_DB
