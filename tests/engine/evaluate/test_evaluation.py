"""An evaluation as a whole, on pieces and works of chance."""

import dataclasses
import json

import pytest

from engine.evaluate.coherence import compare
from engine.evaluate.evaluation import evaluate
from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.reference import EvaluationError
from engine.evaluate.tables import metric_table, tables_of
from engine.evaluate.targets import targets_of
from music.leadsheet import Note
from tests.engine.evaluate.pieces import (
    made_piece,
    made_sheet,
    small_reference,
    small_ruler,
)

RULER = small_ruler()
REFERENCE = small_reference(RULER)


def sections() -> dict[str, list[EvaluatedPiece]]:
    """Pure pieces, halves of two genres, two temperatures and seeds of one request."""
    halves = {"hymn": 0.5, "jazz": 0.5}
    mixed = [
        EvaluatedPiece(made_sheet("hymn" if seed % 2 else "jazz", 50 + seed), halves, seed)
        for seed in range(6)
    ]
    return {
        "pure": [made_piece(genre, seed) for genre in ("hymn", "jazz") for seed in range(8)],
        "blends": [dataclasses.replace(piece, name=f"half {piece.seed}") for piece in mixed],
        "adventure": [
            made_piece(genre, seed, temperature=temperature)
            for genre in ("hymn", "jazz")
            for temperature in (1.0, 1.5)
            for seed in range(3)
        ],
        "seeds": [made_piece("jazz", seed) for seed in range(5)],
    }


def test_pieces_made_like_the_works_overlap_as_works_do_and_others_do_not() -> None:
    same = RULER.measure([made_sheet("hymn", seed) for seed in range(20)])
    like = compare("hymn", same, {"hymn": 1.0}, REFERENCE)
    unlike = compare("hymn as jazz", same, {"jazz": 1.0}, REFERENCE)
    assert like.mean_area == pytest.approx(like.mean_chance_area, abs=0.07)
    assert like.mean_area > unlike.mean_area + 0.3
    assert like.of("notes a beat").within_one_sd
    assert not unlike.of("notes a beat").within_one_sd


def test_blends_are_held_against_the_works_of_all_their_genres() -> None:
    both = RULER.measure(
        [made_sheet(genre, seed) for genre in ("hymn", "jazz") for seed in range(10)]
    )
    mixed = compare("", both, {"hymn": 0.5, "jazz": 0.5}, REFERENCE)
    alone = compare("", both, {"hymn": 1.0}, REFERENCE)
    assert mixed.mean_area > alone.mean_area
    assert mixed.real_works == 60


def test_everything_composed_is_compared_and_told() -> None:
    found = evaluate("a system", sections(), RULER, REFERENCE)
    assert found.pieces == 16 + 6 + 6  # a piece in two sections is one piece
    assert [group.group for group in found.pure] == ["hymn", "jazz"]
    assert [group.group for group in found.blends] == ["hymn + jazz"]
    assert found.middle is not None
    assert found.middle.pairs == 1
    assert found.adventure is not None
    assert [step.temperature for step in found.adventure.steps] == [1.0, 1.5]
    assert found.diversity is not None
    assert found.diversity.different == 5
    assert found.blend is None
    titles = [table.title for table in tables_of(found)]
    assert titles[0] == "Targets"
    assert {"Adventure", "Seeds of one request", "Half and half beside pure"} <= set(titles)
    for table in (*tables_of(found), metric_table(found.pure[0])):
        assert all(len(row) == len(table.head) for row in table.rows)
    back = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert back["pure"][0]["mean_area"] == pytest.approx(found.pure[0].mean_area, abs=1e-4)


def test_targets_are_met_or_not_by_the_figures() -> None:
    copies = [
        EvaluatedPiece(made_sheet("folk", seed), {"folk": 1.0}, seed, name=f"copy {seed}")
        for seed in range(5)  # these stand in the training works
    ]
    met = {t.name: t.met for t in targets_of(evaluate("x", {"pure": copies}, RULER, REFERENCE))}
    assert met["longest run of a training work, any piece"] is False
    assert met["pieces that close with a cadence"] is True


def test_a_piece_that_repeats_one_bar_is_stuck() -> None:
    sheet = made_sheet("hymn", 1)
    looped = dataclasses.replace(
        sheet,
        melody=tuple(
            Note(60 + beat, 4.0 * bar + beat, 1.0) for bar in range(16) for beat in range(4)
        ),
    )
    found = compare("", RULER.measure([looped, sheet]), {"hymn": 1.0}, REFERENCE)
    assert found.stuck == 0.5


def test_an_unknown_end_counts_neither_way() -> None:
    sheets = [made_sheet("hymn", seed) for seed in range(4)]
    measured = RULER.measure(sheets, whole=[True, False, False, True])
    assert compare("", measured, {"hymn": 1.0}, REFERENCE).closing == 1.0


def test_a_genre_without_held_out_works_is_named_and_the_others_are_compared() -> None:
    strange = dataclasses.replace(made_piece("hymn", 1), weights={"polka": 1.0}, name="polka")
    found = evaluate("x", {"pure": [strange, made_piece("hymn", 2)]}, RULER, REFERENCE)
    assert found.incomparable == ("polka",)
    assert [group.group for group in found.pure] == ["hymn"]
    assert found.originality.pieces == 2
    assert "polka" in tables_of(found)[0].note


def test_no_pieces_are_refused_with_a_sentence() -> None:
    with pytest.raises(EvaluationError, match="no pieces"):
        evaluate("x", {"pure": []}, RULER, REFERENCE)
    with pytest.raises(EvaluationError, match="polka"):
        REFERENCE.of("polka")
