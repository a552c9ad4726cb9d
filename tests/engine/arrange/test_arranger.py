"""Properties that every arrangement has, whatever was asked."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from engine.arrange.arranger import Arrangement, arrange
from engine.arrange.styles import STYLES, style_of
from engine.errors import RequestError
from engine.request import CompositionRequest, PathPoint
from music.genres import GENRE_NAMES
from music.instruments import INSTRUMENTS, find_instrument
from music.leadsheet import LeadSheet
from music.meter import KNOWN_METERS
from music.piece import Piece, Track
from tests.engine.arrange.sheets import ode, random_sheet

PARTS = ("drums", "bass", "chords", "inner", "counter")
NAMES = tuple(row.name for row in INSTRUMENTS)


def _band(sheet: LeadSheet, request: CompositionRequest) -> Arrangement:
    return arrange(sheet, request, title="Test", recipe="recipe")


def _request(sheet: LeadSheet, weights: dict[str, float], **wishes: object) -> CompositionRequest:
    return CompositionRequest(
        weights, key=sheet.key, meter=sheet.meter, bars=max(4, sheet.bars), **wishes
    )  # type: ignore[arg-type]


def _random_case(seed: int) -> tuple[LeadSheet, CompositionRequest]:
    rng = random.Random(seed)
    sheet = random_sheet(seed, meter=rng.choice(KNOWN_METERS), bars=rng.choice((4, 5, 8, 13, 16)))
    genres = rng.sample(GENRE_NAMES, rng.choice((1, 2, 2, 3)))
    parts = [rng.random() + 0.1 for _ in genres]
    weights = {g: part / sum(parts) for g, part in zip(genres, parts, strict=True)}
    wishes = {
        "instruments": tuple(rng.sample(NAMES, rng.choice((0, 0, 1, 2, 3)))),
        "without": tuple(rng.sample(PARTS * 4 + NAMES, rng.choice((0, 0, 1, 2)))),
        "seed": seed,
        "tempo_bpm": rng.choice((60, 100, 140, 220)),
    }
    if rng.random() < 0.25:
        wishes["instruments"] = wishes["only"] = tuple(rng.sample(NAMES, rng.choice((1, 1, 2, 3))))
        wishes["without"] = ()
    wishes["loop"] = rng.random() < 0.2
    wishes["intro"] = rng.choice((0, 0, 0, 1, 2, 4))
    return sheet, _request(sheet, weights, **wishes)


CASES = [*range(80), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(80, 320))]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[CompositionRequest, Arrangement]:
    sheet, asked = _random_case(request.param)
    return asked, _band(sheet, asked)


def _pitched(piece: Piece) -> list[Track]:
    return [track for track in piece.tracks if not track.is_drums]


def test_every_note_is_inside_the_piece(case: tuple[CompositionRequest, Arrangement]) -> None:
    piece = case[1].piece
    for track in piece.tracks:
        for note in track.notes:
            assert 0 <= note.start_beats < note.end_beats <= piece.length_beats + 1e-6


def test_every_note_is_inside_its_instruments_range(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    for track in _pitched(case[1].piece):
        rows = [row for row in INSTRUMENTS if row.program == track.program]
        for note in track.notes:
            assert any(row.low <= note.pitch <= row.high for row in rows), (track.name, note)


def test_bass_stays_below_melody(case: tuple[CompositionRequest, Arrangement]) -> None:
    piece = case[1].piece
    tunes = [t for t in piece.tracks if t.role == "melody"]
    for bass in (t for t in piece.tracks if t.role == "bass"):
        for low in bass.notes:
            for high in (n for tune in tunes for n in tune.notes):
                if high.start_beats < low.end_beats and low.start_beats < high.end_beats:
                    assert low.pitch < high.pitch, (low, high)


def test_no_excluded_instrument_or_part_sounds(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    for name in set(asked.without) - set(asked.instruments):
        if name in PARTS:
            assert all(track.role != name for track in band.piece.tracks)
            continue
        row = find_instrument(name)
        sounding = [t for t in band.piece.tracks if t.is_drums == ("drums" in row.families)]
        twins = [n for n in asked.instruments if find_instrument(n).program == row.program]
        if "drums" in row.families:
            assert name != "drums" or not sounding or "bodhran" in asked.instruments
        elif not twins:
            assert all(track.program != row.program for track in sounding)


def test_who_plays_alone_is_joined_by_nobody(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    if not asked.only or {"bass", "string quartet"} & set(asked.only):  # whichever is at hand
        return
    rows = [find_instrument(name) for name in asked.only]
    for track in band.piece.tracks:
        if track.is_drums:
            assert any("drums" in row.families for row in rows)
        else:
            assert any(row.program == track.program for row in rows), track.name


def test_an_introduction_adds_its_bars_and_a_loop_none(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    tune = sum(s.bars for s in band.piece.sections if s.label != "Intro")
    assert band.piece.bars == tune + asked.intro
    assert sum(section.bars for section in band.piece.sections) == band.piece.bars


def test_instruments_asked_for_sound(case: tuple[CompositionRequest, Arrangement]) -> None:
    asked, band = case
    silenced = set(asked.without) & {"drums", "bass", "chords"}
    for name in set(asked.instruments) - set(asked.without) - {"string quartet"}:
        row = find_instrument(name)
        if silenced & set(row.families):
            continue
        if "drums" in row.families:
            assert any(track.is_drums for track in band.piece.tracks)
        elif name == "bass":
            assert any(track.role == "bass" for track in band.piece.tracks)
        elif not (asked.only and row.families == ("bass",)):  # alone it may carry the tune
            assert any(t.program == row.program for t in _pitched(band.piece)), name


def test_drums_only_where_a_style_has_them_or_they_were_asked_for(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    by_style = any("drums" in style_of(genre).brings for genre in asked.weights)
    allowed = (by_style and not asked.only) or any(
        "drums" in find_instrument(name).families for name in asked.instruments
    )
    assert allowed or not any(track.is_drums for track in band.piece.tracks)


def test_every_bar_of_the_band_is_filled(case: tuple[CompositionRequest, Arrangement]) -> None:
    piece = case[1].piece
    bar_beats = piece.meter.bar_beats
    for track in piece.tracks:
        if track.role in ("melody", "counter"):
            continue
        for bar in range(piece.bars):
            start, end = bar * bar_beats, (bar + 1) * bar_beats
            sounding = [n for n in track.notes if n.start_beats < end and n.end_beats > start + 0.1]
            assert sounding, (track.name, bar)


def test_chords_fit_the_hands(case: tuple[CompositionRequest, Arrangement]) -> None:
    for track in case[1].score.tracks:
        if track.role != "chords":
            continue
        struck: dict[float, list[int]] = defaultdict(list)
        for note in track.notes:
            struck[note.start_beats].append(note.pitch)
        for pitches in struck.values():
            assert max(pitches) - min(pitches) <= 16
            assert len(pitches) <= 5


def test_the_same_request_gives_the_same_arrangement() -> None:
    for seed in range(6):
        sheet, asked = _random_case(seed)
        assert _band(sheet, asked) == _band(sheet, asked)


def test_another_seed_gives_another_performance() -> None:
    one = _band(ode(), _request(ode(), {"jazz": 1.0}, seed=1))
    other = _band(ode(), _request(ode(), {"jazz": 1.0}, seed=2))
    assert one.piece.tracks != other.piece.tracks


@pytest.mark.parametrize("genre", GENRE_NAMES)
@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_every_genre_plays_every_metre(genre: str, meter: str) -> None:
    for bars in (4, 9):
        sheet = random_sheet(bars, meter=meter, bars=bars)
        band = _band(sheet, _request(sheet, {genre: 1.0}, seed=bars))
        roles = {track.role for track in band.piece.tracks}
        assert roles == {"melody", *style_of(genre).brings}
        assert {layer.genre for layer in band.layers} == {genre}


@pytest.mark.parametrize("genre", GENRE_NAMES)
def test_the_longest_form_is_played_to_its_end(genre: str) -> None:
    sheet = random_sheet(3, meter="3/4", bars=128)
    piece = _band(sheet, _request(sheet, {genre: 1.0})).piece
    ends = [max(n.end_beats for n in t.notes) for t in piece.tracks if t.role == "chords"]
    assert all(end == pytest.approx(piece.length_beats, abs=0.05) for end in ends)


def test_the_tunes_track_is_named_melody_and_keeps_its_provenance() -> None:
    piece = _band(ode(), _request(ode(), {"celtic": 1.0})).piece
    assert piece.tracks[0].name == "Melody"
    assert len(piece.tracks[0].notes) == len(ode().melody)


def test_the_melody_moves_by_whole_octaves_only() -> None:
    for genre in GENRE_NAMES:
        tune = _band(ode(), _request(ode(), {genre: 1.0})).score.tracks[0]
        shifts = {a.pitch - b.pitch for a, b in zip(tune.notes, ode().melody, strict=True)}
        assert len(shifts) == 1
        assert shifts.pop() % 12 == 0


def test_the_band_ends_together_on_the_tonic() -> None:
    piece = _band(ode(), _request(ode(), {"folk": 1.0})).piece
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
        layers = _band(ode(), _request(ode(), weights, seed=seed)).layers
        bars = sum(layer.bars for layer in layers)
        heard = sum(layer.bars for layer in layers if layer.genre == pair[0]) / bars
        assert heard == pytest.approx(share, abs=0.06)


def test_layers_cover_every_section_once_per_role() -> None:
    band = _band(ode(), _request(ode(), {"jazz": 0.6, "hymn": 0.4}))
    for role in {track.role for track in band.piece.tracks} - {"melody"}:
        starts = [layer.start_bar for layer in band.layers if layer.role == role]
        assert starts == [section.start_bar for section in band.piece.sections]


def test_a_weight_path_moves_the_band_from_one_genre_to_the_other() -> None:
    path = (PathPoint(0.0, {"jazz": 1.0}), PathPoint(1.0, {"celtic": 1.0}))
    request = _request(ode(), {"jazz": 0.5, "celtic": 0.5}, path=path)
    layers = _band(ode(), request).layers
    early = [layer.genre for layer in layers if layer.start_bar == 0]
    late = [layer.genre for layer in layers if layer.start_bar == 12]
    assert early.count("jazz") > early.count("celtic")
    assert late.count("celtic") > late.count("jazz")


def test_a_quartet_is_four_strings_and_nobody_else() -> None:
    request = _request(ode(), {"jazz": 1.0}, instruments=("string quartet",))
    piece = _band(ode(), request).piece
    assert sorted(t.program for t in piece.tracks) == [40, 40, 41, 42]


def test_a_piano_alone_plays_tune_and_chords() -> None:
    request = _request(
        ode(), {"classical": 1.0}, instruments=("piano",), without=("bass", "drums", "inner")
    )
    piece = _band(ode(), request).piece
    assert {(t.role, t.program) for t in piece.tracks} == {("melody", 0), ("chords", 0)}


def test_chords_carry_the_roots_where_there_is_no_bass() -> None:
    request = _request(ode(), {"jazz": 1.0}, without=("bass",), instruments=("piano",))
    chords = next(t for t in _band(ode(), request).score.tracks if t.role == "chords")
    assert min(n.pitch for n in chords.notes) < 48


def test_leaving_everything_out_is_one_clear_sentence() -> None:
    request = _request(ode(), {"jazz": 1.0}, without=("melody", "chords", "bass", "drums"))
    with pytest.raises(RequestError, match="nothing is left to play"):
        _band(ode(), request)


def test_a_genre_without_rows_of_its_own_is_played_plainly() -> None:
    band = _band(ode(), _request(ode(), {"bossa": 1.0}))
    assert {track.role for track in band.piece.tracks} == {"melody", "chords", "bass"}


def test_a_sheet_without_chords_or_sections_is_arranged_all_the_same() -> None:
    bare = LeadSheet(ode().key, ode().meter, ode().bars, ode().melody)
    piece = _band(bare, _request(bare, {"folk": 1.0})).piece
    assert sum(section.bars for section in piece.sections) == 16
    assert piece.chords[0].chord.root == 0


def test_an_empty_melody_still_has_a_band() -> None:
    silent = LeadSheet(ode().key, ode().meter, 8, (), ode().chords)
    piece = _band(silent, _request(silent, {"jazz": 1.0})).piece
    assert {track.role for track in piece.tracks} == {"chords", "bass", "drums"}


def test_the_tune_is_played_louder_than_the_chords_and_inner_voices() -> None:
    for genre in STYLES:
        tracks = _band(ode(), _request(ode(), {genre: 1.0})).piece.tracks
        level = {t.role: sum(n.velocity for n in t.notes) / len(t.notes) for t in tracks}
        assert all(level["melody"] > level[role] + 8 for role in level if role != "melody")


def test_an_unknown_instrument_is_one_clear_sentence() -> None:
    request = _request(ode(), {"jazz": 1.0}, instruments=("vuvuzela",))
    with pytest.raises(RequestError, match="vuvuzela"):
        _band(ode(), request)


def test_a_bass_asked_for_plainly_is_the_styles_own() -> None:
    request = _request(ode(), {"game": 1.0}, instruments=("bass",))
    bass = next(t for t in _band(ode(), request).piece.tracks if t.role == "bass")
    assert bass.program == find_instrument("synth bass").program
