"""The originality index against an exact search, on tunes of chance and of the hand."""

from pathlib import Path

import numpy as np
import pytest

from models.corpora.store import CorpusPiece, genre_file, piece_to_row
from models.errors import WeightsError
from models.originality import NO_RUN, SHORTEST_RUN, load_index
from models.originality_build import build_index, exact_longest_run, index_of
from music.genres import GENRE_NAMES
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter


def tune(seed: int, *, notes: int = 60, pitches: int = 3, lengths: int = 2) -> LeadSheet:
    """A walk over few pitches and lengths, so that tunes share long runs by chance."""
    rng = np.random.default_rng(seed)
    melody, now = [], 0.0
    for _ in range(notes):
        length = float(rng.integers(1, lengths + 1)) / 2
        melody.append(Note(60 + int(rng.integers(pitches)), now, length))
        now += length
    return LeadSheet(Key("C"), Meter("4/4"), int(-(-now // 4)), tuple(melody))


def piece(name: str, sheet: LeadSheet, *, genre: str = "folk", split: str = "train") -> CorpusPiece:
    return CorpusPiece(name, genre, "here", f"Tune {name}", split, name, sheet)


def test_index_and_exact_search_agree() -> None:
    corpus = [piece(str(seed), tune(seed, pitches=2, lengths=1 + seed % 2)) for seed in range(30)]
    index = index_of(corpus)
    sheets = [tune(seed, pitches=2, lengths=1 + seed % 2) for seed in range(100, 130)]
    runs = index.longest_runs(sheets)
    for sheet, run in zip(sheets, runs, strict=True):
        exact = exact_longest_run(sheet, corpus)
        assert run.notes == (exact.notes if exact.notes >= SHORTEST_RUN else 0)
        assert run == index.longest_run(sheet)
    assert len({run.notes for run in runs}) > 2


def test_a_quotation_is_found_in_another_key_with_its_work_and_place() -> None:
    corpus = [piece(str(seed), tune(seed, pitches=12, lengths=6)) for seed in range(6)]
    quoted = corpus[4].sheet.melody[20:40]
    start = 12.0
    begin = quoted[0].start_beats - start
    notes = (
        Note(50, 0.0, 7.0),
        Note(71, 7.0, 5.0),
        *(Note(n.pitch + 5, n.start_beats - begin, n.length_beats) for n in quoted),
    )
    run = index_of(corpus).longest_run(LeadSheet(Key("F"), Meter("4/4"), 40, notes))
    assert (run.notes, run.first_note) == (20, 2)
    assert run.work is not None
    assert run.work.title == "Tune 4"


def test_a_run_does_not_cross_from_one_sheet_into_the_next() -> None:
    whole = tune(1, pitches=12)
    halves = [
        LeadSheet(whole.key, whole.meter, whole.bars, part)
        for part in (whole.melody[:30], whole.melody[30:])
    ]
    index = index_of([piece("a", halves[0]), piece("b", halves[1])])
    assert index.longest_run(whole).notes == 30
    assert [run.notes for run in index.longest_runs(halves)] == [30, 30]


def test_melodies_without_a_shared_run_have_none() -> None:
    index = index_of([piece("a", tune(1, pitches=12))])
    empty = LeadSheet(Key("C"), Meter("4/4"), 4, ())
    assert index.longest_runs([empty, tune(2, pitches=40, lengths=8)]) == [NO_RUN, NO_RUN]
    assert index_of([]).longest_run(tune(1)) == NO_RUN


def test_a_built_index_holds_training_works_only_and_the_same_bytes_again(tmp_path: Path) -> None:
    write_corpus(tmp_path, [piece("t", tune(1)), piece("v", tune(2, pitches=12), split="valid")])
    first = build_index(tmp_path, tmp_path / "one").read_bytes()
    assert build_index(tmp_path, tmp_path / "two").read_bytes() == first
    index = load_index(tmp_path / "one")
    assert index.longest_run(tune(1)).notes == 60
    assert index.longest_run(tune(2, pitches=12)) == NO_RUN


def test_missing_and_damaged_indexes_are_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        load_index(tmp_path)
    write_corpus(tmp_path, [piece("t", tune(1))])
    path = build_index(tmp_path, tmp_path)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(WeightsError, match="damaged"):
        load_index(tmp_path)


def write_corpus(folder: Path, pieces: list[CorpusPiece]) -> None:
    import gzip
    import json

    (folder / "leadsheets").mkdir(exist_ok=True)
    for genre in GENRE_NAMES:
        rows = [piece_to_row(p) for p in pieces if p.genre == genre]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        genre_file(folder, genre).write_bytes(gzip.compress(text.encode()))
