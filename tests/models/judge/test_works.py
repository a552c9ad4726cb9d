"""Works for the judges: two halves that share nothing, and works that teach neither."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.corpora.errors import MissingCorpus
from models.corpora.store import CorpusPiece, genre_file, piece_to_row
from models.judge.judging import SEARCH
from models.judge.sources_out import leave_sources_out
from models.judge.works import MOST_SLICES, read_works, teaching
from tests.models.judge.tunes import RUNS, STRIDES, strides, works


def corpus(folder: Path, *pieces: tuple[str, str]) -> Path:
    """A corpus of one genre: (work, split) of each piece."""
    path = genre_file(folder, STRIDES)
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number, (work, split) in enumerate(pieces):
            piece = CorpusPiece(
                f"{work}-{number}", STRIDES, "book", work, split, work, strides(number)
            )
            file.write(json.dumps(piece_to_row(piece)) + "\n")
    return folder


def test_held_out_works_teach_neither_half(tmp_path: Path) -> None:
    cache = corpus(tmp_path, *((f"w{n}", "train") for n in range(40)), ("x", "test"), ("y", "drop"))
    read = read_works(cache, STRIDES)
    one, two = teaching(read, 0), teaching(read, 1)
    assert {w.name for w in one} & {w.name for w in two} == set()
    assert len(one) + len(two) == 40
    assert [w.name for w in read if w.held_out] == ["x"]


def test_a_genre_without_held_out_works_lends_some(tmp_path: Path) -> None:
    read = read_works(corpus(tmp_path, *((f"w{n}", "train") for n in range(60))), STRIDES)
    lent = [work for work in read if work.held_out]
    assert 0 < len(lent) < 20


def test_slices_of_a_work_stay_together_and_are_few(tmp_path: Path) -> None:
    cache = corpus(tmp_path, *(("long", "train") for _ in range(20)), ("short", "test"))
    sheets = {work.name: len(work.sheets) for work in read_works(cache, STRIDES)}
    assert sheets == {"long": MOST_SLICES, "short": 1}


def test_at_most_so_many_training_works_are_read(tmp_path: Path) -> None:
    cache = corpus(tmp_path, *((f"w{n}", "train") for n in range(30)), ("x", "test"))
    read = read_works(cache, STRIDES, most=10)
    assert len(read) == 11


def test_a_source_can_be_left_out() -> None:
    some = works(6)[RUNS]
    other = [replace(work, source="other book") for work in some[:2]]
    kept = teaching([*other, *some[2:]], 0, without="other book")
    assert {work.source for work in kept} <= {"book"}


def test_a_corpus_that_was_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingCorpus, match=STRIDES):
        read_works(tmp_path, STRIDES)


@pytest.mark.slow
def test_a_source_left_out_is_heard_by_judges_with_and_without_it() -> None:
    some = works(80)
    split = [replace(w, source="a" if n % 2 else "b") for n, w in enumerate(some[STRIDES])]
    rows = list(leave_sources_out(SEARCH, {STRIDES: split, RUNS: some[RUNS]}, [STRIDES]))
    assert [row.source for row in rows] == ["a", "b"]
    assert all(row.without_it[0] > 0.9 for row in rows)
