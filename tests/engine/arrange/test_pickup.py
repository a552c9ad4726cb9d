"""The band and a pickup: who waits and who joins, its bar is its own, nobody loses a note."""

from dataclasses import replace
from itertools import pairwise

import pytest

from engine.arrange.arranger import Arrangement, arrange
from engine.request import CompositionRequest
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.piece import Piece
from tests.engine.arrange.sheets import ode


def ode_with_pickup() -> LeadSheet:
    sheet = ode()
    later = tuple(replace(n, start_beats=n.start_beats + 4) for n in sheet.melody)
    first, *others = sheet.sections
    return replace(
        sheet,
        bars=sheet.bars + 1,
        melody=(Note(67, 3.0, 1.0), *later),
        chords=tuple(replace(c, start_beats=c.start_beats + 4) for c in sheet.chords),
        sections=(
            replace(first, bars=first.bars + 1),
            *(replace(s, start_bar=s.start_bar + 1) for s in others),
        ),
    )


def arranged(sheet: LeadSheet, **wishes: object) -> Arrangement:
    request = CompositionRequest(
        **({"weights": {"jazz": 0.6, "folk": 0.4}, "key": Key("C"), "seed": 3} | wishes)  # type: ignore[arg-type]
    )
    return arrange(sheet, request, title="t", recipe="r")


def onsets(piece: Piece, *, of_tune: bool) -> list[float]:
    tracks = [t for t in piece.tracks if (t.role == "melody") == of_tune]
    return sorted(note.start_beats for track in tracks for note in track.notes)


@pytest.mark.parametrize("genre", ["jazz", "folk", "hymn", "classical", "celtic"])
def test_from_the_first_full_bar_on_the_band_plays_as_without(genre: str) -> None:
    weights = {genre: 1.0}
    plain = arranged(ode(), weights=weights).score
    picked = arranged(ode_with_pickup(), weights=weights).score
    assert picked.bars == plain.bars + 1
    later = [beat + 4 for beat in onsets(plain, of_tune=False)]
    assert [b for b in onsets(picked, of_tune=False) if b >= 4] == pytest.approx(later)
    assert onsets(picked, of_tune=True)[0] == 3.0
    assert min(span.start_beats for span in picked.chords) == 4.0


def test_sections_begin_with_the_pickup_and_cover_every_bar() -> None:
    found = arranged(ode_with_pickup())
    sections = found.piece.sections
    assert sections[0].start_bar == 0
    assert [s.start_bar + s.bars for s in sections][-1] == found.piece.bars
    assert min(layer.start_bar for layer in found.layers) == 1


def test_an_intro_takes_the_pickup_into_its_last_bar() -> None:
    piece = arranged(ode_with_pickup(), intro=2).score
    assert piece.bars == 18
    assert onsets(piece, of_tune=True)[:2] == [7.0, 8.0]
    assert onsets(piece, of_tune=False)[0] == 0.0


def test_who_plays_along_with_the_tune_plays_the_pickup_too() -> None:
    piece = arranged(ode_with_pickup(), instruments=("flute", "violin", "trumpet")).score
    tune = next(track for track in piece.tracks if track.name == "Melody")
    along = [t for t in piece.tracks if t is not tune and len(t.notes) == len(tune.notes)]
    for track in along:
        assert track.notes[0].start_beats == 3.0


def test_in_a_loop_it_leads_back_from_the_last_bar() -> None:
    piece = arranged(ode_with_pickup(), loop=True).score
    assert (piece.bars, piece.pickup_beats) == (16, 0.0)
    tune = next(track for track in piece.tracks if track.role == "melody").notes
    assert (tune[0].start_beats, tune[-1].start_beats, tune[-1].end_beats) == (0.0, 63.0, 64.0)
    assert all(a.end_beats <= b.start_beats for a, b in pairwise(tune))


def test_a_solo_has_one_too() -> None:
    for wishes in ({"only": ("piano",)}, {"only": ("violin",)}):
        piece = arranged(ode_with_pickup(), **wishes).piece
        assert (piece.bars, piece.pickup_beats) == (17, 1.0)
