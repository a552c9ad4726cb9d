"""The blend report: what was asked for beside what is heard."""

import json

import pytest

from engine.evaluate.blend import blend_report
from engine.evaluate.piece import EvaluatedPiece
from tests.engine.listeners import bars_of, listener

R, S, A = "runs", "strides", "airs"


def piece(bars: tuple[str, ...], seed: int = 0, **weights: float) -> EvaluatedPiece:
    return EvaluatedPiece(bars_of(*bars), weights, seed)


def made_as_asked(seed: int) -> list[EvaluatedPiece]:
    return [
        piece((R,) * 16, seed, runs=1.0),
        piece((R, R, R, S) * 4, seed, runs=0.75, strides=0.25),
        piece((R, S) * 8, seed, runs=0.5, strides=0.5),
        piece((S, S, S, R) * 4, seed, runs=0.25, strides=0.75),
        piece((S,) * 16, seed, strides=1.0),
    ]


def test_pieces_made_as_asked_have_small_errors_and_a_high_rank() -> None:
    report = blend_report([*made_as_asked(1), *made_as_asked(2)], listener())
    (pair,) = report.pairs
    assert pair.pair == (R, S)
    assert pair.pieces == 10
    assert pair.levels == (0, 0.25, 0.5, 0.75, 1)
    assert list(pair.heard) == sorted(pair.heard)
    assert report.error == pair.error < 0.15
    assert report.rank == report.worst_rank == pair.rank > 0.95


def test_pieces_that_do_the_opposite_have_large_ones() -> None:
    turned = [
        EvaluatedPiece(p.sheet, {S: p.weights.get(R, 0), R: p.weights.get(S, 0)}, p.seed)
        for p in made_as_asked(1)[1:4]
    ]
    report = blend_report(turned, listener())
    assert report.rank is not None
    assert report.rank < 0


def test_a_pair_has_as_many_pure_pieces_as_seeds_at_its_other_levels() -> None:
    more = [piece((R,) * 16, seed, runs=1.0) for seed in range(5, 20)]
    assert blend_report([*made_as_asked(1), *more], listener()).pairs[0].pieces == 5


def test_the_same_piece_in_two_sections_counts_once() -> None:
    assert blend_report(made_as_asked(1) * 2, listener()).pairs[0].pieces == 5


def test_other_adventures_are_left_out() -> None:
    wild = EvaluatedPiece(bars_of(R, S), {R: 0.5, S: 0.5}, temperature=1.5)
    assert blend_report([wild], listener()).pairs == ()


def test_genres_that_the_judge_has_not_learnt_are_counted() -> None:
    report = blend_report([piece((R, S), 0, runs=0.5, polka=0.5)], listener())
    assert report.unjudged == 1
    assert report.error is None


def test_a_fusion_has_both_genres_in_every_window_and_a_medley_has_not() -> None:
    fused = piece((R, S) * 8, 1, runs=0.5, strides=0.5)
    medley = piece((R, R, R, R, S, S, S, S) * 2, 2, runs=0.5, strides=0.5)
    (one,) = blend_report([fused], listener()).windows
    (two,) = blend_report([medley], listener()).windows
    assert (one.windows, two.windows) == (4, 4)
    assert one.both == 1
    assert two.both == 0
    assert one.lesser > two.lesser


def test_requests_of_three_genres_say_whether_the_heaviest_is_heard_most() -> None:
    bars = (R, R, S, A) * 4
    right = piece(bars, 1, runs=0.5, strides=0.25, airs=0.25)
    wrong = piece(bars, 2, runs=0.2, strides=0.6, airs=0.2)
    (row,) = blend_report([right, wrong], listener()).several
    assert row.pieces == 2
    assert row.heaviest_first == 0.5
    assert 0 < row.error < 1


def test_pure_requests_stand_beside_real_works_and_pairs_beside_real_splices() -> None:
    card: dict[str, object] = {
        "heard_as": {R: {R: 0.7}},
        "splices": [{"pair": [S, R], "error": 0.3, "rank": 0.6}],
        "medleys": [{"pair": [R, S], "both": 0.1, "lesser": 0.1}],
    }
    report = blend_report([*made_as_asked(1), piece((S,) * 4, 9, runs=1.0)], listener(card))
    runs = next(row for row in report.pure if row.genre == R)
    assert (runs.heard_as_it, runs.real, runs.often) == (0.5, 0.7, S)
    assert (report.pairs[0].real_error, report.pairs[0].real_rank) == (0.3, 0.6)
    assert report.windows[0].medley_both == 0.1
    assert report.real_error == 0.3


def test_the_report_is_plain_data() -> None:
    text = json.dumps(blend_report(made_as_asked(1), listener()).to_json())
    assert json.loads(text)["pairs"][0]["pair"] == [R, S]


def test_no_pieces_give_an_empty_report() -> None:
    report = blend_report([], listener())
    assert report.error is report.rank is report.worst_rank is None


@pytest.mark.parametrize("weights", [{R: 1.0}, {R: 0.5, S: 0.5}])
def test_a_tune_without_notes_is_left_out(weights: dict[str, float]) -> None:
    silent = bars_of(R)
    empty = EvaluatedPiece(type(silent)(silent.key, silent.meter, 1, ()), weights)
    assert blend_report([empty], listener()).pure == ()
