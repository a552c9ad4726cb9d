"""The reference from a small corpus: which works are in it and what is kept of them."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from engine.evaluate.measured import CLOSES, NOVELTY
from engine.evaluate.reference import load_reference
from engine.evaluate.reference_build import build_reference, held_out
from models.corpora.errors import MissingCorpus
from models.originality_build import build_index
from tests.engine.evaluate.pieces import made_sheet
from tests.models.test_originality import piece, write_corpus


def test_only_held_out_works_are_measured_and_training_works_give_the_chords(
    tmp_path: Path,
) -> None:
    train = [piece(f"t{seed}", made_sheet("folk", seed)) for seed in range(3)]
    held = [
        piece(f"v{seed}", made_sheet("folk", 100 + seed), split="valid" if seed % 2 else "test")
        for seed in range(4)
    ]
    dropped = piece("d", made_sheet("folk", 7), split="drop")
    tiny = piece("tiny", made_sheet("folk", 8, bars=4), split="test")
    write_corpus(tmp_path, [*train, *held, dropped, tiny])
    build_index(tmp_path, tmp_path)
    build_reference(tmp_path, tmp_path)
    reference = load_reference(tmp_path)
    assert list(reference.genres) == ["folk"]
    real = reference.of("folk")
    assert len(real) == 4
    assert set(real.meters) == {"4/4"}
    assert real.chord_times.sum() == pytest.approx(3 * 64)
    assert real.measured.column(NOVELTY).mean() > 0
    assert real.closing_share == 1
    assert {p.piece_id for p in held_out(tmp_path, "folk")} == {"v0", "v1", "v2", "v3"}


def test_the_end_of_a_slice_says_nothing_of_how_works_close(tmp_path: Path) -> None:
    slices = [
        dataclasses.replace(piece("long", made_sheet("folk", part), split="test"), part=part)
        for part in range(2)
    ]
    write_corpus(tmp_path, [*slices, piece("t", made_sheet("folk", 5))])
    build_index(tmp_path, tmp_path)
    build_reference(tmp_path, tmp_path)
    real = load_reference(tmp_path).of("folk")
    assert len(real) == 2
    assert np.isnan(real.measured.column(CLOSES)).all()


def test_a_corpus_that_is_not_built_is_named(tmp_path: Path) -> None:
    write_corpus(tmp_path, [piece("t", made_sheet("folk", 5))])
    build_index(tmp_path, tmp_path)
    (tmp_path / "leadsheets" / "jazz.jsonl.gz").unlink()
    with pytest.raises(MissingCorpus, match="jazz"):
        build_reference(tmp_path, tmp_path)
