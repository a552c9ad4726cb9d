"""Swing, voice leading and lines, heard through whole arrangements."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from engine.arrange.arranger import arrange
from engine.request import CompositionRequest
from music.leadsheet import LeadSheet, Note
from music.piece import Piece, Track
from tests.engine.arrange.sheets import ode, random_sheet, write_tune

EIGHTHS = write_tune(
    "C:.5 D:.5 E:.5 F:.5 G:.5 A:.5 G:.5 E:.5 | C:.3333333333 D:.3333333333 E:.3333333334 G C:2 |"
    "C:.5 D:.5 E:.5 F:.5 G:.5 A:.5 G:.5 E:.5 | C:4",
    "C|C|G7|C",
)
CHORALE = write_tune(
    "G E F G | A G F E | D E F D | E:2 r G | C' B A G | A B C' A | G F E D | C:2 r:2",
    "C|F C|G7|C|Am Em|F C|C G7|C",
)


def _play(sheet: LeadSheet, weights: dict[str, float], **wishes: object) -> tuple[Piece, Piece]:
    request = CompositionRequest(
        weights, key=sheet.key, meter=sheet.meter, bars=max(4, sheet.bars), **wishes
    )  # type: ignore[arg-type]
    band = arrange(sheet, request, title="Test", recipe="")
    return band.piece, band.score


def _track(piece: Piece, role: str) -> Track:
    return next(track for track in piece.tracks if track.role == role)


def _offbeats(piece: Piece, score: Piece, role: str) -> list[float]:
    """Where in its beat each written off-beat eighth is played."""
    played, written = _track(piece, role).notes, _track(score, role).notes
    return [
        p.start_beats % 1
        for p, w in zip(played, written, strict=True)
        if abs(w.start_beats % 1 - 0.5) < 1e-6
    ]


def test_jazz_swings_the_tune_and_classical_does_not() -> None:
    jazz = _offbeats(*_play(EIGHTHS, {"jazz": 1.0}), "melody")
    straight = _offbeats(*_play(EIGHTHS, {"classical": 1.0}), "melody")
    assert all(0.6 < place < 0.71 for place in jazz)
    assert all(0.5 <= place < 0.56 for place in straight)


def test_swing_is_blended_by_weight() -> None:
    half = _offbeats(*_play(EIGHTHS, {"jazz": 0.5, "classical": 0.5}), "melody")
    assert all(0.55 < place < 0.64 for place in half)


def test_swing_fades_at_fast_tempos() -> None:
    fast = _offbeats(*_play(EIGHTHS, {"jazz": 1.0}, tempo_bpm=240), "melody")
    slow = _offbeats(*_play(EIGHTHS, {"jazz": 1.0}, tempo_bpm=120), "melody")
    assert sum(fast) / len(fast) < sum(slow) / len(slow) - 0.04


def test_written_triplets_stay_where_they_are() -> None:
    piece, _ = _play(EIGHTHS, {"jazz": 1.0})
    triplet = [n.start_beats for n in _track(piece, "melody").notes[8:11]]
    assert triplet == pytest.approx([4, 4 + 1 / 3, 4 + 2 / 3], abs=0.06)


def test_compound_metres_do_not_swing() -> None:
    sheet = random_sheet(1, meter="6/8", bars=8)
    piece, score = _play(sheet, {"jazz": 1.0})
    for played, written in zip(_track(piece, "drums").notes, _track(score, "drums").notes,
                               strict=True):  # fmt: skip
        assert abs(played.start_beats - written.start_beats) < 0.05


def test_a_walking_bass_steps_into_new_chords() -> None:
    close = total = 0
    for seed in range(12):
        piece, score = _play(ode(), {"jazz": 1.0}, seed=seed)
        starts = {span.start_beats for span in piece.chords}
        for before, note in pairwise(_track(score, "bass").notes):
            if note.start_beats in starts:
                total += 1
                close += abs(note.pitch - before.pitch) in (1, 2, 5, 7)
    assert close / total > 0.7


def test_chord_players_keep_common_tones_and_move_little() -> None:
    for genre in ("jazz", "classical", "vintage pop"):
        _, score = _play(ode(), {genre: 1.0}, seed=2)
        struck: dict[float, list[int]] = {}
        for note in _track(score, "chords").notes:
            struck.setdefault(note.start_beats, []).append(note.pitch)
        voicings = [pitches for pitches in struck.values() if len(pitches) >= 3]
        moves = [
            abs(sum(b) / len(b) - sum(a) / len(a)) for a, b in pairwise(voicings)
        ]  # fmt: skip
        assert max(moves, default=0) <= 6


def _voices(score: Piece) -> list[list[int | None]]:
    """Soprano, alto, tenor and bass at every onset of any of them."""
    parts = [_track(score, role).notes for role in ("melody", "inner", "bass")]
    onsets = sorted({round(n.start_beats, 6) for notes in parts for n in notes})
    found = []
    for onset in onsets:
        sounding = [
            sorted((n.pitch for n in notes if _sounds(n, onset)), reverse=True) for notes in parts
        ]
        inner = (sounding[1] * 2)[:2] if sounding[1] else [None, None]
        found.append([*(sounding[0] or [None])[:1], *inner, *(sounding[2] or [None])[:1]])
    return found


def _sounds(note: Note, at: float) -> bool:
    return note.start_beats <= at + 1e-6 < note.end_beats - 1e-3


def _parallels(score: Piece) -> int:
    count = 0
    for before, after in pairwise(_voices(score)):
        for one, other in combinations(range(4), 2):
            a, b, c, d = before[one], before[other], after[one], after[other]
            if a is None or b is None or c is None or d is None or a == c or b == d:
                continue
            count += (a - b) % 12 == (c - d) % 12 and (a - b) % 12 in (0, 7)
    return count


@pytest.mark.parametrize("sheet", [ode(), CHORALE], ids=["ode", "chorale"])
def test_hymns_have_no_parallel_fifths_or_octaves(sheet: LeadSheet) -> None:
    for seed in range(6):
        _, score = _play(sheet, {"hymn": 1.0}, seed=seed)
        assert _parallels(score) == 0


def test_hymn_parts_never_cross() -> None:
    for seed in range(6):
        _, score = _play(CHORALE, {"hymn": 1.0}, seed=seed)
        for chord in _voices(score):
            sung = [pitch for pitch in chord if pitch is not None]
            assert sung == sorted(sung, reverse=True)


def test_chords_stay_clear_of_the_tune_on_its_beats() -> None:
    rubs = total = 0
    for genre in ("jazz", "blues", "classical", "folk", "vintage pop", "ragtime"):
        _, score = _play(ode(), {genre: 1.0})
        for note in _track(score, "melody").notes:
            if note.start_beats % 1:
                continue
            for other in _track(score, "chords").notes:
                if _sounds(other, note.start_beats):
                    total += 1
                    rubs += abs(other.pitch - note.pitch) == 1 or other.pitch > note.pitch
    assert rubs / total < 0.02
