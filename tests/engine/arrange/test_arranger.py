"""Properties that every arrangement has, whatever was asked."""

from __future__ import annotations

import pytest

from engine.arrange.styles import STYLES, style_of
from engine.errors import RequestError
from engine.request import PathPoint
from music.genres import GENRE_NAMES
from music.instruments import find_instrument
from music.leadsheet import LeadSheet
from music.meter import KNOWN_METERS
from tests.engine.arrange.bands import arranged, random_case, request_for
from tests.engine.arrange.sheets import ode, random_sheet


def test_the_same_request_gives_the_same_arrangement() -> None:
    for seed in range(6):
        sheet, asked = random_case(seed)
        assert arranged(sheet, asked) == arranged(sheet, asked)


def test_another_seed_gives_another_performance() -> None:
    one = arranged(ode(), request_for(ode(), {"jazz": 1.0}, seed=1))
    other = arranged(ode(), request_for(ode(), {"jazz": 1.0}, seed=2))
    assert one.piece.tracks != other.piece.tracks


@pytest.mark.parametrize("genre", GENRE_NAMES)
@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_every_genre_plays_every_metre(genre: str, meter: str) -> None:
    for bars in (4, 9):
        sheet = random_sheet(bars, meter=meter, bars=bars)
        band = arranged(sheet, request_for(sheet, {genre: 1.0}, seed=bars))
        roles = {track.role for track in band.piece.tracks}
        assert roles == {"melody", *style_of(genre).brings}
        assert {layer.genre for layer in band.layers} == {genre}


@pytest.mark.parametrize("genre", GENRE_NAMES)
def test_the_longest_form_is_played_to_its_end(genre: str) -> None:
    sheet = random_sheet(3, meter="3/4", bars=128)
    piece = arranged(sheet, request_for(sheet, {genre: 1.0})).piece
    ends = [max(n.end_beats for n in t.notes) for t in piece.tracks if t.role == "chords"]
    assert all(end == pytest.approx(piece.length_beats, abs=0.05) for end in ends)


def test_the_tunes_track_is_named_melody_and_keeps_its_provenance() -> None:
    piece = arranged(ode(), request_for(ode(), {"celtic": 1.0})).piece
    assert piece.tracks[0].name == "Melody"
    assert len(piece.tracks[0].notes) == len(ode().melody)


def test_the_melody_moves_by_whole_octaves_only() -> None:
    for genre in GENRE_NAMES:
        tune = arranged(ode(), request_for(ode(), {genre: 1.0})).score.tracks[0]
        shifts = {a.pitch - b.pitch for a, b in zip(tune.notes, ode().melody, strict=True)}
        assert len(shifts) == 1
        assert shifts.pop() % 12 == 0


def test_the_band_ends_together_on_the_tonic() -> None:
    piece = arranged(ode(), request_for(ode(), {"folk": 1.0})).piece
    tonic = {0, 4, 7}
    for track in piece.tracks:
        last = max(n.end_beats for n in track.notes)
        final = [n for n in track.notes if n.end_beats > last - 0.05]
        assert {n.pitch % 12 for n in final} <= tonic
    bass = next(t for t in piece.tracks if t.role == "bass")
    assert bass.notes[-1].pitch % 12 == 0
    assert bass.notes[-1].end_beats == piece.length_beats


@pytest.mark.parametrize("share", [1.0, 0.7, 0.5, 0.3, 0.0])
@pytest.mark.parametrize("pair", [("jazz", "classical"), ("celtic", "game"), ("folk", "blues")])
def test_layer_shares_follow_the_weights(pair: tuple[str, str], share: float) -> None:
    shares = {pair[0]: share, pair[1]: 1 - share}
    weights = {genre: part for genre, part in shares.items() if part}
    for seed in range(4):
        layers = arranged(ode(), request_for(ode(), weights, seed=seed)).layers
        bars = sum(layer.bars for layer in layers)
        heard = sum(layer.bars for layer in layers if layer.genre == pair[0]) / bars
        assert heard == pytest.approx(share, abs=0.06)


def test_layers_cover_every_section_once_per_role() -> None:
    band = arranged(ode(), request_for(ode(), {"jazz": 0.6, "hymn": 0.4}))
    for role in {track.role for track in band.piece.tracks} - {"melody"}:
        starts = [layer.start_bar for layer in band.layers if layer.role == role]
        assert starts == [section.start_bar for section in band.piece.sections]


def test_a_weight_path_moves_the_band_from_one_genre_to_the_other() -> None:
    path = (PathPoint(0.0, {"jazz": 1.0}), PathPoint(1.0, {"celtic": 1.0}))
    request = request_for(ode(), {"jazz": 0.5, "celtic": 0.5}, path=path)
    layers = arranged(ode(), request).layers
    early = [layer.genre for layer in layers if layer.start_bar == 0]
    late = [layer.genre for layer in layers if layer.start_bar == 12]
    assert early.count("jazz") > early.count("celtic")
    assert late.count("celtic") > late.count("jazz")


def test_a_quartet_is_four_strings_and_nobody_else() -> None:
    request = request_for(ode(), {"jazz": 1.0}, instruments=("string quartet",))
    piece = arranged(ode(), request).piece
    assert sorted(t.program for t in piece.tracks) == [40, 40, 41, 42]


def test_a_piano_alone_plays_tune_and_chords() -> None:
    request = request_for(
        ode(), {"classical": 1.0}, instruments=("piano",), without=("bass", "drums", "inner")
    )
    piece = arranged(ode(), request).piece
    assert {(t.role, t.program) for t in piece.tracks} == {("melody", 0), ("chords", 0)}


def test_chords_carry_the_roots_where_there_is_no_bass() -> None:
    request = request_for(ode(), {"jazz": 1.0}, without=("bass",), instruments=("piano",))
    chords = next(t for t in arranged(ode(), request).score.tracks if t.role == "chords")
    assert min(n.pitch for n in chords.notes) < 48


def test_leaving_everything_out_is_one_clear_sentence() -> None:
    request = request_for(ode(), {"jazz": 1.0}, without=("melody", "chords", "bass", "drums"))
    with pytest.raises(RequestError, match="nothing is left to play"):
        arranged(ode(), request)


def test_a_genre_without_rows_of_its_own_is_played_plainly() -> None:
    band = arranged(ode(), request_for(ode(), {"bossa": 1.0}))
    assert {track.role for track in band.piece.tracks} == {"melody", "chords", "bass"}


def test_a_sheet_without_chords_or_sections_is_arranged_all_the_same() -> None:
    bare = LeadSheet(ode().key, ode().meter, ode().bars, ode().melody)
    piece = arranged(bare, request_for(bare, {"folk": 1.0})).piece
    assert sum(section.bars for section in piece.sections) == 16
    assert piece.chords[0].chord.root == 0


def test_an_empty_melody_still_has_a_band() -> None:
    silent = LeadSheet(ode().key, ode().meter, 8, (), ode().chords)
    piece = arranged(silent, request_for(silent, {"jazz": 1.0})).piece
    assert {track.role for track in piece.tracks} == {"chords", "bass", "drums"}


def test_the_tune_is_played_louder_than_the_chords_and_inner_voices() -> None:
    for genre in STYLES:
        tracks = arranged(ode(), request_for(ode(), {genre: 1.0})).piece.tracks
        level = {t.role: sum(n.velocity for n in t.notes) / len(t.notes) for t in tracks}
        assert all(level["melody"] > level[role] + 8 for role in level if role != "melody")


def test_an_unknown_instrument_is_one_clear_sentence() -> None:
    request = request_for(ode(), {"jazz": 1.0}, instruments=("vuvuzela",))
    with pytest.raises(RequestError, match="vuvuzela"):
        arranged(ode(), request)


def test_a_bass_asked_for_plainly_is_the_styles_own() -> None:
    request = request_for(ode(), {"game": 1.0}, instruments=("bass",))
    bass = next(t for t in arranged(ode(), request).piece.tracks if t.role == "bass")
    assert bass.program == find_instrument("synth bass").program
